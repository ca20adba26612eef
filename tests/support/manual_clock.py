"""A clock for tests."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class ManualClock:
    """A monotonic clock, in seconds, that moves only when it is told to."""

    now_s: float = 1_000.0

    def __call__(self) -> float:
        return self.now_s
