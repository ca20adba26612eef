"""Two ways to set a desk up, side by side: what the counters say of each, and of the difference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from service.usage.intervals import (
    FEWEST,
    Interval,
    Ratio,
    Share,
    mean_of,
    ratio_difference,
    ratio_interval,
    ratio_of,
    share_difference,
    wilson,
)
from service.usage.visit import Feedback, Setting, Visit

Metric = Literal["lag_p50_s", "corrections_per_turn", "good_share", "handover_share", "minutes"]
Verdict = Literal["difference", "no_difference", "too_few"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """One side: what was counted there."""

    visits: Sequence[Visit]
    feedback: Sequence[Feedback]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One metric on one side."""

    of: int
    """Visits or answers that it comes from."""
    interval: Interval | None
    """None where they are too few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One metric on both sides."""

    metric: Metric
    first: Side
    second: Side
    difference: Interval | None
    """First minus second; None where one side has too few."""

    @property
    def verdict(self) -> Verdict:
        """What may be said. No difference shown does not mean that there is none."""
        if self.difference is None:
            return "too_few"
        return "no_difference" if self.difference.has_zero else "difference"


def arm_of(
    visits: Sequence[Visit], feedback: Sequence[Feedback], belongs: Callable[[Setting], bool]
) -> Arm:
    """Those whose setting belongs to one side."""
    return Arm(
        visits=[one for one in visits if belongs(one.setting)],
        feedback=[one for one in feedback if belongs(one.setting)],
    )


def compare(first: Arm, second: Arm) -> list[Compared]:
    """Every metric of two sides."""
    ratios = [
        _compare_ratios(metric, measure(first), measure(second))
        for metric, measure in _RATIOS.items()
    ]
    shares = [
        _compare_shares(metric, measure(first), measure(second))
        for metric, measure in _SHARES.items()
    ]
    return [*ratios, *shares]


def _lag(arm: Arm) -> tuple[int, Ratio | None]:
    return _mean([one.lag_p50_s for one in arm.visits if one.lag_p50_s is not None])


def _minutes(arm: Arm) -> tuple[int, Ratio | None]:
    return _mean([one.minutes for one in arm.visits])


def _mean(values: Sequence[float]) -> tuple[int, Ratio | None]:
    return len(values), mean_of(values) if len(values) >= FEWEST else None


def _corrections(arm: Arm) -> tuple[int, Ratio | None]:
    talked = [one for one in arm.visits if one.turns]
    if len(talked) < FEWEST:
        return len(talked), None
    return len(talked), ratio_of([v.corrections for v in talked], [v.turns for v in talked])


def _good(arm: Arm) -> tuple[int, int]:
    return sum(one.answer == "good" for one in arm.feedback), len(arm.feedback)


def _handovers(arm: Arm) -> tuple[int, int]:
    return sum(one.handovers > 0 for one in arm.visits), len(arm.visits)


_RATIOS: Final[dict[Metric, Callable[[Arm], tuple[int, Ratio | None]]]] = {
    "lag_p50_s": _lag,
    "corrections_per_turn": _corrections,
    "minutes": _minutes,
}
_SHARES: Final[dict[Metric, Callable[[Arm], tuple[int, int]]]] = {
    "good_share": _good,
    "handover_share": _handovers,
}


def _compare_ratios(
    metric: Metric, first: tuple[int, Ratio | None], second: tuple[int, Ratio | None]
) -> Compared:
    (first_of, a), (second_of, b) = first, second
    return Compared(
        metric=metric,
        first=Side(of=first_of, interval=ratio_interval(a) if a else None),
        second=Side(of=second_of, interval=ratio_interval(b) if b else None),
        difference=ratio_difference(a, b) if a and b else None,
    )


def _compare_shares(metric: Metric, first: tuple[int, int], second: tuple[int, int]) -> Compared:
    a, b = (Share(hits=hits, of=of) if of >= FEWEST else None for hits, of in (first, second))
    return Compared(
        metric=metric,
        first=Side(of=first[1], interval=wilson(a) if a else None),
        second=Side(of=second[1], interval=wilson(b) if b else None),
        difference=share_difference(a, b) if a and b else None,
    )
