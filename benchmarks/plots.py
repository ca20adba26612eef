"""Pictures of measurements. Drawn into files; nothing is shown on a screen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.capacity_results import CapacityResult, PastAndBack, Step
from benchmarks.figures import Spread
from benchmarks.objectives import FIRST_SEEN_P95_S, FOR_GOOD_P95_S

_FOR_GOOD: Final = "tab:blue"
_FIRST_SEEN: Final = "tab:orange"
_CORES: Final = "tab:gray"
_INCHES: Final = (10.0, 4.0)
_PIXELS_PER_INCH: Final = 100


def plot_capacity(path: Path, results: Sequence[CapacityResult]) -> None:
    """Lag over the number of conversations, and over time when there are too many."""
    figure = Figure(figsize=_INCHES, layout="constrained")
    curve, timeline = figure.subplots(1, 2)
    _draw_curve(curve, [result for result in results if isinstance(result, Step)])
    for result in results:
        if isinstance(result, PastAndBack):
            _draw_timeline(timeline, result)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=_PIXELS_PER_INCH)


def _draw_curve(axes: Axes, steps: Sequence[Step]) -> None:
    sound = [step.served for step in steps if not step.served.void]
    first_seen = [(one.figures.asked, one.figures.first_seen) for one in sound]
    for_good = [(one.figures.asked, one.figures.for_good) for one in sound]
    _draw_p95(axes, "first seen, p95", _FIRST_SEEN, FIRST_SEEN_P95_S, first_seen)
    _draw_p95(axes, "on screen for good, p95", _FOR_GOOD, FOR_GOOD_P95_S, for_good)
    axes.set(xlabel="conversations", ylabel="lag, s", title="dotted: what is promised")
    axes.set_ylim(bottom=0)
    axes.legend(loc="upper left")
    cores = [(s.figures.asked, s.cost.server_cores) for s in sound if s.cost.server_cores]
    beside = axes.twinx()
    beside.plot([asked for asked, _ in cores], [share for _, share in cores], "s--", color=_CORES)
    beside.set_ylabel("processor cores of the server", color=_CORES)
    beside.set_ylim(bottom=0)


def _draw_p95(
    axes: Axes,
    name: str,
    colour: str,
    promised_s: float,
    spreads: Sequence[tuple[int, Spread | None]],
) -> None:
    shown = [(asked, spread.p95_s) for asked, spread in spreads if spread is not None]
    lags_s = [lag_s for _, lag_s in shown]
    axes.plot([asked for asked, _ in shown], lags_s, "o-", color=colour, label=name)
    axes.axhline(promised_s, color=colour, linestyle=":")


def _draw_timeline(axes: Axes, result: PastAndBack) -> None:
    said_s = [lag.said_s for lag in result.lags]
    axes.plot(said_s, [lag.for_good_s for lag in result.lags], "o", color=_FOR_GOOD)
    axes.plot(said_s, [lag.first_seen_s for lag in result.lags], ".", color=_FIRST_SEEN)
    axes.axvspan(*result.crowded_s, color=_CORES, alpha=0.3)
    joined = result.served.figures.asked - result.staying
    axes.set(
        xlabel="word spoken at, s",
        ylabel="lag, s",
        title=f"{result.staying} stay; gray: {joined} more join them",
    )
    axes.set_ylim(bottom=0)
