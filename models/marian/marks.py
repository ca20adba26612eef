"""Gives a translation the capital and the end of its source, and no other ones.

MarianMT models have learned from whole sentences. What does not end they end with a full stop, in
the middle of a long sentence that was cut, too; and some of them say it twice.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from models.marian.protected import find_protected
from models.marian.search import Candidate, NBest, Search
from models.types import LanguagePair

_ENDED: Final = re.compile(r"[.!?…。！？؟۔።։।]+[\"'»”’)\]]*$")
_STOP: Final = re.compile(r"(?<!\b[^\W\d]\.\w)[.。۔።։।]$")
"""A full stop that is not that of "a.m."."""
_LAST_NUMBER: Final = re.compile(r"\d+$")
_NO_ORDINAL: Final = 3
"""A number of so many digits hardly ever is one: "431." has an end, "14." may be the fourteenth."""
_TWO_STOPS: Final = re.compile(r"(?<![.。…])([.。۔።։।])\s*\1$")
"""No ellipsis."""
_OPENING: Final = re.compile(r"[\"'(\[¿¡“„‘«]*")
_ENGLISH: Final = "en"
_ENGLISH_I: Final = re.compile(r"I\b")
"""What begins so, and does not end, need not begin a sentence: English writes it big anywhere."""
_DOTTED_I: Final = frozenset({"tr", "az"})
"""Languages whose capital of "i" is "İ"."""


class MarkedSearch:
    """Marks what a search finds as its source is marked.

    Args:
        search: What a model says.
        pair: The language that it reads, and the one that it writes.
    """

    def __init__(self, search: Search, *, pair: LanguagePair) -> None:
        self._search = search
        self._pair = pair

    def __call__(self, passages: Sequence[str], alternatives: int) -> list[NBest]:
        """See ``Search``; what differs in its marks only is one wording."""
        found = self._search(passages, alternatives)
        return [
            _distinct(
                [replace(one, text=marked_as(passage, one.text, self._pair)) for one in n_best]
            )
            for passage, n_best in zip(passages, found, strict=True)
        ]


def marked_as(source: str, translation: str, pair: LanguagePair) -> str:
    """Give a translation its source's capital, and take away a full stop that is not there."""
    text = translation
    if not _TWO_STOPS.search(source):
        text = _TWO_STOPS.sub(r"\1", text)
    if not _ENDED.search(source):
        text = _without_stop(source, text)
    if _begins_big(source, pair.source) and not _begins_protected(source, text):
        text = _with_capital(text, pair.target)
    return text


def _without_stop(source: str, text: str) -> str:
    """Take away the stop after a word, and after a number that is no ordinal one."""
    said = _STOP.sub("", text)
    number = _LAST_NUMBER.search(said)
    if number is not None:
        return said if _is_plain(number[0], source) else text
    # A word may end with a mark: an Arabic tanwin, a Thai tone, a vowel of Hindi.
    return said if unicodedata.category(said[-1:] or " ")[0] in "LM" else text


def _is_plain(number: str, source: str) -> bool:
    """True where the source says the number as its end, or one that is too long for an ordinal."""
    if re.search(rf"(?<!\d){number}\W*$", source):
        return True
    long = len(number) >= _NO_ORDINAL
    return long and re.search(rf"(?<!\d){number}(?![\w.:])", source) is not None


def _begins_big(text: str, language: str) -> bool:
    at = _opening(text)
    if language == _ENGLISH and _ENGLISH_I.match(text, at) and not _ENDED.search(text):
        return False
    return _initial(text).isupper()


def _begins_protected(source: str, text: str) -> bool:
    """True where a translation begins with what must stay letter by letter, such as "kela.fi"."""
    at = _opening(text)
    return any(text.startswith(item.text, at) for item in find_protected(source))


def _with_capital(text: str, target: str) -> str:
    """Begin a sentence.

    With the letter's title case: the capitals of Georgian are for words that have no other letters,
    and its letters are their own title case.
    """
    at, initial = _opening(text), _initial(text)
    big = "İ" if initial == "i" and target in _DOTTED_I else initial.title()
    return text[:at] + big + text[at + 1 :] if len(big) == 1 else text


def _initial(text: str) -> str:
    at = _opening(text)
    return text[at : at + 1]


def _opening(text: str) -> int:
    """How many characters stand before the first letter."""
    found = _OPENING.match(text)
    return found.end() if found else 0


def _distinct(candidates: Sequence[Candidate]) -> NBest:
    """The first of those that say the same."""
    first = {one.text: one for one in reversed(candidates)}
    return tuple(one for one in candidates if first[one.text] is one)
