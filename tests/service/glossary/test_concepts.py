"""What a concept may be, and what follows between two languages."""

from __future__ import annotations

import pytest

from models.types import LanguagePair, Term
from service.glossary.concepts import (
    ANY_LANGUAGE,
    LONGEST_TERM,
    MOST_CONCEPTS,
    Concept,
    Glossary,
    hotwords,
    term_lists,
)
from service.glossary.errors import GlossaryError

CARD = Concept(terms={"fi": "matkakortti", "en": "travel card", "pt": "passe"})
KELA = Concept(terms={ANY_LANGUAGE: "Kela"}, case_sensitive=True)


def test_concept_is_translated_in_both_directions_when_both_terms_are_known() -> None:
    assert CARD.between(LanguagePair("fi", "en")) == Term(
        source="matkakortti", target="travel card"
    )
    assert CARD.between(LanguagePair("en", "fi")) == Term(
        source="travel card", target="matkakortti"
    )
    assert CARD.between(LanguagePair("fi", "sv")) is None


def test_term_stays_in_every_pair_when_it_is_not_to_be_translated() -> None:
    kept = Term(source="Kela", target="Kela", case_sensitive=True)

    assert KELA.between(LanguagePair("fi", "sv")) == kept
    assert KELA.do_not_translate
    assert not CARD.do_not_translate


def test_lists_are_given_for_each_pair_that_has_terms() -> None:
    lists = term_lists([CARD], ["fi", "en", "sv"])

    assert set(lists) == {LanguagePair("fi", "en"), LanguagePair("en", "fi")}
    assert [len(one.terms) for one in term_lists([CARD, KELA], ["fi", "sv"]).values()] == [1, 1]


def test_hotwords_are_given_when_a_concept_asks_to_be_listened_for() -> None:
    heard = Concept(terms={"fi": "Kela-kortti", "en": "Kela card"}, listen=True)
    kept = Concept(terms={ANY_LANGUAGE: "Wilma"}, listen=True)

    assert hotwords([CARD, heard, kept], ["fi", "pt"]) == {
        "fi": ("Kela-kortti", "Wilma"),
        "pt": ("Wilma",),
    }
    assert hotwords([CARD], ["fi"]) == {}


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({"fi": "", "en": "x"}, "term_empty"),
        ({"fi": " x", "en": "x"}, "term_bad_letters"),
        ({"fi": "x\x00", "en": "x"}, "term_bad_letters"),
        ({"fi": "x\u202ey", "en": "x"}, "term_bad_letters"),
        ({"fi": "?!", "en": "x"}, "term_without_letters"),
        ({"fi": "x" * (LONGEST_TERM + 1), "en": "x"}, "term_too_long"),
        ({"fi": "x"}, "too_few_languages"),
        ({}, "too_few_languages"),
        ({"Finnish": "x", "en": "x"}, "bad_language"),
        ({ANY_LANGUAGE: "x", "en": "x"}, "bad_language"),
    ],
)
def test_concept_is_refused_when_it_makes_no_sense(terms: dict[str, str], code: str) -> None:
    with pytest.raises(GlossaryError) as caught:
        Concept(terms=terms)

    assert caught.value.code == code


def test_glossary_is_refused_when_it_is_too_large() -> None:
    with pytest.raises(GlossaryError) as caught:
        Glossary(name="x", concepts=(CARD,) * (MOST_CONCEPTS + 1))

    assert caught.value.code == "too_many_concepts"


def test_languages_are_those_of_the_concepts() -> None:
    assert Glossary(name="x", concepts=(KELA, CARD)).languages == ("en", "fi", "pt")
