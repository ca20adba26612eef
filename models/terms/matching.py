"""Finds terms in a text, whatever their endings.

Words match by their keys (``lemmas``), so a term of several words matches with each of them
inflected by itself. Where two terms begin at one place the longer one is found, and of two that
are written alike the one that comes first; what is found never overlaps and never ends inside a
word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.terms.lemmas import Lemmas
from models.terms.tokens import Token, stand_together, tokens
from models.types import Term

_Keys = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A place in a text where a term stands."""

    start: int
    end: int
    term: Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A text as its words."""

    text: str
    language: str
    words: tuple[Token, ...]
    keys: tuple[_Keys, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """The words of a term."""

    line: Line
    term: Term
    rank: tuple[int, int]
    """Of two at one place the one with the higher rank is found."""


class Matcher:
    """Looks for some terms by their source in texts of one language."""

    def __init__(self, terms: Sequence[Term], language: str, lemmas: Lemmas) -> None:
        self._language = language
        self._lemmas = lemmas
        self._by_first: dict[str, list[_Wanted]] = {}
        for number, term in enumerate(terms):
            line = read_term(term.source, language, lemmas)
            wanted = _Wanted(line=line, term=term, rank=(len(line.words), -number))
            for key in line.keys[0] if line.keys else ():
                self._by_first.setdefault(key, []).append(wanted)

    def find(self, text: str) -> tuple[Found, ...]:
        """Return where terms stand in a text, in order."""
        if not self._by_first:
            return ()  # reading the text takes longer than a translation waits for anything else
        line = read_line(text, self._language, self._lemmas)
        found: list[Found] = []
        position = 0
        while position < len(line.words):
            wanted = self._at(line, position)
            length = 1
            if wanted is not None:
                length = len(wanted.line.words)
                start, end = line.words[position].start, line.words[position + length - 1].end
                found.append(Found(start=start, end=end, term=wanted.term))
            position += length
        return tuple(found)

    def _at(self, line: Line, position: int) -> _Wanted | None:
        """The longest term that begins at a word."""
        candidates = [
            wanted
            for key in line.keys[position]
            for wanted in self._by_first.get(key, ())
            if _stands_at(line, position, wanted)
        ]
        return max(candidates, key=lambda wanted: wanted.rank, default=None)


def read_line(text: str, language: str, lemmas: Lemmas) -> Line:
    """Read the words of a text."""
    words = tokens(text, language)
    keys = tuple(lemmas.keys(word.text, language) for word in words)
    return Line(text=text, language=language, words=words, keys=keys)


def read_term(term: str, language: str, lemmas: Lemmas) -> Line:
    """Read the words of a term, to be looked for in lines."""
    words = tokens(term, language)
    keys = tuple(lemmas.term_keys(word.text, language) for word in words)
    return Line(text=term, language=language, words=words, keys=keys)


def places(part: Line, whole: Line) -> list[int]:
    """Return at which words of a text another one begins, in whatever forms; they may overlap."""
    length = len(part.words)
    return [
        position
        for position in range(len(whole.words) - length + 1)
        if length and _fits(whole, position, part.keys)
    ]


def _fits(line: Line, position: int, keys: Sequence[_Keys]) -> bool:
    there = range(position, position + len(keys))
    return (
        there.stop <= len(line.words)
        and all(line.keys[i] & wanted for i, wanted in zip(there, keys, strict=True))
        and all(stand_together(line.text, line.words[i], line.words[i + 1]) for i in there[:-1])
    )


def _stands_at(line: Line, position: int, wanted: _Wanted) -> bool:
    if not _fits(line, position, wanted.line.keys):
        return False
    if not wanted.term.case_sensitive:
        return True
    there = line.words[position : position + len(wanted.line.words)]
    return all(
        _same_case(token.text, word.text)
        for token, word in zip(there, wanted.line.words, strict=True)
    )


def _same_case(written: str, word: str) -> bool:
    """True where a form is written with the capitals of a word: "HSL:n" of "HSL", not "hsl"."""
    same = len([1 for one, other in zip(written, word, strict=False) if one == other])
    return written[:1] == word[:1] and (not word.isupper() or same == len(word))
