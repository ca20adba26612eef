"""Different things to say for many conversations, all out of one recording. Pure.

A recording is turned round at one of its pauses, as a wheel is, and said up to another pause. So
every piece is whole words, and the frozen end of each word goes with it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import cycle, islice, pairwise
from typing import Final

from benchmarks.audio import SAMPLE_BYTES, Recording
from benchmarks.errors import BenchmarkError
from benchmarks.words import SpokenWords
from models.types import SAMPLE_RATE

SHORTEST_PAUSE_S: Final = 0.5
"""A shorter gap between two words may be inside a sentence."""
_GOLDEN: Final = 0.6180339887498949
"""Where its multiples lie next to each other on a wheel, they are far apart in number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What one conversation says."""

    recording: Recording
    spoken: SpokenWords


def pauses(spoken: SpokenWords) -> tuple[float, ...]:
    """The middles of the pauses, and the beginning, in seconds, in order."""
    middles = (
        (before.end_s + after.start_s) / 2
        for before, after in pairwise(spoken.words)
        if after.start_s - before.end_s >= SHORTEST_PAUSE_S
    )
    return (0.0, *middles)


def pieces(
    recording: Recording, spoken: SpokenWords, *, count: int, longest_s: float
) -> tuple[Piece, ...]:
    """So many pieces that begin at different pauses, far from each other, while there are any.

    Raises:
        BenchmarkError: no piece of that length ends at a pause.
    """
    begins = pauses(spoken)
    far_apart = sorted(range(len(begins)), key=lambda n: _GOLDEN * n % 1)
    chosen = [begins[n] for n in islice(cycle(far_apart), count)]
    return tuple(piece(recording, spoken, begin_s=at_s, longest_s=longest_s) for at_s in chosen)


def piece(recording: Recording, spoken: SpokenWords, *, begin_s: float, longest_s: float) -> Piece:
    """The piece from one pause on, to the last pause that ``longest_s`` reaches.

    Raises:
        BenchmarkError: there is none.
    """
    wheel = recording.sample_count
    begin = round(begin_s * SAMPLE_RATE)
    ends = ((round(at_s * SAMPLE_RATE) - begin) % wheel or wheel for at_s in pauses(spoken))
    end = max((at for at in ends if at <= round(longest_s * SAMPLE_RATE)), default=None)
    if end is None:
        raise BenchmarkError(f"no pause within {longest_s:.0f} s of {begin_s:.1f} s: say longer")
    turned = recording.pcm[begin * SAMPLE_BYTES :] + recording.pcm[: begin * SAMPLE_BYTES]
    said = Recording(pcm=turned[: end * SAMPLE_BYTES])
    return Piece(recording=said, spoken=_turned(spoken, begin, wheel, said))


def _turned(spoken: SpokenWords, begin: int, wheel: int, said: Recording) -> SpokenWords:
    begin_s, wheel_s = begin / SAMPLE_RATE, wheel / SAMPLE_RATE
    moved = []
    for word in spoken.words:
        start_s = (word.start_s - begin_s) % wheel_s
        if start_s < said.duration_s:
            by_s = start_s - word.start_s
            moved.append(replace(word, start_s=start_s, end_s=word.end_s + by_s))
    moved.sort(key=lambda word: word.start_s)
    return replace(spoken, audio_sha256=said.sha256, words=tuple(moved))
