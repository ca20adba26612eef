"""A term takes another one's place in a text, in its form where that is known."""

from __future__ import annotations

import pytest

from models.terms.lemmas import Lemmas
from models.terms.matching import places, read_line
from models.terms.rewording import in_number, replaced

LEMMAS = Lemmas()


@pytest.mark.parametrize(
    ("language", "text", "said", "target", "expected"),
    [
        ("pt", "O meu cartão de viagem.", "cartão de viagem", "passe", "O meu passe."),
        (
            "pt",
            "Os cartões de viagem.",
            "cartão de viagem",
            "cartão de transporte",
            "Os cartões de transporte.",
        ),
        ("pt", "Os cartões de viagem.", "cartão de viagem", "passe de bus", "Os passes de bus."),
        ("pt", "Os passes.", "passe", "autorização", "Os autorização."),
        ("pt", "As decisões!", "decisão", "autorização", "As autorizações!"),
        ("en", "Two tickets.", "ticket", "travel card", "Two travel cards."),
        ("en", "Travel tickets", "travel ticket", "transport pass", "Transport pass"),
        ("en", "Ticket, please.", "ticket", "travel card", "Travel card, please."),
        ("fi", "Lipussa on hinta.", "lippu", "matkakortti", "Matkakortti on hinta."),
    ],
)
def test_term_takes_the_place_of_another_one(
    language: str, text: str, said: str, target: str, expected: str
) -> None:
    line, alone = (read_line(one, language, LEMMAS) for one in (text, said))
    (position,) = places(alone, line)
    wanted = read_line(target, language, LEMMAS)

    assert replaced(line, position, alone, wanted, LEMMAS) == expected


@pytest.mark.parametrize(
    ("target", "said", "expected"),
    [
        ("cartão de transporte", "travel card", "cartão de transporte"),
        ("passe de transporte", "Travel cards", "passes de transporte"),
        ("elétrico", "travel cards", "elétricos"),
        ("xyzzy", "travel cards", "xyzzy"),
    ],
)
def test_term_is_in_the_plural_when_it_was_said_so(target: str, said: str, expected: str) -> None:
    wanted = read_line(target, "pt", LEMMAS)
    form, base = (read_line(one, "en", LEMMAS) for one in (said, "travel card"))

    assert in_number(wanted, form, base, LEMMAS) == expected
