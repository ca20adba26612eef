"""Which terms hold in a conversation, and that adding one disturbs no others."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from models.types import LanguagePair
from service.glossary.concepts import ANY_LANGUAGE, Concept
from service.glossary.in_use import TermsOf, terms_of

EN_PT = LanguagePair("en", "pt")
CARD = Concept(terms={"en": "travel card", "pt": "passe"})
KELA = Concept(terms={ANY_LANGUAGE: "Kela"})

LANGUAGES = ["en", "fi", "pt", "sv"]
CONCEPTS = st.builds(
    lambda terms: Concept(terms=terms),
    st.dictionaries(st.sampled_from(LANGUAGES), st.sampled_from(["a", "b"]), min_size=2)
    | st.sampled_from([{ANY_LANGUAGE: "a"}, {ANY_LANGUAGE: "c"}]),
)


def between(terms: TermsOf, pair: LanguagePair) -> list[tuple[str, str]]:
    found = terms.between.get(pair, terms.kept)
    return [(term.source, term.target) for term in found.terms]


def test_term_comes_first_when_it_is_added() -> None:
    other = Concept(terms={"en": "travel card", "pt": "cartão"})

    assert between(terms_of([CARD]).before(other), EN_PT) == [
        ("travel card", "cartão"),
        ("travel card", "passe"),
    ]


def test_list_stays_the_same_when_a_term_of_other_languages_is_added() -> None:
    terms = terms_of([CARD])
    more = terms.before(Concept(terms={"fi": "kortti", "sv": "kort"}))

    assert more.between[EN_PT] is terms.between[EN_PT]


def test_kept_term_is_in_every_pair() -> None:
    terms = terms_of([CARD]).before(KELA)

    assert between(terms, EN_PT) == [("Kela", "Kela"), ("travel card", "passe")]
    assert between(terms, LanguagePair("ar", "so")) == [("Kela", "Kela")]


def test_term_that_is_there_comes_first_and_is_there_once() -> None:
    for known in (CARD, KELA):
        terms = terms_of([CARD, KELA]).before(known)

        assert sorted(between(terms, EN_PT)) == [("Kela", "Kela"), ("travel card", "passe")]
        assert terms.concepts[0] == known
        assert len(terms.concepts) == 2


@given(concepts=st.lists(CONCEPTS, max_size=5, unique_by=lambda one: one.id))
def test_terms_added_one_by_one_are_those_of_all_at_once(concepts: list[Concept]) -> None:
    added = TermsOf()
    for concept in reversed(concepts):
        added = added.before(concept)

    whole = terms_of(concepts)
    for pair in (LanguagePair(*two) for two in permutations([*LANGUAGES, "ar"], 2)):
        assert between(added, pair) == between(whole, pair)
