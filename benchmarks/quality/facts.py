"""What a sentence says that a client acts on: numbers, amounts, dates, times, names, a "not".

Facts are read from a text in its own language and written in one form, so that "14.30", "2:30 p.m."
and "duas e meia" are the same time. Hours are told on a face of twelve: half past two in the
afternoon is 14.30 in Finnish and often 2:30 in English. Which half of the day it is is a fact of
its own, where it is said. What was read once is not read again: the
digits of a telephone number are no amount.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Final

from benchmarks.quality.languages import LanguagePatterns, patterns_of
from benchmarks.quality.numerals import with_digits


class FactKind(StrEnum):
    """What may be lost."""

    NUMBER = "number"
    AMOUNT = "amount"
    DATE = "date"
    TIME = "time"
    HALF_DAY = "half of the day"
    PHONE = "phone"
    CODE = "code"
    NEGATION = "negation"
    NAME = "name"


Told = Callable[[re.Match[str]], str]
"""From what was found to the form in which it is compared."""

Facts = Mapping[FactKind, tuple[str, ...]]
"""All kinds, each with what was found, sorted."""

_CODE: Final = re.compile(r"\S+@\S+\.\w+|(?<!\w)(?:\d[\d-]{3,}[a-z]\w*|[a-z]{1,3}-?\d{4,}\w*)")
_PHONE: Final = re.compile(r"(?<![\d.,])(?:\+|0)\d[\d -]{4,}\d(?!\d)")
_CURRENCY: Final = r"(?:€|eur(?:o\w*)?\b)"
_NUMBER: Final = r"\d{1,3}(?:[ .,]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_AMOUNT: Final = re.compile(rf"(?:€|\beur) ?({_NUMBER})|(?<!\d)({_NUMBER}) ?{_CURRENCY}")
_BARE_NUMBER: Final = re.compile(_NUMBER)
_CLOCK: Final = re.compile(
    r"(?<![\d.,:])(\d{1,2})(?:[:h]|\.(?!\d\d\.?\d))([0-5]\d)(?!\d)"
    rf"( ?[ap]\.?m\b\.?)?(?! ?(?:{_CURRENCY}|%))"
)
# Only with its year: "14.10." at the end of a sentence is a time in Finnish.
_NUMERIC_DATE: Final = re.compile(r"(?<!\d)(\d{1,2})(?:\.(\d{1,2})\.|/(\d{1,2})/)(?=\d{4})")
_SAID_HALF: Final = re.compile(r"\d ?([ap])\.?m")
_HALF_DAY_HOURS: Final = 12
_HALF_HOUR_MINUTES: Final = 30
_HOUR_MINUTES: Final = 60
_FULL_HOUR: Final = ":00"


def facts_of(text: str, language: str, names: Iterable[str] = ()) -> Facts:
    """Read the facts of a text.

    Args:
        text: one utterance.
        language: the language that it is in.
        names: beginnings of the names to look for.

    Raises:
        LanguageUnknown: the language has no patterns.
    """
    lowered = unicodedata.normalize("NFC", text).lower().replace("’", "'").replace("\u00a0", " ")
    patterns = patterns_of(language)
    reading = _Reading(lowered)
    reading.take(FactKind.CODE, _CODE, lambda found: found[0].replace("-", ""))
    reading.take(FactKind.PHONE, _PHONE, lambda found: re.sub(r"\D", "", found[0]))
    for day, pattern in enumerate(patterns.weekdays, start=1):
        reading.take(FactKind.DATE, pattern, _always(f"weekday {day}"))
    # Only now: to a reader of number words, "segunda-feira" begins with "second".
    reading.rest = with_digits(reading.rest, language)
    _take_dates(reading, patterns)
    reading.take(FactKind.AMOUNT, _AMOUNT, lambda found: _value(found[1] or found[2]))
    _take_times(reading, patterns)
    reading.take(FactKind.NUMBER, _BARE_NUMBER, lambda found: _value(found[0]))
    if patterns.negation.search(lowered):
        reading.add(FactKind.NEGATION, "not")
    plain = _plain(lowered)
    for name in names:
        if re.search(rf"(?<!\w){re.escape(_plain(name.lower()))}", plain):
            reading.add(FactKind.NAME, name)
    return reading.facts()


class _Reading:
    """A text of which parts are taken out as they are understood."""

    def __init__(self, text: str) -> None:
        self.rest = text
        self._found: dict[FactKind, list[str]] = {kind: [] for kind in FactKind}

    def add(self, kind: FactKind, value: str) -> None:
        self._found[kind].append(value)

    def take(self, kind: FactKind, pattern: re.Pattern[str], told: Told) -> None:
        for found in pattern.finditer(self.rest):
            self.add(kind, told(found))
        # A mark in its place: what stood on both sides of it must not become one number.
        self.rest = pattern.sub("\N{MIDDLE DOT}", self.rest)

    def full_hours_as_numbers(self) -> None:
        """Tell "kello yhdeksän" like "at nine", which does not say that nine is a time."""
        full = [time for time in self._found[FactKind.TIME] if time.endswith(_FULL_HOUR)]
        self._found[FactKind.NUMBER] += [time.removesuffix(_FULL_HOUR) for time in full]
        self._found[FactKind.TIME] = [
            time for time in self._found[FactKind.TIME] if time not in full
        ]

    def facts(self) -> Facts:
        return {kind: tuple(sorted(values)) for kind, values in self._found.items()}


def _take_dates(reading: _Reading, patterns: LanguagePatterns) -> None:
    for month, (day_first, month_first, alone) in enumerate(patterns.months, start=1):
        reading.take(FactKind.DATE, day_first, _dated(month))
        reading.take(FactKind.DATE, month_first, _dated(month))
        reading.take(FactKind.DATE, alone, _always(f"month {month}"))
    reading.take(
        FactKind.DATE, _NUMERIC_DATE, lambda found: f"{int(found[1])}.{int(found[2] or found[3])}."
    )


def _take_times(reading: _Reading, patterns: LanguagePatterns) -> None:
    for pattern in patterns.half_past:
        reading.take(FactKind.TIME, pattern, lambda found: _time(int(found[1]), _HALF_HOUR_MINUTES))
    for pattern in patterns.half_to:
        reading.take(
            FactKind.TIME, pattern, lambda found: _time(int(found[1]), -_HALF_HOUR_MINUTES)
        )
    for pattern in (_CLOCK, *patterns.hours):
        for found in pattern.finditer(reading.rest):
            half = _half_day(found, patterns.clock_hours)
            if half is not None:
                reading.add(FactKind.HALF_DAY, half)
        reading.take(FactKind.TIME, pattern, _clock)
    reading.full_hours_as_numbers()


def _clock(found: re.Match[str]) -> str:
    return _time(int(found[1]), int(found[2]) if found.re is _CLOCK else 0)


def _half_day(found: re.Match[str], clock_hours: int) -> str | None:
    """The time with "am" or "pm"; None where either half may be meant."""
    hour, time = int(found[1]), _clock(found)
    said = _SAID_HALF.search(found[0])
    if said:
        return f"{time} {said[1]}m"
    if hour > _HALF_DAY_HOURS:
        return f"{time} pm"
    return f"{time} am" if found.re is _CLOCK and clock_hours > _HALF_DAY_HOURS > hour else None


def _always(value: str) -> Told:
    return lambda _: value


def _dated(month: int) -> Told:
    return lambda found: _date(found[1], month)


def _date(day: str, month: int) -> str:
    return f"{int(day)}.{month}."


def _time(hours: int, minutes: int) -> str:
    """On a face of twelve hours, counted from 1."""
    hours, minutes = divmod(hours * _HOUR_MINUTES + minutes, _HOUR_MINUTES)
    return f"{(hours - 1) % _HALF_DAY_HOURS + 1}:{minutes:02d}"


def _value(digits: str) -> str:
    """Read a number with any marks: a mark before exactly three digits parts thousands."""
    whole = re.sub(r"[ .,](?=\d{3}(?!\d))", "", digits)
    return f"{Decimal(whole.replace(',', '.')).normalize():f}"


def _plain(text: str) -> str:
    """Without diacritics: "Fátima" is Fatima, spelled as the language does."""
    return "".join(
        char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char)
    )
