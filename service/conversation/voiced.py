"""How much of a stretch of a track is voice: a witness against words that nobody said."""

from __future__ import annotations

from collections import deque


class VoicedStretches:
    """Where there was voice, as long as somebody may ask."""

    def __init__(self, threshold: float) -> None:
        """Nothing has been heard yet.

        Args:
            threshold: probability from which a frame counts as voice.
        """
        self._threshold = threshold
        self._stretches: deque[tuple[int, int]] = deque()
        """Start and end, in order; neighbours are one."""

    def add(self, start: int, end: int, probability: float) -> None:
        """Take the next frame."""
        if probability < self._threshold:
            return
        if self._stretches and self._stretches[-1][1] == start:
            start, _ = self._stretches.pop()
        self._stretches.append((start, end))

    def share(self, start: int, end: int) -> float:
        """The share of voice, 0..1, between two positions."""
        voiced = sum(
            max(0, min(end, voice_end) - max(start, voice_start))
            for voice_start, voice_end in self._stretches
        )
        return voiced / max(end - start, 1)

    def forget(self, before: int) -> None:
        """Nobody asks about what is before this position any more."""
        while self._stretches and self._stretches[0][1] <= before:
            self._stretches.popleft()
