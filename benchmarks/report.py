"""``tulkki bench report``: medians of runs, side by side.

Void runs are counted and left out. Compare only columns of one machine, from interleaved runs
(A, B, A, B); the ratio to the first column is the figure to tell, not the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.cli import telling_errors, wide_console
from benchmarks.grids import Grid, printed
from benchmarks.origin import beside_others, made_on
from benchmarks.results import DEFAULT_RESULTS, LagResult, OfflineResult, Result, read_results
from benchmarks.summary import FIGURES, minus_offline


def comparison(results: Sequence[Result], *, audio_sha256: str) -> Grid:
    """All runs over one recording: a column for each label, in the order of their first runs."""
    runs = [
        run for run in results if isinstance(run, LagResult) and run.audio_sha256 == audio_sha256
    ]
    offline = [run for run in results if isinstance(run, OfflineResult)]
    labels = list(dict.fromkeys(run.label for run in runs))
    sound = [[run for run in runs if run.label == name and not run.score.void] for name in labels]
    rows = [("sound runs", *_beside([str(len(column)) for column in sound]))]
    for figure in (*FIGURES, minus_offline(offline)):
        values = [figure.median(column) for column in sound]
        told = [figure.told(value) for value in values]
        ratios = [_ratio(value, values[0]) for value in values]
        rows.append((figure.name, *_beside(told, ratios)))
    return Grid(
        title=f"{runs[-1].audio} ({runs[-1].score.audio_s:.1f} s), medians of sound runs",
        columns=("", *_beside(labels, [f": {labels[0]}"] * len(labels))),
        rows=tuple(rows),
        notes=tuple(_footnotes(runs)),
    )


def _beside(told: Sequence[str], ratios: Sequence[str] | None = None) -> list[str]:
    cells = list(told[:1])
    for index, value in enumerate(told[1:], start=1):
        cells += [value, ratios[index] if ratios else ""]
    return cells


def _ratio(value: float | None, base: float | None) -> str:
    return f"{value / base:.2f}" if value is not None and base else ""


def _footnotes(runs: Sequence[LagResult]) -> list[str]:
    notes = [
        f"{run.at:%Y-%m-%d %H:%M} {run.label}: void, {'; '.join(run.score.void)}"
        for run in runs
        if run.score.void
    ]
    programs = {run.label: run.program for run in runs if run.program}
    notes += [
        " ".join(
            [f"{label}: {program.package}, weights {program.weights_sha256[:12]}", *program.flags]
        )
        for label, program in programs.items()
    ]
    others = max((run.others_cores for run in runs if run.others_cores is not None), default=None)
    return [
        *notes,
        *([beside_others(others)] if others is not None else []),
        made_on(runs[-1].origin),
    ]


@telling_errors
def report(
    results: Annotated[Path, typer.Argument(help="JSON lines that runs wrote.")] = DEFAULT_RESULTS,
) -> None:
    """Print a table for each recording that was measured."""
    found = read_results(results)
    console = wide_console(170)
    for audio in dict.fromkeys(run.audio_sha256 for run in found if isinstance(run, LagResult)):
        console.print(printed(comparison(found, audio_sha256=audio)))
