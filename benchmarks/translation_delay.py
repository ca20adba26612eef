"""How long after the voice the words of a translation are seen.

There is no truth about which spoken word gives which word of a translation. As LAAL does
(Papi et al. 2022, arXiv 2206.05807), an ideal interpreter is assumed, who speaks evenly beside the
voice and ends with it: word i of n is due when i/n of the time from the first to the last spoken
word of its caption is over. The delay of a word is the time at which it was first seen, or from
which on it stayed, minus that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from benchmarks.kept_words import kept_words
from benchmarks.screen import Updates, by_block
from benchmarks.text import Normalizer
from benchmarks.words import SpokenWord


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """When the voice of a caption was heard, seconds since the start of the recording."""

    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationDelay:
    """Of each word of the last screens, in their order."""

    first_seen_s: tuple[float, ...]
    for_good_s: tuple[float, ...]


def voice_within(words: Iterable[SpokenWord], start_s: float, end_s: float) -> Voice | None:
    """The voice of the words whose middle lies in a stretch of audio; None where there is none."""
    spoken = [word for word in words if start_s <= (word.start_s + word.end_s) / 2 <= end_s]
    return Voice(start_s=spoken[0].start_s, end_s=spoken[-1].end_s) if spoken else None


def translation_delay(
    updates: Updates, voices: Mapping[str, Voice], normalize: Normalizer
) -> TranslationDelay:
    """Compare a translation with the voice of each caption; one without a voice does not count."""
    first_seen: list[float] = []
    for_good: list[float] = []
    for block, screens in by_block(updates).items():
        if block not in voices:
            continue
        voice = voices[block]
        kept = kept_words(tuple(screens), normalize)
        for index, word in enumerate(kept, start=1):
            due_s = voice.start_s + (voice.end_s - voice.start_s) * index / len(kept)
            first_seen.append(word.first_seen_s - due_s)
            for_good.append(word.for_good_s - due_s)
    return TranslationDelay(first_seen_s=tuple(first_seen), for_good_s=tuple(for_good))
