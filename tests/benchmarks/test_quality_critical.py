"""What is a critical error of a translation, and what is only another wording."""

from __future__ import annotations

import pytest

from benchmarks.quality.critical import TranslatedPhrase, check_facts
from benchmarks.quality.facts import FactKind


def kinds_wrong(source: str, reference: str, translation: str, *names: str) -> set[FactKind]:
    """From Portuguese into English."""
    phrase = TranslatedPhrase(
        id="x",
        topic="x",
        names=names,
        source=source,
        reference=reference,
        translation=translation,
    )
    return {error.kind for error in check_facts(phrase, source="pt", target="en").errors}


@pytest.mark.parametrize(
    ("source", "reference", "translation"),
    [
        ("Não venha.", "Do not come.", "Don't come."),
        ("Às 14h30.", "At 14:30.", "At half past two."),
        ("Às 14h30.", "At 14:30.", "At 2:30 p.m."),
        ("São 12,50 euros.", "That is 12.50 euros.", "That's €12.50."),
        ("Tenho dois filhos.", "I have a son and a daughter.", "I have two children."),
        ("Fale com o João.", "Talk to João.", "Speak with Joao."),
    ],
)
def test_another_wording_is_no_error(source: str, reference: str, translation: str) -> None:
    assert kinds_wrong(source, reference, translation, *(["João"] if "João" in source else [])) == (
        set()
    )


@pytest.mark.parametrize(
    ("source", "reference", "translation", "kind"),
    [
        ("Não venha.", "Do not come.", "Come.", FactKind.NEGATION),
        ("Venha.", "Come.", "Don't come.", FactKind.NEGATION),
        ("Quarenta dias.", "Forty days.", "Fourteen days.", FactKind.NUMBER),
        ("Custa 40 euros.", "It costs 40 euros.", "It costs 40 dollars.", FactKind.AMOUNT),
        ("Até 5 de maio.", "By 5 May.", "By 5 March.", FactKind.DATE),
        ("Na terça-feira.", "On Tuesday.", "On Thursday.", FactKind.DATE),
        ("Às 9h15.", "At 9:15.", "At 9:15 p.m.", FactKind.HALF_DAY),
        ("Às 16h05.", "At 16:05.", "At 4:50 p.m.", FactKind.TIME),
        ("Ligue 040 123 4567.", "Call 040 123 4567.", "Call 040 123 4576.", FactKind.PHONE),
        ("É 131052-308T.", "It is 131052-308T.", "It is 131052-308.", FactKind.CODE),
        ("Espere.", "Wait.", "Wait 5 minutes.", FactKind.NUMBER),
    ],
)
def test_a_changed_lost_or_added_fact_is_an_error(
    source: str, reference: str, translation: str, kind: FactKind
) -> None:
    assert kind in kinds_wrong(source, reference, translation)


def test_a_lost_name_is_an_error_that_tells_both_sides() -> None:
    phrase = TranslatedPhrase(
        id="x",
        topic="x",
        names=("Elina", "Korho"),
        source="É a Elina Korhonen.",
        reference="It is Elina Korhonen.",
        translation="It is Elina.",
    )
    check = check_facts(phrase, source="pt", target="en")
    (error,) = check.errors
    assert (error.kind, error.expected, error.found) == (
        FactKind.NAME,
        ("Elina", "Korho"),
        ("Elina",),
    )
    assert check.kinds == {FactKind.NAME}
