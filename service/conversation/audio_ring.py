"""The audio of one track, by absolute position, as long as somebody may still need it.

Positions are samples from the start of the track (``models.types.SAMPLE_RATE``). A client sends
each frame with its offset and sends frames again after a reconnect, so frames repeat, overlap and
have holes. What counts is the offset: what is already here is dropped, what is missing reads as
silence.

Audio is kept in pages of one second. A page is made when audio for it arrives and dropped when
everything in it is forgotten, so that a frame costs a copy of itself only, a window costs a copy of
itself only, a hole of any length costs nothing, and an idle track holds one page. The number of
pages is bounded. When all are taken by audio that is still needed, the newest audio is turned away:
it is not acknowledged, and once there is room again the hole that it left is found like any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from models.types import SAMPLE_RATE, Samples

PAGE_SAMPLES: Final = SAMPLE_RATE


class AudioTooFarAhead(ValueError):
    """A frame claims a place so far after the end that its offset must be wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appended:
    """What became of a frame."""

    stored_samples: int = 0
    """How much of it was new and is kept now."""
    gap_samples: int = 0
    """How much is missing before it; reads as silence."""


_NOTHING: Final = Appended()


class AudioRing:
    """The audio of one track between the position that is forgotten and the newest."""

    def __init__(self, *, capacity_s: int, too_far_ahead_s: float) -> None:
        """An empty ring.

        Args:
            capacity_s: most audio that is kept, in whole seconds.
            too_far_ahead_s: a frame that begins later than this after the end is refused.
        """
        self._capacity_pages = capacity_s
        self._too_far_ahead_samples = round(too_far_ahead_s * SAMPLE_RATE)
        self._pages: dict[int, Samples] = {}
        self._begin = 0
        self._end = 0

    @property
    def begin(self) -> int:
        """First position that can still be read."""
        return self._begin

    @property
    def end(self) -> int:
        """Everything before has arrived, or is known to be missing."""
        return self._end

    def append(self, start_sample: int, samples: Samples) -> Appended:
        """Add a frame at its place.

        Raises:
            AudioTooFarAhead: the frame begins absurdly far after the end. Nothing was added.
        """
        ahead = start_sample - self._end
        if ahead > self._too_far_ahead_samples:
            raise AudioTooFarAhead
        fresh = samples[max(0, -ahead) :]
        if not fresh.size:
            return _NOTHING
        start = max(start_sample, self._end)
        if not self._make_room(start, start + fresh.size):
            return _NOTHING
        self._write(start, fresh)
        self._end = start + fresh.size
        return Appended(stored_samples=fresh.size, gap_samples=max(0, ahead))

    def read(self, start: int, end: int) -> Samples:
        """A copy of the audio from ``start`` up to ``end``; what never arrived is silence."""
        if not self._begin <= start <= end <= self._end:
            raise ValueError(f"[{start}, {end}) is not within [{self._begin}, {self._end})")
        window = np.zeros(end - start, dtype=np.float32)
        for index in range(start // PAGE_SAMPLES, -(-end // PAGE_SAMPLES)):
            page = self._pages.get(index)
            if page is not None:
                base = index * PAGE_SAMPLES
                first, last = max(start, base), min(end, base + PAGE_SAMPLES)
                window[first - start : last - start] = page[first - base : last - base]
        return window

    def forget(self, before: int) -> None:
        """Nobody needs the audio before this position any more."""
        self._begin = max(self._begin, min(before, self._end))
        gone = [index for index in self._pages if (index + 1) * PAGE_SAMPLES <= self._begin]
        for index in gone:
            del self._pages[index]

    def _make_room(self, start: int, end: int) -> bool:
        needed = range(start // PAGE_SAMPLES, -(-end // PAGE_SAMPLES))
        missing = [index for index in needed if index not in self._pages]
        if len(self._pages) + len(missing) > self._capacity_pages:
            return False
        for index in missing:
            self._pages[index] = np.zeros(PAGE_SAMPLES, dtype=np.float32)
        return True

    def _write(self, start: int, samples: Samples) -> None:
        for index in range(start // PAGE_SAMPLES, -(-(start + samples.size) // PAGE_SAMPLES)):
            base = index * PAGE_SAMPLES
            first, last = max(start, base), min(start + samples.size, base + PAGE_SAMPLES)
            piece = samples[first - start : last - start]
            self._pages[index][first - base : last - base] = piece
