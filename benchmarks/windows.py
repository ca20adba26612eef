"""Which words are said in which window of a long recording. Pure.

Whisper aligns 30 s at a time, so a longer recording is cut in its pauses. A first, free
recognition tells roughly when each word of the reference is said; that is enough to say on which
side of a pause it belongs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.edits import align
from benchmarks.text import Normalizer, normalized_words


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedWord:
    """A word and when it is said, seconds."""

    word: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RoughTimes:
    """About when each word of a reference is said."""

    middles_s: tuple[float, ...]
    """One per word, never falling."""
    heard_share: float
    """Words that the free recognition heard too, 0..1."""


def cut_in_pauses(
    speech: Sequence[tuple[float, float]], *, duration_s: float, longest_s: float
) -> list[tuple[float, float]]:
    """Windows that cover a recording, each as long as fits, cut in the middle of pauses.

    Args:
        speech: (start, end) of the stretches of speech, in order, none longer than ``longest_s``.
        duration_s: Length of the recording.
        longest_s: Length that no window exceeds where a pause allows it.
    """
    pauses = [(end + start) / 2 for (_, end), (start, _) in pairwise(speech)]
    windows: list[tuple[float, float]] = []
    begin_s = 0.0
    for cut_s, next_cut_s in pairwise([*pauses, duration_s]):
        if next_cut_s - begin_s > longest_s:
            windows.append((begin_s, cut_s))
            begin_s = cut_s
    return [*windows, (begin_s, duration_s)]


def rough_times(
    reference: Sequence[str], heard: Sequence[TimedWord], normalize: Normalizer
) -> RoughTimes:
    """Carry the times of heard words over to the reference; others lie between their neighbours."""
    said = [(token, i) for i, word in enumerate(reference) for token in normalize(word)]
    tokens = [(token, word) for word in heard for token in normalized_words(word.word, normalize)]
    equal = align([token for token, _ in said], [token for token, _ in tokens]).equal
    known = {said[left][1]: (tokens[r][1].start_s + tokens[r][1].end_s) / 2 for left, r in equal}
    anchors = [(-1, 0.0), *sorted(known.items())]
    last_s = max([word.end_s for word in heard], default=0.0)
    anchors.append((len(reference), max(last_s, anchors[-1][1])))
    middles: list[float] = []
    for (left, left_s), (right, right_s) in pairwise(anchors):
        step_s = (right_s - left_s) / (right - left)
        middles += [left_s + step_s * step for step in range(1, right - left + 1)]
    return RoughTimes(
        middles_s=tuple(middles[:-1]), heard_share=len(known) / max(1, len(reference))
    )


def whole_words(pieces: Sequence[TimedWord]) -> list[TimedWord]:
    """Join the tokenizer's pieces to words: a piece with a leading space begins a new one.

    Punctuation takes no time: what a sign lasts in an alignment is the pause after its word.
    """
    words: list[TimedWord] = []
    for piece in pieces:
        if piece.word.startswith(" ") or not words:
            words.append(
                TimedWord(word=piece.word.strip(), start_s=piece.start_s, end_s=piece.end_s)
            )
            continue
        before = words[-1]
        spoken = any(char.isalnum() for char in piece.word)
        words[-1] = TimedWord(
            word=before.word + piece.word,
            start_s=before.start_s,
            end_s=piece.end_s if spoken else before.end_s,
        )
    return words


def within_speech(word: TimedWord, speech: Sequence[tuple[float, float]]) -> TimedWord:
    """Take the pauses out of a word: it lies in one stretch of speech, the last that it touches.

    An alignment gives the time of a pause to a word beside it. A word that touches no stretch
    stays.
    """
    touched = [
        (start_s, end_s)
        for start_s, end_s in speech
        if start_s < word.end_s and end_s > word.start_s
    ]
    if not touched:
        return word
    start_s, end_s = touched[-1]
    return TimedWord(
        word=word.word, start_s=max(word.start_s, start_s), end_s=min(word.end_s, end_s)
    )
