"""What an ablation says, in JSON lines: one line for each row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from pydantic import TypeAdapter

from benchmarks.figures import Spread
from benchmarks.grids import Grid
from benchmarks.lines import Lines
from benchmarks.origin import Origin, made_on
from benchmarks.policy_figures import Figures

DEFAULT_RESULTS: Final = Path("artifacts/benchmarks/ablation.jsonl")
_COLUMNS: Final = (
    "variant", "first seen p50 / p95", "for good p50 / p95", "word errors", "too early",
    "erasure as written / of words", "model CPU s per audio s", "conversations a core, at most",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class AblationResult:
    """One variant over one recording."""

    kind: Literal["ablation"] = "ablation"
    origin: Origin
    audio: str
    audio_sha256: str
    model: str
    shifts_s: tuple[float, ...]
    variant: str
    figures: Figures


ABLATION_LINES: Final = Lines(TypeAdapter(AblationResult))


def ablation_grid(results: Sequence[AblationResult]) -> Grid:
    """The rows of one recording, the newest of each name; the first is compared with."""
    newest = {result.variant: result for result in results}
    first = next(iter(newest.values()))
    return Grid(
        title=f"{first.audio}, {len(first.shifts_s)} shifts, {first.figures.words} words",
        columns=_COLUMNS,
        rows=tuple((name, *_cells(result.figures)) for name, result in newest.items()),
        notes=(
            "lags: each decode takes 0.25 s of the recording's time, whatever it costs; "
            "processor time as it was measured",
            "conversations a core, at most: how often the model's processor time goes into one "
            "second; `tulkki bench capacity` measures how many keep their promises",
            made_on(first.origin),
        ),
        bold=first.variant,
    )


def _cells(one: Figures) -> tuple[str, ...]:
    return (
        _times(one.first_seen),
        _times(one.for_good),
        f"{one.errors} ({100 * one.error_rate:.2f} %)",
        str(one.early),
        f"{one.erasure_as_written:.2f} / {one.erasure_of_words:.2f}",
        f"{one.cpu_per_audio_s:.2f}",
        f"{1 / one.cpu_per_audio_s:.1f}" if one.cpu_s else "-",
    )


def _times(times: Spread | None) -> str:
    return "-" if times is None else f"{times.p50_s:.2f} / {times.p95_s:.2f} s"
