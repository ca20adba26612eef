"""What a soak says, in JSON lines: one line a run; and whether anything grew. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from pydantic import TypeAdapter

from benchmarks.drift import Drift, drift
from benchmarks.environment import Environment
from benchmarks.figures import Figure, Spread, p95
from benchmarks.grids import Grid
from benchmarks.lines import Lines
from benchmarks.origin import Origin, beside_others, made_on
from benchmarks.others import QUIET_CORES
from benchmarks.scoring import Score, WordLag
from benchmarks.server import Usage

DEFAULT_RESULTS: Final = Path("artifacts/benchmarks/soak.jsonl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One time through the recording."""

    score: Score | None
    """None where it was said faster than people speak."""
    usage: Usage
    """Of the server at its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoakResult:
    """A long conversation."""

    kind: Literal["soak"] = "soak"
    at: datetime
    audio: str
    audio_sha256: str
    environment: Environment
    rounds: tuple[Round, ...]
    speed: float = 1.0
    """Seconds of audio a second."""
    client_nice: int = 0
    server_nice: int = 0
    others_cores: float | None = None

    @property
    def timely(self) -> bool:
        """Lags say something: people speak so fast, and nobody else was at work."""
        return self.speed == 1 and (self.others_cores or 0.0) <= QUIET_CORES


SOAK_LINES: Final = Lines(TypeAdapter(SoakResult))


def _errors(one: Round) -> float | None:
    rate = one.score.errors.rate if one.score else None
    return None if rate is None else 100 * rate


def _lag_p95(read: Callable[[WordLag], Spread | None]) -> Callable[[Round], float | None]:
    return lambda one: p95(read(one.score.lag)) if one.score else None


@dataclass(frozen=True, slots=True)
class Watched:
    """A figure that must not grow, and by how much it may differ."""

    figure: Figure[Round]
    share: float
    """Of itself."""
    least: float
    """In its unit."""
    of_time: bool = False
    """Other work on the machine changes it."""

    def drift(self, measured: Sequence[Round]) -> Drift | None:
        """How it moved; None where it is not in enough rounds."""
        return drift(self.figure.values(measured))

    def stays(self, moved: Drift) -> bool:
        """Whether it moved no further than it may."""
        return moved.within(share=self.share, least=self.least)


WATCHED: Final = (
    Watched(Figure("first seen p95", "s", 2, _lag_p95(lambda lag: lag.first_seen)), 0.1, 0.1, True),
    Watched(
        Figure("on screen for good p95", "s", 2, _lag_p95(lambda lag: lag.for_good)), 0.1, 0.1, True
    ),
    Watched(Figure("word error rate", "%", 2, _errors), 0.0, 0.5),
    Watched(
        Figure(
            "memory, shared pages once", "MB", 1, lambda one: one.usage.proportional_bytes / 1e6
        ),
        0.02,
        5.0,
    ),
    Watched(Figure("threads", "", 0, lambda one: one.usage.threads), 0.0, 0.0),
    Watched(Figure("open files", "", 0, lambda one: one.usage.open_files), 0.0, 0.0),
)


def void(measured: Sequence[Round]) -> tuple[str, ...]:
    """Why the run must not be reported."""
    return tuple(
        f"round {number}: {reason}"
        for number, one in enumerate(measured, start=1)
        for reason in (one.score.void if one.score else ())
    )


def grown(measured: Sequence[Round], *, timely: bool = True) -> tuple[str, ...]:
    """The figures that did not stay as they were; those of time only where they say something."""
    judged = (watched for watched in WATCHED if timely or not watched.of_time)
    found = ((watched, watched.drift(measured)) for watched in judged)
    return tuple(
        f"{watched.figure.name} {watched.figure.told(moved.first)} -> "
        f"{watched.figure.told(moved.last)}"
        for watched, moved in found
        if moved is not None and not watched.stays(moved)
    )


def soak_grid(result: SoakResult) -> Grid:
    """Every figure at the beginning, at the end, and at its worst."""

    def row(watched: Watched) -> tuple[str, ...]:
        figure, moved = watched.figure, watched.drift(result.rounds)
        stays = "-" if moved is None else "yes" if watched.stays(moved) else "NO"
        return (
            figure.name,
            figure.told(moved.first if moved else None),
            figure.told(moved.last if moved else None),
            figure.told(max(figure.values(result.rounds), default=None)),
            "not judged" if watched.of_time and not result.timely else stays,
        )

    beside = [] if result.others_cores is None else [beside_others(result.others_cores)]
    return Grid(
        title=f"{result.audio}, {len(result.rounds)} times at {result.speed:g} times the speed",
        columns=("", "first third", "last third", "most", "stays"),
        rows=tuple(row(watched) for watched in WATCHED),
        notes=(
            f"priority (nice) of the client {result.client_nice}, of the server "
            f"{result.server_nice}",
            *beside,
            made_on(Origin(at=result.at, environment=result.environment)),
        ),
    )
