"""What in a glossary contradicts itself, explained.

A conflict is no error: of two terms the first one is meant, and the longer one is found. Whoever
keeps the glossary should know.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Literal

from models.terms.lemmas import Lemmas
from models.terms.matching import Line, places, read_line, read_term
from models.types import LanguagePair
from service.glossary.concepts import ANY_LANGUAGE, Concept

ConflictCode = Literal["two_targets", "term_inside_term", "kept_and_translated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two concepts that get in each other's way."""

    code: ConflictCode
    """``two_targets``: one term of ``language`` is translated in two ways; the first is used.
    ``term_inside_term``: a term is part of another one; there the longer one is used.
    ``kept_and_translated``: a term is not to be translated, and has a translation, too; the first
    is used.
    """
    first: int
    """Which concepts, counted from 0."""
    second: int
    language: str
    terms: tuple[str, str]
    """As they are written, of the first and of the second."""
    targets: tuple[str, str] | None = None
    """The two translations of ``two_targets``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """A term of one concept in one language."""

    concept: int
    term: str
    line: Line
    wanted: Line
    kept: bool
    case_sensitive: bool


def find_conflicts(concepts: Sequence[Concept], lemmas: Lemmas) -> tuple[Conflict, ...]:
    """Return what contradicts itself, by the concepts concerned."""
    languages = sorted({one for concept in concepts for one in concept.terms} - {ANY_LANGUAGE})
    found: dict[tuple[str, int, int], Conflict] = {}
    for language in languages:
        for conflict in _in_language(concepts, language, lemmas):
            found.setdefault((conflict.code, conflict.first, conflict.second), conflict)
    return tuple(sorted(found.values(), key=lambda one: (one.first, one.second, one.code)))


def _in_language(concepts: Sequence[Concept], language: str, lemmas: Lemmas) -> Iterator[Conflict]:
    written = list(_written(concepts, language, lemmas))
    by_key: dict[str, list[_Written]] = {}
    for one in written:
        for key in {key for keys in one.line.keys for key in keys}:
            by_key.setdefault(key, []).append(one)
    for one in written:
        near = {
            id(other): other
            for keys in one.line.keys
            for key in keys
            for other in by_key[key]
            if other.concept != one.concept
        }
        for other in near.values():
            yield from _between(one, other, language, concepts)


def _written(concepts: Sequence[Concept], language: str, lemmas: Lemmas) -> Iterator[_Written]:
    for number, concept in enumerate(concepts):
        term = concept.terms.get(language, concept.terms.get(ANY_LANGUAGE))
        if term is not None:
            yield _Written(
                concept=number,
                term=term,
                line=read_line(term, language, lemmas),
                wanted=read_term(term, language, lemmas),
                kept=concept.do_not_translate,
                case_sensitive=concept.case_sensitive,
            )


def _between(
    one: _Written, other: _Written, language: str, concepts: Sequence[Concept]
) -> Iterator[Conflict]:
    """What is wrong between two terms, told of the one that comes first or is the shorter."""
    if not places(one.wanted, other.line):
        return
    same = len(one.line.words) == len(other.line.words)
    if not same:
        yield _conflict("term_inside_term", one, other, language)
        return
    if one.concept > other.concept or _told_apart(one, other):
        return
    if one.kept != other.kept:
        yield _conflict("kept_and_translated", one, other, language)
        return
    targets = _two_targets(concepts[one.concept], concepts[other.concept], language)
    if targets is not None:
        yield _conflict("two_targets", one, other, language, targets)


def _told_apart(one: _Written, other: _Written) -> bool:
    """True where capitals tell which is meant."""
    return (one.case_sensitive or other.case_sensitive) and one.term != other.term


def _two_targets(one: Concept, other: Concept, language: str) -> tuple[str, str] | None:
    for source, target in permutations(sorted({*one.terms, *other.terms}), 2):
        if source == language:
            pair = LanguagePair(source, target)
            first, second = one.between(pair), other.between(pair)
            if first is not None and second is not None and first.target != second.target:
                return first.target, second.target
    return None


def _conflict(
    code: ConflictCode,
    one: _Written,
    other: _Written,
    language: str,
    targets: tuple[str, str] | None = None,
) -> Conflict:
    return Conflict(
        code=code,
        first=one.concept,
        second=other.concept,
        language=language,
        terms=(one.term, other.term),
        targets=targets,
    )
