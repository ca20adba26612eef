"""A run of ``tulkki bench rest`` as it is printed."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.figures import Spread
from benchmarks.grids import Grid
from benchmarks.origin import beside_others
from benchmarks.rest_results import MOST_SLOWER, Beside, Climb, Live, RestResult, growth
from benchmarks.rest_steps import MOST_LEFT, STEADY_P99, Step, steady, sustained

_STEP_COLUMNS = (
    "texts", "asked/s", "answered/s", ": raw", "p50", "p99", "left",
    "server cores", "client cores", "slip p99", "",
)  # fmt: skip
_LIVE_COLUMNS = ("live conversation", "alone", "beside requests", "ratio")


def rest_grids(result: RestResult) -> tuple[Grid, Grid]:
    """Everything that one run found."""
    raw = result.raw
    notes = [
        f"the engine alone, {raw.callers} at a time, in batch: {raw.before_per_s:.0f} sentences/s "
        f"before, {raw.after_per_s:.0f} after",
        *(_told(result, climb) for climb in result.climbs),
        f"beside the conversation: {result.beside.requests.answered_per_s:.0f} sentences/s; "
        f"its figures may grow to {MOST_SLOWER} times",
        *([] if result.others_cores is None else [beside_others(result.others_cores)]),
        *_void(result.beside),
    ]
    return _steps(result), _live(result.beside, tuple(notes))


def _steps(result: RestResult) -> Grid:
    return Grid(
        title=f"POST /translate, {result.pair}, {', '.join(result.models)}",
        columns=_STEP_COLUMNS,
        rows=tuple(
            (str(climb.size), *_row(step, result.raw.per_s))
            for climb in result.climbs
            for step in climb.steps
        ),
    )


def _row(step: Step, raw_per_s: float) -> tuple[str, ...]:
    return (
        f"{step.offered_per_s:.0f}",
        f"{step.answered_per_s:.0f}",
        f"{step.answered_per_s / raw_per_s:.2f}",
        _ms(step.latency.p50_s),
        _ms(step.latency.p99_s),
        f"{100 * step.left:.0f} %",
        f"{step.server_cores:.2f}",
        f"{step.client_cores:.2f}",
        f"{1000 * step.slip.p99_s:.1f} ms",
        _judged(step),
    )


def _judged(step: Step) -> str:
    if step.refused:
        return f"{step.refused} REFUSED"
    if not step.carried:
        return "BACKLOG"
    return "steady" if step.steady else "carried"


def _told(result: RestResult, climb: Climb) -> str:
    best, calm, ratio = sustained(climb.steps), steady(climb.steps), result.ratio(climb)
    name = f"{climb.size} texts a request" if climb.size > 1 else "one text a request"
    if best is None or ratio is None:
        return f"{name}: no rate was sustained"
    end = "" if not climb.steps[-1].carried else "; no step was too much"
    return (
        f"{name}: sustained {best.answered_per_s:.0f} sentences/s (at most {100 * MOST_LEFT:.0f} % "
        f"unanswered), p50 / p99 {_ms(best.latency.p50_s)} / {_ms(best.latency.p99_s)}, "
        f"{ratio:.2f} of the engine alone; with p99 <= {STEADY_P99:.0f} x p50: "
        f"{'none' if calm is None else f'{calm.answered_per_s:.0f}/s'}{end}"
    )


def _live(beside: Beside, notes: tuple[str, ...]) -> Grid:
    alone, together = beside.alone, beside.together
    return Grid(
        title=f"{beside.audio}, beside requests",
        columns=_LIVE_COLUMNS,
        rows=(
            *_lags("first seen", alone.first_seen, together.first_seen),
            *_lags("on screen for good", alone.for_good, together.for_good),
        ),
        notes=notes,
    )


def _lags(name: str, alone: Spread | None, together: Spread | None) -> Iterator[tuple[str, ...]]:
    if alone is None or together is None:
        yield name, "-", "-", "-"
        return
    for point, before, after in (
        ("p50", alone.p50_s, together.p50_s),
        ("p95", alone.p95_s, together.p95_s),
    ):
        ratio = growth(before, after)
        mark = "" if ratio <= MOST_SLOWER else " BROKEN"
        yield f"{name} {point}", f"{before:.2f} s", f"{after:.2f} s", f"{ratio:.2f}{mark}"


def _void(beside: Beside) -> Iterator[str]:
    runs: tuple[tuple[str, Live], ...] = (("alone", beside.alone), ("beside", beside.together))
    for name, live in runs:
        if live.void:
            yield f"void, {name}: {'; '.join(live.void)}"


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.0f} ms"
