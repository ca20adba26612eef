"""Number words as digits: "twenty-five" and "kahdelta" become "25" and "2".

text2num reads English and Portuguese; for Finnish and Swedish, which it does not know, num2words
says the numbers that desks say, Finnish in all cases, and the list is read backwards. One is left
alone everywhere: it is an article or a pronoun more often than a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Final

from num2words import num2words  # type: ignore[import-untyped] # it ships no types
from text_to_num import alpha2digit  # type: ignore[import-untyped] # it ships no types

_READ_BY_TEXT2NUM: Final = frozenset({"en", "pt", "es", "fr", "de", "it", "nl"})
_MARK: Final = "\N{MIDDLE DOT}"
_FROM: Final = 1.5
"""What is smaller stays a word."""
_NO_NUMBERS: Final[Mapping[str, re.Pattern[str]]] = {
    # "Um" and "uma" are articles, except at the end of a number ("vinte e um").
    # Ordinals are everyday words here: "quarto" is a room, "segundo" is "according to", "quinta" a
    # farm; they count days only before a month. "Por cento" counts no hundred.
    "pt": re.compile(
        r"\b(?:(?<!\be )uma?|por cento|(?:primeir|segund|terceir|quart|quint|sext)[oa]s?(?! de (?:"
        r"janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro"
        r")))\b"
    ),
}
_NEVER: Final = re.compile(r"(?!)")
_CARDINALS: Final = (*range(2, 101), *range(200, 1_000, 100), *range(1_000, 11_000, 1_000))
_ORDINALS: Final = range(3, 32)
"""Days of a month. "Second" is also "another" in both languages ("toinen", "andra")."""
_FINNISH_CASES: Final = (
    "nominative", "genitive", "partitive", "inessive", "elative", "illative", "adessive",
    "ablative", "allative", "essive", "translative",
)  # fmt: skip
_WORD: Final = re.compile(r"\w+")


def with_digits(text: str, language: str) -> str:
    """Write number words as digits. Text is lower-case; a language without a reader is as it was.

    Digits are then the only numbers that are found in it.
    """
    return _reader(language)(text)


@cache
def _reader(language: str) -> Callable[[str], str]:
    if language in _READ_BY_TEXT2NUM:
        words = _NO_NUMBERS.get(language, _NEVER)
        return lambda text: str(alpha2digit(words.sub(_MARK, text), language, _FROM))
    if language == "fi":
        return _from_list(dict(_finnish()))
    if language == "sv":
        return _from_list(dict(_swedish()))
    return lambda text: text


def _from_list(digits: Mapping[str, str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        return _WORD.sub(lambda word: digits.get(word[0], word[0]), text)

    return read


def _finnish() -> Iterator[tuple[str, str]]:
    for case in _FINNISH_CASES:
        for number in _CARDINALS:
            yield num2words(number, lang="fi", case=case), str(number)
        for number in _ORDINALS:
            yield num2words(number, lang="fi", to="ordinal", case=case), str(number)


def _swedish() -> Iterator[tuple[str, str]]:
    for number in _CARDINALS:
        yield num2words(number, lang="sv"), str(number)
    for number in _ORDINALS:
        yield num2words(number, lang="sv", to="ordinal"), str(number)
