"""Whether something stays as it is or grows, from values at equal distances: pure."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """What a figure was at the beginning and at the end of a long run."""

    first: float
    """Median of the first third, after the very first value, in which caches fill."""
    last: float
    """Median of the last third."""

    @property
    def growth(self) -> float:
        return self.last - self.first

    def within(self, *, share: float, least: float) -> bool:
        """True where it grew by no more than a share of itself, or by no more than ``least``."""
        return self.growth <= max(share * abs(self.first), least)


def drift(values: Sequence[float]) -> Drift | None:
    """Compare the ends of a series; None where it is too short to tell (fewer than four)."""
    if len(values) < 4:
        return None
    settled = values[1:]
    third = max(len(settled) // 3, 1)
    return Drift(first=statistics.median(settled[:third]), last=statistics.median(settled[-third:]))
