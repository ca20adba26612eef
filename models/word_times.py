"""When words were spoken, from an alignment of tokens with audio.

An alignment knows no pauses: every moment of the window belongs to some token, the silence before
the first word to that word, the silence after the last one to its full stop. So both ends of a word
are moved in over silence (and its closing punctuation is left out, see ``words``).

Times are counted in positions of 20 ms, as Whisper's encoder does, and given out as samples of the
track.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.types import Samples

POSITION_SAMPLES: Final = 320
"""Audio per position of the encoder's output: 20 ms."""
QUIET_RATIO: Final = 0.05
"""A position is silent below this share of the level of the loudest one (-26 dB)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenTimes:
    """Times and probabilities of the decoded tokens of one window."""

    starts: Sequence[int]
    """Position where each token begins, then where the last one ends."""
    probabilities: Sequence[float]
    """One per token."""
    loud: NDArray[np.bool_]
    """For each whole position of the window, whether it is more than silence."""
    start_sample: int
    end_sample: int
    """Of the window in its track."""

    def samples_of(self, tokens: range) -> tuple[int, int]:
        """Where some tokens were spoken, in samples of the track."""
        positions = range(self.starts[tokens.start], self.starts[tokens.stop])
        sounding = without_silent_ends(positions, self.loud)
        return self._sample(sounding.start), self._sample(sounding.stop)

    def _sample(self, position: int) -> int:
        return min(self.start_sample + position * POSITION_SAMPLES, self.end_sample)


def token_starts(alignment: Iterable[tuple[int, int]], *, tokens: int, end: int) -> list[int]:
    """Where each token begins, from a monotonic alignment path.

    Args:
        alignment: Pairs (token index, position) along the path; both never fall.
        tokens: How many tokens were aligned.
        end: The position after the last one.

    Returns:
        ``tokens + 1`` positions that never fall and never pass ``end``: the start of each token,
        then the end of the last one (where the path goes on to the end-of-text token, or ``end``).
    """
    first_seen: dict[int, int] = {}
    for token, position in alignment:
        first_seen.setdefault(token, position)
    starts: list[int] = []
    for token in range(tokens + 1):
        previous = starts[-1] if starts else 0
        starts.append(min(max(first_seen.get(token, end), previous), end))
    return starts


def loud_positions(samples: Samples) -> NDArray[np.bool_]:
    """For each whole position of a window, whether it is more than silence."""
    whole = samples[: samples.size // POSITION_SAMPLES * POSITION_SAMPLES]
    level = np.sqrt(np.mean(np.square(whole.reshape(-1, POSITION_SAMPLES)), axis=1))
    loud: NDArray[np.bool_] = level > QUIET_RATIO * level.max(initial=0.0)
    return loud


def without_silent_ends(span: range, loud: NDArray[np.bool_]) -> range:
    """Move the ends of a stretch in over silence; one that is all silence stays as it is."""
    (sounding,) = np.nonzero(loud[span.start : span.stop])
    if sounding.size == 0:
        return span
    return range(span.start + int(sounding[0]), span.start + int(sounding[-1]) + 1)
