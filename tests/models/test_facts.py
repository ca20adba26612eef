from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.facts import FactMark, fact_words, find_facts


def found(text: str, language: str, mark: FactMark) -> list[str]:
    spans = find_facts(text, language)
    return [text[span.start : span.end] for span in spans if span.mark is mark]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Room 12, at 14.30.", ["12", "14.30"]),
        ("Call +358 40 123 4567 or 09-1234567!", ["+358 40 123 4567", "09-1234567"]),
        ("€ 1,250.00, or 1\u00a0250,50 €; 12 % off", ["€ 1,250.00", "1\u00a0250,50 €", "12 %"]),
        ("on 14/3/2026, or 2026-03-14", ["14/3/2026", "2026-03-14"]),
        ("at 2:30 p.m. today", ["2:30 p.m."]),
        ("-5 ° in COVID-19 times", ["-5 °", "19"]),
        ("FI21 1234 5600 0007 85 and 131052-308T", ["FI21 1234 5600 0007 85", "131052-308T"]),
        ("我有3个", ["3"]),
        ("confirmation12345", ["confirmation12345"]),
        ("٣ أيام", ["٣"]),
        ("EUR 40 or 40 SEK, R$ 5", ["EUR 40", "40 SEK", "R$ 5"]),
        ("Nothing to count.", []),
        ("", []),
    ],
)
def test_numbers_are_found_whole_by_their_digits(text: str, numbers: list[str]) -> None:
    assert found(text, "xx", FactMark.NUMBER) == numbers


@pytest.mark.parametrize(
    ("language", "text", "numbers"),
    [
        (
            "fi",
            "12,50 euroa, kaksikymmentä euroa, yksi euro, viisitoista yli neljä",
            ["12,50 euroa", "kaksikymmentä euroa", "yksi euro", "viisitoista yli neljä"],
        ),
        ("fi", "yksi mies, toista kertaa, puoli kolmelta", ["puoli kolmelta"]),
        (
            "en",
            "Twenty-five percent of two hundred and fifty pounds; one of 2 million euros.",
            ["Twenty-five percent", "two hundred and fifty pounds", "2 million euros"],
        ),
        ("en", "One man has one euro.", ["one euro"]),
        (
            "sv",
            "en man, en krona, tjugofem kronor, halv tre",
            ["en krona", "tjugofem kronor", "halv tre"],
        ),
        (
            "pt",
            "um homem, vinte e cinco euros, 3 por cento",
            ["vinte e cinco euros", "3 por cento"],
        ),
        ("xx", "three euros", []),
    ],
)
def test_numbers_in_words_are_found_with_what_they_count(
    language: str, text: str, numbers: list[str]
) -> None:
    assert found(text, language, FactMark.NUMBER) == numbers


@pytest.mark.parametrize(
    ("language", "text", "negations"),
    [
        ("en", "No, I don’t know; NOBODY cannot.", ["No", "don’t", "NOBODY", "cannot"]),
        ("en", "Notes of the north", []),
        ("fi", "Ette voi tulla ilman lupaa.", ["Ette", "ilman"]),
        ("sv", "Det är inte ingen.", ["inte", "ingen"]),
        ("pt", "Não sem isso. De nada.", ["Não", "sem"]),
        ("ja", "no", []),
    ],
)
def test_negations_are_found_where_the_language_is_known(
    language: str, text: str, negations: list[str]
) -> None:
    assert found(text, language, FactMark.NEGATION) == negations


@pytest.mark.parametrize(
    ("language", "text", "dates"),
    [
        ("en", "On Monday, 14 May, you may come in March.", ["Monday", "May", "March"]),
        ("fi", "Tiistaina tammikuussa", ["Tiistaina", "tammikuussa"]),
        ("sv", "en junior äter majskorn i maj och juni", ["maj", "juni"]),
        ("pt", "na segunda-feira de março", ["segunda-feira", "março"]),
    ],
)
def test_months_and_days_are_found_with_their_endings(
    language: str, text: str, dates: list[str]
) -> None:
    assert found(text, language, FactMark.DATE) == dates


def test_a_language_that_nobody_wrote_down_has_no_words() -> None:
    assert fact_words("xx") is None


def test_letters_that_grow_in_lower_case_move_nothing() -> None:
    assert found("İİ 42", "en", FactMark.NUMBER) == ["42"]


PIECES = st.sampled_from(
    [
        "1",
        "23",
        "two",
        "one",
        "kaksi",
        " ",
        "no",
        "not",
        "May",
        ".",
        "’",
        "İ",
        "€",
        "\U0001f600",
        "-",
    ]
)


@given(st.lists(PIECES).map("".join) | st.text(), st.sampled_from(["en", "fi", "pt", "xx"]))
def test_spans_lie_in_the_text_in_order_and_those_of_a_kind_apart(text: str, language: str) -> None:
    spans = find_facts(text, language)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert [span.start for span in spans] == sorted(span.start for span in spans)
    for mark in FactMark:
        same = [span for span in spans if span.mark is mark]
        assert all(one.end <= other.start for one, other in pairwise(same))
    if any(char.isdecimal() for char in text):
        assert any(span.mark is FactMark.NUMBER for span in spans)
