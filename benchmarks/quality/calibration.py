"""Whether a confidence of 0.8 means that eight in ten are right. Pure.

Utterances are put into bins of equal size by their confidence; in each, the mean confidence is
compared with the share of utterances that are right. The mean of the differences is the expected
calibration error (Guo et al., "On Calibration of Modern Neural Networks", ICML 2017; bins of equal
size as in Nguyen and O'Connor, EMNLP 2015, for a set is small).

An exponent bends the confidences of a model, keeping their order, to where they come closest to
what is right, by the squared difference (Brier score). It is fitted on one half of the utterances
and measured on the other, and the other way round.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import fmean
from typing import Final

from benchmarks.quality.intervals import Estimate, bootstrap, share

BINS: Final = 5
_EXPONENTS: Final = tuple(round(0.25 * 2 ** (step / 4), 2) for step in range(29))
"""What is tried: 0.25 to 32, each a fifth larger than the one before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One translation: how sure the model was, and whether it is right."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliabilityBin:
    """Translations of about the same confidence."""

    utterances: int
    confidence: float
    """Mean."""
    right: Estimate
    """Share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """What the confidence of a model is worth."""

    utterances: int
    bins: tuple[ReliabilityBin, ...]
    """The least certain first."""
    expected_error: Estimate
    """0..1: how far the confidence is from the share that is right, in the mean."""
    exponent: float
    """With which it was made."""
    better_exponent: float
    """With which it would come closest."""
    better_error: float
    """Expected calibration error with an exponent fitted on the other half."""


def calibration(judged: Sequence[Judged], *, exponent: float) -> Calibration:
    """Compare confidences with what is right.

    Args:
        judged: at least two.
        exponent: with which their confidences were made.
    """
    even, odd = judged[::2], judged[1::2]
    bent = [*_bent(even, _fitted(odd)), *_bent(odd, _fitted(even))]
    return Calibration(
        utterances=len(judged),
        bins=tuple(
            ReliabilityBin(
                utterances=len(each),
                confidence=fmean(one.confidence for one in each),
                right=share(sum(one.right for one in each), len(each)),
            )
            for each in _bins(judged)
        ),
        expected_error=bootstrap(judged, expected_error),
        exponent=exponent,
        better_exponent=round(exponent * _fitted(judged), 2),
        better_error=expected_error(bent),
    )


def expected_error(judged: Sequence[Judged]) -> float:
    """Return the expected calibration error, 0..1. There must be one."""
    return sum(
        abs(sum(one.confidence - one.right for one in each)) for each in _bins(judged)
    ) / len(judged)


def _bins(judged: Sequence[Judged]) -> list[list[Judged]]:
    ordered = sorted(judged, key=lambda one: one.confidence)
    edges = [round(index * len(ordered) / BINS) for index in range(BINS + 1)]
    cut = (ordered[low:high] for low, high in pairwise(edges))
    return [each for each in cut if each]


def _fitted(judged: Sequence[Judged]) -> float:
    """The exponent with the least squared difference; of equal ones the nearest to 1."""

    def distance(exponent: float) -> tuple[float, float]:
        brier = fmean((one.confidence**exponent - one.right) ** 2 for one in judged)
        return brier, max(exponent, 1 / exponent)

    return min(_EXPONENTS, key=distance)


def _bent(judged: Sequence[Judged], exponent: float) -> list[Judged]:
    return [replace(one, confidence=one.confidence**exponent) for one in judged]
