"""How far a figure of a hundred utterances can be trusted: 95 % intervals.

Shares of utterances get Wilson's interval: a bootstrap of nine utterances without an error would
say that there is never one. Scores over a whole set get a seeded percentile bootstrap over
utterances, the unit that could have been another.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np

T = TypeVar("T")

RESAMPLES: Final = 1_000
SEED: Final = 12_345
_Z: Final = 1.959964
"""Quantile of the normal distribution that leaves 2.5 % above it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure with the ends of its 95 % interval."""

    value: float
    low: float
    high: float


def share(hits: int, of: int) -> Estimate:
    """Share of ``of`` with Wilson's interval. There must be one."""
    part = hits / of
    middle = part + _Z**2 / (2 * of)
    half = _Z * math.sqrt(part * (1 - part) / of + _Z**2 / (4 * of**2))
    scale = 1 + _Z**2 / of
    return Estimate(
        value=part, low=max(0.0, (middle - half) / scale), high=min(1.0, (middle + half) / scale)
    )


def bootstrap(
    items: Sequence[T],
    score: Callable[[Sequence[T]], float],
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Estimate:
    """Score of all items, with a percentile bootstrap over them. There must be one."""
    random = np.random.default_rng(seed)
    scores = [
        score([items[index] for index in random.integers(len(items), size=len(items))])
        for _ in range(resamples)
    ]
    low, high = np.percentile(scores, (2.5, 97.5))
    return Estimate(value=score(items), low=float(low), high=float(high))
