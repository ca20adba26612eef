"""Gives a translation the capital and the end of its source, and no other ones.

MarianMT models have learned from whole sentences. What does not end they end with a full stop, in
the middle of a long sentence that was cut, too; and some of them say it twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from models.marian.protected import Kind, find_protected
from models.marian.search import Candidate, NBest, Search
from models.types import LanguagePair

_CLOSING: Final = r"[\"'»”’)\]]*"
_STOPS: Final = ".。۔።։।"
_OTHER_ENDS: Final = "!?…！？؟"
_ENDED: Final = re.compile(rf"[{_STOPS}{_OTHER_ENDS}]+{_CLOSING}$")
_STOP: Final = re.compile(rf"(?<!\b[^\W\d]\.\w)\s*[{_STOPS}](?P<closing>{_CLOSING})$")
"""A full stop that is not that of "a.m."; the quotes that are closed after it are no part of it."""
_ELLIPSIS: Final = re.compile(rf"[{_STOPS}…]$")
_LAST_NUMBER: Final = re.compile(r"\d+$")
_NO_ORDINAL: Final = 3
"""A number of so many digits hardly ever is one: "431." has an end, "14." may be the fourteenth."""
_STOP_TWICE: Final = re.compile(rf"(?<![{_STOPS}…])([{_STOPS}])\s*\1$")
"""No ellipsis."""
_STOP_AFTER_END: Final = re.compile(
    rf"([{_STOPS}{_OTHER_ENDS}]{_CLOSING}(?<![{_STOPS}…]))\s*[{_STOPS}]$"
)
"""After a question mark, or after a quote in which a sentence has ended."""
_COPIED: Final = frozenset({Kind.EXACT, Kind.CODE})
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
    for twice in (_STOP_TWICE, _STOP_AFTER_END):
        if not twice.search(source):
            text = twice.sub(r"\1", text)
    if not _ENDED.search(source):
        text = _without_stop(source, text)
    if _begins_big(source, pair.source) and not _begins_protected(source, text):
        text = _with_capital(text, pair.target)
    return text


def _without_stop(source: str, text: str) -> str:
    """Take away the stops at the end, but for those of an ordinal number and of an ellipsis."""
    stop = _STOP.search(text)
    if stop is None:
        return text
    said = text[: stop.start()]
    if not said or _ELLIPSIS.search(said):
        return text
    number = _LAST_NUMBER.search(said)
    if number is not None and not (_is_copied(said, source) or _is_plain(number[0], source)):
        return text
    return _without_stop(source, said + stop["closing"])


def _is_copied(said: str, source: str) -> bool:
    """True where a text ends with an address or a code of its source, letter by letter."""
    return any(item.kind in _COPIED and said.endswith(item.text) for item in find_protected(source))


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
