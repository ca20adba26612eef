"""How many conversations each program carried, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.capacity_results import Step, carried_safely
from benchmarks.figures import Spread
from benchmarks.grids import Grid
from benchmarks.objectives import ERRORS_OVER_OFFLINE, FIRST_SEEN_P95_S, FOR_GOOD_P95_S
from benchmarks.origin import beside_others

_COLUMNS = (
    "program", "conversations", "first seen p50 / p95", "for good p50 / p95", "minus offline",
    "server cores", "promises",
)  # fmt: skip


def peers_capacity_grid(steps: Sequence[Step]) -> Grid:
    """A row for each step; below, what each carried and the ratio to the best of the others."""
    labels = list(dict.fromkeys(step.head.label for step in steps))
    carried = {
        label: carried_safely([step for step in steps if step.head.label == label])
        for label in labels
    }
    others = [step.served.cost.others_cores for step in steps]
    beside = max((cores for cores in others if cores is not None), default=None)
    return Grid(
        title=f"conversations at one time, {steps[0].head.audio}",
        columns=_COLUMNS,
        rows=tuple((step.head.label, *_cells(step)) for step in steps),
        notes=(
            f"promised: first seen p95 {FIRST_SEEN_P95_S} s, on screen for good p95 "
            f"{FOR_GOOD_P95_S} s, nothing lost, word errors within "
            f"{100 * ERRORS_OVER_OFFLINE} pp or one word of offline; each up to its first break",
            f"carried: {'; '.join(f'{label} {carried[label]}' for label in labels)}",
            *_ratio(labels, carried),
            *([] if beside is None else [beside_others(beside)]),
        ),
    )


def _ratio(labels: Sequence[str], carried: dict[str, int]) -> tuple[str, ...]:
    """Of the first one to the best of the others, each counted as one at least."""
    if len(labels) < 2:
        return ()
    best = max(labels[1:], key=lambda label: carried[label])
    ratio = carried[labels[0]] / max(1, carried[best])
    return (f"{labels[0]} carries {ratio:.1f} times as many as the best other ({best})",)


def _cells(step: Step) -> tuple[str, ...]:
    figures, cost = step.served.figures, step.served.cost
    more = figures.errors_over_offline
    promises = "void" if step.served.void else "; ".join(step.served.broken) or "kept"
    return (
        str(figures.asked),
        _times(figures.first_seen),
        _times(figures.for_good),
        "-" if more is None else f"{100 * more:+.2f} pp",
        "-" if cost.server_cores is None else f"{cost.server_cores:.2f}",
        promises,
    )


def _times(spread: Spread | None) -> str:
    return "-" if spread is None else f"{spread.p50_s:.2f} / {spread.p95_s:.2f} s"
