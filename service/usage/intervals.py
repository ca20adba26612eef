"""95 % confidence intervals of shares, means and ratios, and of the difference of two.

Shares: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA
22 (1927); their difference: R. G. Newcombe, "Interval estimation for the difference between
independent proportions", Statistics in Medicine 17 (1998), method 10.

Means and ratios: Student's t with the degrees of freedom of B. L. Welch, Biometrika 34 (1947). A
ratio of sums ("corrections per turn") is linearised, W. G. Cochran, Sampling Techniques (1977),
section 6.4, as turns of one visit are not independent of each other: visits are. The quantile of t
is the expansion 26.7.5 of Abramowitz and Stegun, good to 0.0002 from nine degrees of freedom on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist, fmean, variance
from typing import Final

CONFIDENCE: Final = 0.95
FEWEST: Final = 10
"""Visits or answers on each side below which nothing is concluded."""
_Z: Final = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A value and where it may lie."""

    value: float
    low: float
    high: float

    @property
    def has_zero(self) -> bool:
        """True where a difference of nothing is among what may be."""
        return self.low <= 0 <= self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many."""

    hits: int
    of: int

    def __post_init__(self) -> None:
        if not 0 <= self.hits <= self.of or self.of < 1:
            raise ValueError("a share is of at least one, and of no more than there are")

    @property
    def value(self) -> float:
        """Between 0 and 1."""
        return self.hits / self.of


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """A mean, or a ratio of two sums, with the variance of its estimate."""

    value: float
    variance: float
    of: int


def wilson(share: Share) -> Interval:
    """Wilson's score interval of a share."""
    n, p, z2 = share.of, share.value, _Z * _Z
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z * sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return Interval(
        value=p, low=max(0.0, min(p, centre - half)), high=min(1.0, max(p, centre + half))
    )


def share_difference(first: Share, second: Share) -> Interval:
    """Newcombe's interval of first minus second."""
    a, b = wilson(first), wilson(second)
    value = a.value - b.value
    return Interval(
        value=value,
        low=value - sqrt((a.value - a.low) ** 2 + (b.high - b.value) ** 2),
        high=value + sqrt((a.high - a.value) ** 2 + (b.value - b.low) ** 2),
    )


def mean_of(values: Sequence[float]) -> Ratio:
    """The mean of two values or more."""
    return ratio_of(values, [1.0] * len(values))


def ratio_of(above: Sequence[float], below: Sequence[float]) -> Ratio:
    """The sum of the one over the sum of the other, for pairs that belong together.

    Raises:
        ValueError: there are fewer than two pairs, or nothing below the line.
    """
    n, mean_below = len(above), fmean(below)
    if n < 2 or mean_below <= 0:  # noqa: PLR2004 - a variance is of two at least
        raise ValueError("a ratio is of two pairs at least, and over something")
    value = sum(above) / sum(below)
    residuals = [(y - value * x) / mean_below for y, x in zip(above, below, strict=True)]
    return Ratio(value=value, variance=variance(residuals) / n, of=n)


def ratio_interval(ratio: Ratio) -> Interval:
    """Student's interval of a mean or a ratio."""
    return _around(ratio.value, ratio.variance, ratio.of - 1)


def ratio_difference(first: Ratio, second: Ratio) -> Interval:
    """Welch's interval of first minus second."""
    spread = first.variance + second.variance
    parts = sum(one.variance**2 / (one.of - 1) for one in (first, second))
    freedom = spread**2 / parts if parts else first.of + second.of - 2
    return _around(first.value - second.value, spread, freedom)


def t_quantile(freedom: float) -> float:
    """What a value of Student's distribution exceeds in 2.5 % of cases."""
    z = _Z
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / freedom ** (power + 1) for power, term in enumerate(terms))


def _around(value: float, spread: float, freedom: float) -> Interval:
    half = t_quantile(freedom) * sqrt(spread)
    return Interval(value=value, low=value - half, high=value + half)
