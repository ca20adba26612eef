"""Cuts a text of any length into what one pass of a model can translate, and what stays as it is.

Every character of a text is in exactly one passage, so that white space, blank lines, bullets and
passages without words come out of a translation as they went in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from models.interfaces import SentenceSplitter

_PIECE: Final = re.compile(r"\d|[^\W\d_]{1,6}|[^\w\s]|_")
"""About one piece of a vocabulary of 32,000: 1.1 times as many as SentencePiece makes."""

_BULLET: Final = re.compile(r"(?:[-–—*•·▪◦‣]\s+)+")
_CLAUSE_END: Final = re.compile(r"(?:[,;:،؛、，；：]|\s[-–—])\s+")
_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a text: words to be translated, or something to be kept."""

    text: str
    translatable: bool


def estimate_pieces(text: str) -> int:
    """Return about how many pieces of a vocabulary a text takes, where none is at hand."""
    return sum(1 for _ in _PIECE.finditer(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageLimit:
    """How long a passage may be for a model."""

    longest: int
    """In vocabulary pieces."""
    measure: Callable[[str], int] = estimate_pieces
    """Tells how many pieces a text takes."""

    def allows(self, text: str) -> bool:
        """True where a model can translate ``text`` in one pass."""
        return self.measure(text) <= self.longest


def cut_passages(
    text: str, language: str, split_sentences: SentenceSplitter, limit: PassageLimit
) -> list[Passage]:
    """Return the passages of ``text``; joined they are the text."""
    passages: list[Passage] = []
    for sentence in split_sentences(text, language):
        for clause in cut_long(sentence, limit):
            passages.extend(keep_ends(clause))
    return passages


def keep_ends(text: str) -> list[Passage]:
    """Tell the words of ``text`` from the white space at its ends and the bullet before them."""
    before, words, after = split_ends(text)
    bullet = _BULLET.match(words)
    marks = bullet[0] if bullet else ""
    words = words.removeprefix(marks)
    parts = (
        Passage(text=before + marks, translatable=False),
        Passage(text=words, translatable=any(map(str.isalpha, words))),
        Passage(text=after, translatable=False),
    )
    return [part for part in parts if part.text]


def split_ends(text: str) -> tuple[str, str, str]:
    """Return the white space before, the words, the white space after; joined they are all."""
    start = len(text) - len(text.lstrip())
    end = max(start, len(text.rstrip()))
    return text[:start], text[start:end], text[end:]


def cut_long(sentence: str, limit: PassageLimit) -> list[str]:
    """Cut a sentence that is too long for a model at clauses, else between words, else anywhere."""
    parts: list[str] = []
    start = 0
    while (end := _reach(sentence, start, limit)) < len(sentence):
        border = _best_border(sentence, start + (end - start) // 2, end)
        parts.append(sentence[start:border])
        start = border
    return [*parts, sentence[start:]]


def cut_in_two(passage: str) -> tuple[str, str] | None:
    """Cut a passage near its middle, at a clause if there is one; None where it is one word.

    The passage has no white space at its ends.
    """
    middle = len(passage) // 2
    for border in (_CLAUSE_END, _SPACE):
        ends = [match.end() for match in border.finditer(passage)]
        inner = [end for end in ends if end < len(passage)]
        if inner:
            end = min(inner, key=lambda end: abs(end - middle))
            return passage[:end], passage[end:]
    return None


def _reach(sentence: str, start: int, limit: PassageLimit) -> int:
    """Where the longest passage from ``start`` on ends; at least one character further."""
    width = limit.longest
    while limit.allows(sentence[start : start + width]):
        if start + width >= len(sentence):
            return len(sentence)
        width *= 2
    allowed, refused = start + 1, start + width
    while refused - allowed > 1:
        middle = (allowed + refused) // 2
        if limit.allows(sentence[start:middle]):
            allowed = middle
        else:
            refused = middle
    return allowed


def _best_border(sentence: str, middle: int, end: int) -> int:
    """The last end of a clause between ``middle`` and ``end``, else the last space."""
    for border in (_CLAUSE_END, _SPACE):
        ends = [match.end() for match in border.finditer(sentence, middle, end)]
        if ends:
            return ends[-1]
    return end
