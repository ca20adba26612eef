"""What contradicts itself is found and explained."""

from __future__ import annotations

from models.terms.lemmas import Lemmas
from service.glossary.concepts import ANY_LANGUAGE, Concept
from service.glossary.conflicts import Conflict, find_conflicts

LEMMAS = Lemmas()


def concept(fi: str, en: str, *, case_sensitive: bool = False) -> Concept:
    return Concept(terms={"fi": fi, "en": en}, case_sensitive=case_sensitive)


def test_two_translations_of_one_term_are_told() -> None:
    found = find_conflicts([concept("passi", "passport"), concept("Passit", "pass")], LEMMAS)

    assert found == (
        Conflict(
            code="two_targets",
            first=0,
            second=1,
            language="fi",
            terms=("passi", "Passit"),
            targets=("passport", "pass"),
        ),
    )


def test_longer_term_is_told_when_a_shorter_one_is_part_of_it() -> None:
    (found,) = find_conflicts(
        [concept("oleskeluluvan kortti", "x y"), concept("kortti", "card")], LEMMAS
    )

    assert (found.code, found.first, found.second) == ("term_inside_term", 1, 0)
    assert found.terms == ("kortti", "oleskeluluvan kortti")


def test_conflict_is_told_when_a_kept_term_has_a_translation() -> None:
    kept = Concept(terms={ANY_LANGUAGE: "Kela"})

    (found,) = find_conflicts([kept, concept("Kela", "Social Insurance")], LEMMAS)

    assert (found.code, found.language) == ("kept_and_translated", "fi")


def test_nothing_is_told_when_terms_agree() -> None:
    same = [concept("kortti", "card"), concept("kortti", "card"), concept("lupa", "permit")]

    assert find_conflicts(same, LEMMAS) == ()


def test_nothing_is_told_when_capitals_tell_terms_apart() -> None:
    told_apart = [concept("Lupa", "Lupa Ltd", case_sensitive=True), concept("lupa", "permit")]

    assert find_conflicts(told_apart, LEMMAS) == ()


def test_nothing_is_told_when_terms_share_no_language() -> None:
    apart = [concept("kortti", "card"), Concept(terms={"sv": "kortti", "pt": "x"})]

    assert find_conflicts(apart, LEMMAS) == ()
