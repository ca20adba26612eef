"""Small summaries that scores are made of."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

Run = TypeVar("Run")


@dataclass(frozen=True, slots=True)
class Figure(Generic[Run]):
    """One row of a table: a name, a unit, how many decimals to tell, and how to read it."""

    name: str
    unit: str
    decimals: int
    read: Callable[[Run], float | None]

    def told(self, value: float | None) -> str:
        """The value as it is printed."""
        return "-" if value is None else f"{value:.{self.decimals}f} {self.unit}".rstrip()

    def median(self, runs: Sequence[Run]) -> float | None:
        """Of the runs that have this figure."""
        values = self.values(runs)
        return statistics.median(values) if values else None

    def values(self, runs: Sequence[Run]) -> list[float]:
        """Of the runs that have this figure, in their order."""
        return [value for run in runs if (value := self.read(run)) is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How a number of measured times is spread. Percentiles interpolate linearly."""

    count: int
    p50_s: float
    p95_s: float
    p99_s: float
    max_s: float


def p95(spread: Spread | None) -> float | None:
    """Of times that there may be none of."""
    return spread.p95_s if spread else None


def spread(seconds: Sequence[float]) -> Spread | None:
    """Summarize times; None where there are none."""
    if not seconds:
        return None
    p50, p95, p99 = np.percentile(np.asarray(seconds, dtype=np.float64), (50, 95, 99))
    return Spread(
        count=len(seconds),
        p50_s=float(p50),
        p95_s=float(p95),
        p99_s=float(p99),
        max_s=max(seconds),
    )
