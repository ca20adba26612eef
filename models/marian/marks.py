"""Gives a translation the capital and the end of its source, and no other ones.

MarianMT models have learned from whole sentences. What does not end they end with a full stop, in
the middle of a long sentence that was cut, too; and some of them say it twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from models.marian.search import Candidate, NBest, Search

_ENDED: Final = re.compile(r"[.!?…。！？؟۔።։।]+[\"'»”’)\]]*$")
_STOP: Final = re.compile(r"(?<=[^\W\d])(?<!\b\w\.\w)[.。۔።։।]$")
"""A full stop after a word: not that of "14." or "a.m."."""
_TWO_STOPS: Final = re.compile(r"(?<![.。…])([.。۔።։।])\s*\1$")
"""No ellipsis."""
_OPENING: Final = re.compile(r"[\"'(\[¿¡“„‘«]*")
_ALWAYS_BIG: Final = re.compile(r"I\b")
"""What begins so need not begin a sentence."""
_DOTTED_I: Final = frozenset({"tr", "az"})
"""Languages whose capital of "i" is "İ"."""


class MarkedSearch:
    """Marks what a search finds as its source is marked.

    Args:
        search: What a model says.
        target: The language that it writes.
    """

    def __init__(self, search: Search, *, target: str) -> None:
        self._search = search
        self._target = target

    def __call__(self, passages: Sequence[str], alternatives: int) -> list[NBest]:
        """See ``Search``; what differs in its marks only is one wording."""
        found = self._search(passages, alternatives)
        return [
            _distinct(
                [replace(one, text=marked_as(passage, one.text, self._target)) for one in n_best]
            )
            for passage, n_best in zip(passages, found, strict=True)
        ]


def marked_as(source: str, translation: str, target: str) -> str:
    """Give a translation its source's capital, and take away a full stop that is not there."""
    text = translation
    if not _TWO_STOPS.search(source):
        text = _TWO_STOPS.sub(r"\1", text)
    if not _ENDED.search(source):
        text = _STOP.sub("", text)
    return _with_capital(text, target) if _begins_big(source) else text


def _begins_big(text: str) -> bool:
    return _initial(text).isupper() and not _ALWAYS_BIG.match(text, _opening(text))


def _with_capital(text: str, target: str) -> str:
    at, initial = _opening(text), _initial(text)
    big = "İ" if initial == "i" and target in _DOTTED_I else initial.upper()
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
