"""The patterns of ``languages.toml`` and of ``models/facts.toml``, compiled."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.errors import BenchmarkError
from models.facts import fact_words

_FILE: Final = Path(__file__).with_name("languages.toml")
_DAY: Final = r"(?<![\d.,])(\d{1,2})"
_ORDINAL: Final = r"(?:\.|st|nd|rd|th|:?e|º|ª)?"


class LanguageUnknown(BenchmarkError):
    """Nobody has written down what the check must know of this language."""


class MonthPatterns(NamedTuple):
    """The ways to name a month; the first two have the day as their group."""

    after_day: re.Pattern[str]
    before_day: re.Pattern[str]
    alone: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguagePatterns:
    """How one language says what must not be lost. For lower-case text."""

    negation: re.Pattern[str]
    months: tuple[MonthPatterns, ...]
    """Twelve, January first."""
    weekdays: tuple[re.Pattern[str], ...]
    """Seven, Monday first."""
    clock_hours: int
    """24 where a written hour below 13 is in the morning; 12 where it may be either half."""
    hours: tuple[re.Pattern[str], ...]
    half_past: tuple[re.Pattern[str], ...]
    half_to: tuple[re.Pattern[str], ...]


@cache
def patterns_of(language: str) -> LanguagePatterns:
    """The patterns of a language.

    Raises:
        LanguageUnknown: there are none.
    """
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    words = fact_words(language)
    if language not in tables or words is None:
        raise LanguageUnknown(
            f"critical errors cannot be told in {language!r}: it has no table in {_FILE.name}, "
            f"which has {', '.join(tables)}"
        )
    table = tables[language]
    return LanguagePatterns(
        negation=words.negation,
        months=tuple(_month(month) for month in words.months),
        weekdays=tuple(re.compile(rf"(?<!\w)(?:{day})\w*") for day in words.weekdays),
        clock_hours=table["clock_hours"],
        hours=_compiled(table["hours"]),
        half_past=_compiled(table["half_past"]),
        half_to=_compiled(table["half_to"]),
    )


def _compiled(patterns: list[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?<!\w){pattern}") for pattern in patterns)


def _month(month: str) -> MonthPatterns:
    name = rf"(?<!\w)(?:{month})\w*"
    return MonthPatterns(
        after_day=re.compile(rf"{_DAY}{_ORDINAL} (?:of |de )?{name}"),
        before_day=re.compile(rf"{name} (?:the )?(\d{{1,2}}){_ORDINAL}(?!\w)"),
        alone=re.compile(name),
    )
