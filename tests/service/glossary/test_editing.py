"""What becomes of a glossary when somebody changes it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.glossary.concepts import ANY_LANGUAGE, MOST_CONCEPTS, Concept, Glossary
from service.glossary.editing import (
    Difference,
    ImportMode,
    described,
    difference,
    imported,
    instead_of,
    with_concept,
    with_first,
    without_concept,
)
from service.glossary.errors import GlossaryError

CARD = Concept(terms={"fi": "matkakortti", "en": "travel card"})
KELA = Concept(terms={ANY_LANGUAGE: "Kela"}, case_sensitive=True)
PASS = Concept(terms={"fi": "passi", "en": "passport"})
OURS = Glossary(name="ours", concepts=(CARD, KELA), reviewed=True, note="Ours")
CONCEPTS = st.lists(
    st.sampled_from("abcdef").map(lambda term: Concept(terms={"fi": term, "en": term * 2})),
    max_size=6,
)


def code_of(refused: pytest.ExceptionInfo[GlossaryError]) -> str:
    return refused.value.code


def test_entry_is_another_one_once_anything_is_changed_in_it() -> None:
    others = (
        replace(CARD, terms={"fi": "matkakortti", "en": "Travel card"}),
        replace(CARD, case_sensitive=True),
        replace(CARD, listen=True),
        replace(CARD, note="n"),
    )
    assert len({CARD.id, *(one.id for one in others)}) == 5
    same = Concept(terms={"en": "travel card", "fi": "matkakortti"})
    assert same.id == CARD.id, "the order of languages matters"


def test_glossary_is_another_one_once_an_entry_or_the_order_is_changed() -> None:
    others = (
        replace(OURS, concepts=(KELA, CARD)),
        replace(OURS, concepts=(CARD,)),
        replace(OURS, concepts=(CARD, KELA, PASS)),
    )
    assert len({OURS.revision, *(one.revision for one in others)}) == 4
    assert replace(OURS, note="Other", reviewed=False).revision == OURS.revision


def test_new_entry_counts_first_and_nobody_has_read_it_yet() -> None:
    assert with_first(OURS, PASS) == replace(OURS, concepts=(PASS, CARD, KELA), reviewed=False)


def test_entry_that_is_added_again_comes_first_and_is_there_once() -> None:
    assert with_first(OURS, KELA).concepts == (KELA, CARD)


def test_entry_that_became_what_another_one_says_is_there_once() -> None:
    assert with_concept(OURS, KELA.id, CARD).concepts == (CARD,)
    assert with_concept(OURS, CARD.id, KELA).concepts == (KELA,)


def test_no_twin_stays_when_an_entry_is_changed_or_taken_out() -> None:
    twins = replace(OURS, concepts=(CARD, KELA, CARD))
    assert with_concept(twins, CARD.id, PASS).concepts == (PASS, KELA)
    assert without_concept(twins, CARD.id).concepts == (KELA,)


def test_entry_is_changed_in_its_place() -> None:
    changed = with_concept(OURS, KELA.id, PASS)
    assert changed == replace(OURS, concepts=(CARD, PASS), reviewed=False)


def test_native_speakers_have_still_read_it_when_only_a_flag_is_changed() -> None:
    heard = replace(CARD, listen=True)
    assert with_concept(OURS, CARD.id, heard) == replace(OURS, concepts=(heard, KELA))


def test_entry_is_taken_out() -> None:
    assert without_concept(OURS, CARD.id) == replace(OURS, concepts=(KELA,))


def test_glossary_is_described() -> None:
    assert described(OURS, "n", reviewed=False) == replace(OURS, note="n", reviewed=False)


def test_entry_that_somebody_else_has_changed_is_not_changed_again() -> None:
    for change in (
        partial(with_concept, OURS, PASS.id, CARD),
        partial(without_concept, OURS, PASS.id),
        partial(instead_of, OURS.concepts, PASS.id),
    ):
        with pytest.raises(GlossaryError) as refused:
            change()
        assert code_of(refused) == "concept_not_found"


def test_file_takes_the_place_of_what_is_there() -> None:
    after = imported(OURS, [PASS, CARD], "replace")
    assert after == replace(OURS, concepts=(PASS, CARD), reviewed=False)
    assert difference(OURS, after) == Difference(new=1, unchanged=1, gone=1)


def test_file_comes_before_what_is_there_and_nothing_is_there_twice() -> None:
    after = imported(OURS, [PASS, KELA], "add")
    assert after.concepts == (PASS, KELA, CARD)
    assert difference(OURS, after) == Difference(new=1, unchanged=2, gone=0)


@given(CONCEPTS, CONCEPTS, st.sampled_from(["replace", "add"]))
def test_import_keeps_all_that_the_file_says_and_counts_what_it_changes(
    there: list[Concept], said: list[Concept], mode: ImportMode
) -> None:
    before = Glossary(name="g", concepts=tuple(there))
    after = imported(before, said, mode)
    assert after.concepts[: len(said)] == tuple(said)
    counted = difference(before, after)
    has = {one.id for one in after.concepts}
    assert counted.new + counted.unchanged == len(has)
    assert mode == "replace" or counted.gone == 0
    if mode == "add":
        assert {one.id for one in there} <= has


def test_import_is_refused_where_another_glossary_is_there_by_now() -> None:
    assert imported(OURS, [PASS], "replace", base=OURS.revision).concepts == (PASS,)
    with pytest.raises(GlossaryError) as refused:
        imported(with_first(OURS, PASS), [PASS], "replace", base=OURS.revision)
    assert code_of(refused) == "glossary_changed"


def test_import_is_refused_where_it_would_be_too_much() -> None:
    many = [Concept(terms={"fi": f"a{n}", "en": "b"}) for n in range(MOST_CONCEPTS)]
    with pytest.raises(GlossaryError) as refused:
        imported(OURS, many, "add")
    assert code_of(refused) == "too_many_concepts"
