"""When each word that was said came to the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.edits import align
from benchmarks.kept_words import KeptWord
from benchmarks.text import Normalizer
from benchmarks.words import SpokenWord


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedWord:
    """One normalized word of the reference that the last screen has right."""

    end_s: float
    """When it had been spoken, seconds since the start of the recording."""
    first_seen_s: float
    """Lag; below zero where it was seen before it had been spoken."""
    for_good_s: float
    """Lag."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """A last screen against a reference."""

    reference_words: int
    """Normalized one by one."""
    matched: tuple[MatchedWord, ...]


def match_words(
    kept: Sequence[KeptWord], words: Sequence[SpokenWord], normalize: Normalizer
) -> Matching:
    """Find each word that was said among the words that stayed on the screen."""
    reference = [(token, word.end_s) for word in words for token in normalize(word.word)]
    matches = align([token for token, _ in reference], [word.word for word in kept]).equal
    return Matching(
        reference_words=len(reference),
        matched=tuple(
            MatchedWord(
                end_s=reference[said][1],
                first_seen_s=kept[seen].first_seen_s - reference[said][1],
                for_good_s=kept[seen].for_good_s - reference[said][1],
            )
            for said, seen in matches
        ),
    )
