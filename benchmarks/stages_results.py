"""What the steps of a decode cost, in JSON lines: one line a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from pydantic import TypeAdapter

from benchmarks.grids import Grid
from benchmarks.lines import Lines
from benchmarks.origin import Origin, made_on

DEFAULT_RESULTS: Final = Path("artifacts/benchmarks/stages.jsonl")
LOG_MEL: Final = "log-mel"
ENCODE: Final = "encode with 1 s of silence"
DECODE: Final = "decode, greedy"
_LOG_MEL_SHARE: Final = "log-mel, share of a tentative decode"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageTime:
    """One step for windows of one length."""

    stage: str
    window_s: float
    cpu_s: float
    """Processor time, median."""
    gflop: float | None = None
    """What must be computed for it, median; None where nobody counts it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchTime:
    """Windows recognized in one call, and in one call each."""

    windows_s: tuple[float, ...]
    """Their lengths."""
    together_s: float
    """Processor time, median."""
    alone_s: tuple[float, ...]
    """Of each."""

    @property
    def ratio(self) -> float:
        """What a batch costs, of what its windows cost alone."""
        return self.together_s / sum(self.alone_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class StagesResult:
    """One model on one core."""

    kind: Literal["stages"] = "stages"
    origin: Origin
    model: str
    stages: tuple[StageTime, ...]
    batches: tuple[BatchTime, ...]
    peak_gflop_per_s: float | None = None
    """Of this core, with large matrices in single precision; None where nobody looked."""


STAGE_LINES: Final = Lines(TypeAdapter(StagesResult))


def stages_grids(result: StagesResult) -> list[Grid]:
    """Each step, what sharing a call is worth, and how near to the limit the large steps are."""
    lengths = tuple(dict.fromkeys(one.window_s for one in result.stages))
    by_stage: dict[str, dict[float, float]] = {}
    for one in result.stages:
        by_stage.setdefault(one.stage, {})[one.window_s] = one.cpu_s
    steps = Grid(
        title=f"processor time of the steps of a decode, {result.model}, ms",
        columns=("step", *(f"{length:g} s of audio" for length in lengths)),
        rows=(
            *((stage, *_cells(times, lengths)) for stage, times in by_stage.items()),
            (_LOG_MEL_SHARE, *(_log_mel_share(by_stage, length) for length in lengths)),
        ),
        notes=(
            "a tentative decode: log-mel, encoding with 1 s of silence, and greedy decoding",
            made_on(result.origin),
        ),
    )
    batches = Grid(
        title=f"windows in one call, {result.model}, processor time, ms",
        columns=("windows", "together", "one by one", "ratio"),
        rows=tuple(
            (
                " + ".join(f"{length:g} s" for length in one.windows_s),
                _ms(one.together_s),
                _ms(sum(one.alone_s)),
                f"{one.ratio:.2f}",
            )
            for one in result.batches
        ),
    )
    return [steps, batches, *_limits(result, lengths)]


def _limits(result: StagesResult, lengths: tuple[float, ...]) -> list[Grid]:
    peak = result.peak_gflop_per_s
    if peak is None:
        return []
    counted: dict[str, dict[float, str]] = {}
    for one in result.stages:
        if one.gflop is not None:
            reached = one.gflop / one.cpu_s / peak
            told = f"{one.gflop:.1f} GFLOP, {reached:.2f}"
            counted.setdefault(one.stage, {})[one.window_s] = told
    return [
        Grid(
            title=f"what must be computed, and what share of the limit is reached, {result.model}",
            columns=("step", *(f"{length:g} s of audio" for length in lengths)),
            rows=tuple(
                (stage, *(told.get(length, "-") for length in lengths))
                for stage, told in counted.items()
            ),
            notes=(
                f"limit: {peak:.0f} GFLOP a second, what one core reaches with large products of "
                "matrices in single precision; int8 may be above it",
            ),
        )
    ]


def _log_mel_share(by_stage: Mapping[str, Mapping[float, float]], length: float) -> str:
    """What it would save at most to compute no frame of the features twice."""
    found = [by_stage.get(stage, {}).get(length) for stage in (LOG_MEL, ENCODE, DECODE)]
    times = [cpu_s for cpu_s in found if cpu_s is not None]
    return f"{100 * times[0] / sum(times):.1f} %" if len(times) == len(found) else "-"


def _cells(times: Mapping[float, float], lengths: tuple[float, ...]) -> tuple[str, ...]:
    return tuple(_ms(times[length]) if length in times else "-" for length in lengths)


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.1f}" if seconds < 0.01 else f"{1000 * seconds:.0f}"
