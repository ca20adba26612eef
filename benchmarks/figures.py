"""Small summaries that scores are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How a number of measured times is spread. Percentiles interpolate linearly."""

    count: int
    p50_s: float
    p95_s: float
    p99_s: float
    max_s: float


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
