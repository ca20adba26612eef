"""Cuts a text of any length into what one pass of a model can translate, and what stays as it is.

Every character of a text is in exactly one passage, so that white space, blank lines and passages
without words come out of a translation as they went in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from models.interfaces import SentenceSplitter

LONGEST_PASSAGE: Final = 64
"""Length in vocabulary pieces, as estimated here, of the longest passage given to a model.

Measured on the English-Portuguese students: up to about 90 pieces a sentence without punctuation is
translated to its end, from 105 on the decoder turns in circles and the end is lost.
"""

_PIECE: Final = re.compile(r"\d|[^\W\d_]{1,6}|[^\w\s]|_")
"""About one piece of a vocabulary of 32,000: 1.1 times as many as SentencePiece makes."""

_CLAUSE_END: Final = re.compile(r"(?:[,;:،؛、，；：]|\s[-–—])\s+")
_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a text: words to be translated, or something to be kept."""

    text: str
    translatable: bool


def cut_passages(text: str, language: str, split_sentences: SentenceSplitter) -> list[Passage]:
    """Return the passages of ``text``; joined they are the text."""
    passages: list[Passage] = []
    for sentence in split_sentences(text, language):
        for clause in cut_long(sentence):
            passages.extend(
                Passage(text=part, translatable=any(map(str.isalpha, part)))
                for part in split_ends(clause)
                if part
            )
    return passages


def split_ends(text: str) -> tuple[str, str, str]:
    """Return the white space before, the words, the white space after; joined they are all."""
    start = len(text) - len(text.lstrip())
    end = max(start, len(text.rstrip()))
    return text[:start], text[start:end], text[end:]


def cut_long(sentence: str) -> list[str]:
    """Cut a sentence that is too long for a model at clauses, else between words, else anywhere."""
    parts: list[str] = []
    start = 0
    while (limit := _limit(sentence, start)) < len(sentence):
        end = _best_border(sentence, start, limit)
        parts.append(sentence[start:end])
        start = end
    return [*parts, sentence[start:]]


def _limit(sentence: str, start: int) -> int:
    """Where the longest passage from ``start`` on ends."""
    pieces = _PIECE.finditer(sentence, start)
    for count, piece in enumerate(pieces, start=1):
        if count > LONGEST_PASSAGE:
            return piece.start()
    return len(sentence)


def _best_border(sentence: str, start: int, limit: int) -> int:
    """The last end of a clause in the second half of the passage, else the last space."""
    middle = start + (limit - start) // 2
    for border in (_CLAUSE_END, _SPACE):
        ends = [match.end() for match in border.finditer(sentence, middle, limit)]
        if ends:
            return ends[-1]
    return limit
