"""Where a text says what a reader must get right: numbers, dates and negations. Pure.

Numbers are found in every language by their digits, amounts, times, telephone numbers and codes
among them. Numbers in words, what is counted in money or percent, the names of months and days and
the words that negate are found in the languages of ``facts.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final


class FactMark(StrEnum):
    """What a place in a text says."""

    NUMBER = "number"
    DATE = "date"
    """The name of a month or of a day of the week; the digits of a date are a number."""
    NEGATION = "negation"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSpan:
    """A place in a text."""

    start: int
    """In characters."""
    end: int
    mark: FactMark


@dataclass(frozen=True, slots=True, kw_only=True)
class FactWords:
    """The words of one language, for lower-case text."""

    negation: re.Pattern[str]
    months: tuple[str, ...]
    """Twelve patterns, January first."""
    weekdays: tuple[str, ...]
    """Seven patterns, Monday first."""
    date: re.Pattern[str]
    """Any month or day with its ending."""
    number: re.Pattern[str]
    """Digits or number words, with the money or percent that they count."""
    lone_one: re.Pattern[str]
    """What is an article or a pronoun, too, where it stands alone: no number to read back."""


# Letters of ASCII alone belong to a number ("FI21", "308T"): languages that are written without
# spaces have theirs on both sides of it.
_CURRENCY: Final = "eur|usd|gbp|sek|nok|dkk|brl"
_DIGITS: Final = (
    rf"(?<![a-z\d])(?:(?:{_CURRENCY}) ?|r?\$ ?|[+€£-] ?)?"
    r"[a-z]*\d(?:[a-z\d]|[.,:/'-](?=[a-z\d])| (?=\d))*"
)
_SIGNS: Final = rf"(?: ?[%‰€$£°]| ?[ap]\.m\.| (?:{_CURRENCY})(?!\w))?"
_NUMBER: Final = re.compile(_DIGITS + _SIGNS)
_TABLES: Final[dict[str, dict[str, list[str]]]] = tomllib.loads(
    files("models").joinpath("facts.toml").read_text(encoding="utf-8")
)
"""Read with the module: the first caption must not wait for a file on the event loop."""
_SAME_LENGTH: Final = str.maketrans({"’": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "−": "-"})


@cache
def fact_words(language: str) -> FactWords | None:
    """The words of a language; None where nobody has written them down."""
    table = _TABLES.get(language)
    if table is None:
        return None
    return FactWords(
        negation=re.compile(rf"(?<!\w)(?:{'|'.join(table['negation'])})(?!\w)"),
        months=tuple(table["months"]),
        weekdays=tuple(table["weekdays"]),
        date=re.compile(rf"(?<!\w)(?:{'|'.join(table['months'] + table['weekdays'])})\w*"),
        number=_number_pattern(table),
        lone_one=re.compile("|".join(table["ones"])),
    )


def _number_pattern(table: dict[str, list[str]]) -> re.Pattern[str]:
    """Digits, words, and what they count: "12,50 euros", "twenty-five percent", "2 million"."""
    word = f"(?:{'|'.join(table['numbers'] + table['ones'])})+"
    link = f"[ -](?:(?:{'|'.join(table['number_links'])}) )?"
    words = rf"(?<!\w){word}(?:{link}{word})*(?!\w)"
    unit = rf"(?:[ -](?:{'|'.join(table['units'])})(?!\w)|{_SIGNS})"
    return re.compile(rf"(?:{_DIGITS}(?: {words})?|{words}){unit}")


def find_facts(text: str, language: str) -> tuple[FactSpan, ...]:
    """All facts of a text in its own language, by where they begin.

    Spans of one kind do not overlap; "14" is a number wherever it stands.
    """
    folded = _folded(text)
    words = fact_words(language)
    if words is None:
        return tuple(_spans(FactMark.NUMBER, _NUMBER.finditer(folded)))
    numbers = (one for one in words.number.finditer(folded) if not words.lone_one.fullmatch(one[0]))
    spans = (
        *_spans(FactMark.NUMBER, numbers),
        *_spans(FactMark.DATE, words.date.finditer(folded)),
        *_spans(FactMark.NEGATION, words.negation.finditer(folded)),
    )
    return tuple(sorted(spans, key=lambda span: (span.start, span.end, span.mark)))


def _spans(mark: FactMark, found: Iterable[re.Match[str]]) -> Iterator[FactSpan]:
    return (FactSpan(start=one.start(), end=one.end(), mark=mark) for one in found)


def _folded(text: str) -> str:
    """In lower case, each character in its place: what would become longer stays as it is."""
    lowered = (char.lower() if len(char.lower()) == 1 else char for char in text)
    return "".join(lowered).translate(_SAME_LENGTH)
