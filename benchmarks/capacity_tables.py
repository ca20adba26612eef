"""Capacity runs as they are printed."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.capacity_results import (
    AtTheDoor,
    CapacityResult,
    PastAndBack,
    Served,
    Step,
    carried,
    carried_safely,
)
from benchmarks.figures import Spread
from benchmarks.grids import Grid
from benchmarks.objectives import (
    ERRORS_OVER_OFFLINE,
    FIRST_SEEN_P95_S,
    FOR_GOOD_P95_S,
    RECOVERED_WITHIN_S,
)
from benchmarks.origin import beside_others

_COLUMNS = (
    "conversations", "first seen p50 / p95", "for good p50 / p95", "minus offline", "server cores",
    "client cores", "send slip p99", "promises",
)  # fmt: skip


def capacity_grid(results: Sequence[CapacityResult]) -> Grid:
    """Everything that one run found."""
    steps = [result for result in results if isinstance(result, Step)]
    rows = [(str(step.served.figures.asked), *_row(step.served)) for step in steps]
    notes = [
        f"promised: first seen p95 {FIRST_SEEN_P95_S} s, on screen for good p95 {FOR_GOOD_P95_S} s,"
        f" nothing lost, word errors within {100 * ERRORS_OVER_OFFLINE} pp or one word of offline;"
        f" {RECOVERED_WITHIN_S:.0f} s after a crowd has left, all as before",
        f"carried: {carried(steps)}, safely {carried_safely(steps)}; in time, word errors aside: "
        f"{carried(steps, in_time_only=True)}",
    ]
    notes += [
        f"{step.served.figures.asked} conversations: {'; '.join(step.served.broken)}"
        for step in steps
        if step.served.broken
    ]
    for result in results:
        if isinstance(result, PastAndBack):
            rows.append((_crowd(result), *_row(result.served)[:-1], _kept(result)))
            notes.append(_past_and_back(result))
        if isinstance(result, AtTheDoor):
            let_in = result.served.figures.asked - result.served.figures.refused
            rows.append((f"{let_in} let in", *_row(result.served)))
            notes.append(
                f"at the door: one more asked every {result.every_s:.0f} s; of "
                f"{result.served.figures.asked} who asked, {let_in} were let in"
            )
    others = [one for result in results if (one := result.served.cost.others_cores) is not None]
    return Grid(
        title=f"conversations at one time, {results[0].head.audio}",
        columns=_COLUMNS,
        rows=tuple(rows),
        notes=(*notes, *([beside_others(max(others))] if others else [])),
    )


def _row(served: Served) -> tuple[str, ...]:
    figures, cost = served.figures, served.cost
    more = figures.errors_over_offline
    return (
        _spread(figures.first_seen),
        _spread(figures.for_good),
        "-" if more is None else f"{100 * more:+.2f} pp",
        "-" if cost.server_cores is None else f"{cost.server_cores:.2f}",
        f"{cost.client_cores:.2f}",
        f"{1000 * served.slip_p99_s:.1f} ms",
        "void" if served.void else "BROKEN" if served.broken else "kept",
    )


def _crowd(result: PastAndBack) -> str:
    return f"{result.staying} and {_joined(result)} more for a while"


def _joined(result: PastAndBack) -> int:
    return result.served.figures.asked - result.staying


def _kept(result: PastAndBack) -> str:
    if result.served.void:
        return "void"
    took = "" if result.recovery_s is None else f" (recovery {result.recovery_s:.1f} s)"
    return f"BROKEN{took}" if result.broken else f"kept{took}"


def _past_and_back(result: PastAndBack) -> str:
    begin_s, end_s = result.crowded_s
    joined = _joined(result)
    lost = "; ".join(result.served.figures.lost) or "nothing"
    recovered = "at no time"
    if result.recovery_s is not None:
        recovered = f"{result.recovery_s:.1f} s after they had left"
    void = "; void: the client was late" if result.served.void else ""
    broken = f"; BROKEN: {'; '.join(result.broken)}" if result.broken else ""
    return (
        f"past it and back: {result.staying} stayed, {joined} joined from {begin_s:.0f} to "
        f"{end_s:.0f} s; on screen for good before, meanwhile and after "
        f"{_between(result, 0, begin_s)}, {_between(result, begin_s, end_s)} and "
        f"{_between(result, end_s, float('inf'))} (median of {result.staying}); "
        f"as quick as before {recovered}; lost: {lost}{void}{broken}"
    )


def _between(result: PastAndBack, begin_s: float, end_s: float) -> str:
    lags = sorted(lag.for_good_s for lag in result.lags if begin_s <= lag.said_s < end_s)
    return f"{lags[len(lags) // 2]:.2f} s" if lags else "-"


def _spread(spread: Spread | None) -> str:
    return "-" if spread is None else f"{spread.p50_s:.2f} / {spread.p95_s:.2f} s"
