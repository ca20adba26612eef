"""``tulkki bench soak FILE --words FILE --minutes N``: does a long conversation stay as it began?

Plays one recording over and over into one conversation, in real time. Each round is scored like a
replay of its own, and the server is weighed at the end of each: lag, word errors, memory, threads
and open files must be the same in the last hour as in the first minute.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final, Literal

import typer
from pydantic import TypeAdapter
from rich.console import Console

from benchmarks.audio import read_wav
from benchmarks.cli import telling_errors
from benchmarks.drift import Drift, drift
from benchmarks.environment import Environment, environment
from benchmarks.errors import BenchmarkError
from benchmarks.figures import Figure, p95
from benchmarks.grids import Grid, printed
from benchmarks.lag import own_server
from benchmarks.origin import now
from benchmarks.replay import ReplayPlan, replay
from benchmarks.rounds import repeated, rounds
from benchmarks.scoring import Score, score
from benchmarks.server import RunningServer, Usage
from benchmarks.words import SpokenWords, load_words, require_same_audio

DEFAULT_RESULTS: Final = Path("artifacts/benchmarks/soak.jsonl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One time through the recording."""

    score: Score
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


_RESULT: Final = TypeAdapter(SoakResult)


def _errors(one: Round) -> float | None:
    rate = one.score.errors.rate
    return None if rate is None else 100 * rate


def _megabytes(one: Round) -> float:
    return one.usage.proportional_bytes / 1e6


@dataclass(frozen=True, slots=True)
class Watched:
    """A figure that must not grow, and by how much it may differ."""

    figure: Figure[Round]
    share: float
    """Of itself."""
    least: float
    """In its unit."""

    def drift(self, measured: Sequence[Round]) -> Drift | None:
        """How it moved; None where it is not in enough rounds."""
        return drift(self.figure.values(measured))

    def stays(self, moved: Drift) -> bool:
        """Whether it moved no further than it may."""
        return moved.within(share=self.share, least=self.least)


WATCHED: Final = (
    Watched(Figure("first seen p95", "s", 2, lambda one: p95(one.score.lag.first_seen)), 0.1, 0.1),
    Watched(
        Figure("on screen for good p95", "s", 2, lambda one: p95(one.score.lag.for_good)), 0.1, 0.1
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


async def measure(
    plan: ReplayPlan, server: RunningServer, *, spoken: SpokenWords, times: int
) -> tuple[Round, ...]:
    """Replay the recording so many times and score each."""
    recording = plan.recording
    usages: list[Usage] = []
    async with asyncio.TaskGroup() as group:
        replaying = group.create_task(replay(replace(plan, recording=repeated(recording, times))))
        for _ in range(times - 1):
            await asyncio.sleep(recording.duration_s)
            usages.append(await asyncio.to_thread(server.usage))
    usages.append(server.usage())
    logs = rounds(replaying.result(), recording, times)
    return tuple(
        Round(score=score(log, spoken), usage=usage)
        for log, usage in zip(logs, usages, strict=True)
    )


def void(measured: Sequence[Round]) -> tuple[str, ...]:
    """Why the run must not be reported."""
    return tuple(
        f"round {number}: {reason}"
        for number, one in enumerate(measured, start=1)
        for reason in one.score.void
    )


def grown(measured: Sequence[Round]) -> tuple[str, ...]:
    """The figures that did not stay as they were."""
    found = ((watched, watched.drift(measured)) for watched in WATCHED)
    return tuple(
        f"{watched.figure.name} {watched.figure.told(moved.first)} -> "
        f"{watched.figure.told(moved.last)}"
        for watched, moved in found
        if moved is not None and not watched.stays(moved)
    )


def soak_grid(measured: Sequence[Round], *, title: str) -> Grid:
    """Every figure at the beginning, at the end, and at its worst."""

    def row(watched: Watched) -> tuple[str, ...]:
        figure, moved = watched.figure, watched.drift(measured)
        return (
            figure.name,
            figure.told(moved.first if moved else None),
            figure.told(moved.last if moved else None),
            figure.told(max(figure.values(measured), default=None)),
            "-" if moved is None else "yes" if watched.stays(moved) else "NO",
        )

    return Grid(
        title=title,
        columns=("", "first third", "last third", "most", "stays"),
        rows=tuple(row(watched) for watched in WATCHED),
    )


@telling_errors
def soak(
    file: Annotated[Path, typer.Argument(help="The recording: 16 kHz mono PCM16 WAV.")],
    *,
    words: Annotated[Path, typer.Option(help="Its frozen words file.")],
    minutes: Annotated[float, typer.Option(help="How long at least.", min=0.0)] = 60.0,
    reads: Annotated[str, typer.Option(help="Language to translate into.")] = "pt",
    results: Annotated[Path, typer.Option(help="JSON lines to add to.")] = DEFAULT_RESULTS,
) -> None:
    """Measure whether a long conversation stays as it began."""
    recording, spoken = read_wav(file), load_words(words)
    require_same_audio(spoken, recording)
    times = max(math.ceil(60 * minutes / recording.duration_s), 1)
    where, at = environment(), now()
    results.parent.mkdir(parents=True, exist_ok=True)
    server_log = results.parent / f"{at:%Y%m%dT%H%M%S}-soak.server.log"

    async def run() -> tuple[Round, ...]:
        async with own_server(server_log) as server:
            plan = ReplayPlan(
                url=server.url,
                secret=server.secret,
                recording=recording,
                speaks=spoken.language,
                reads=reads,
            )
            return await measure(plan, server, spoken=spoken, times=times)

    measured = asyncio.run(run())
    result = SoakResult(
        at=at,
        audio=file.name,
        audio_sha256=recording.sha256,
        environment=where,
        rounds=measured,
    )
    with results.open("ab") as lines:
        lines.write(_RESULT.dump_json(result) + b"\n")
    length_min = times * recording.duration_s / 60
    console = Console()
    title = f"{file.name}, {times} times, {length_min:.0f} min"
    console.print(printed(soak_grid(measured, title=title)))
    if reasons := void(measured):
        raise BenchmarkError(f"this run is void: {'; '.join(reasons)}")
    if reasons := grown(measured):
        raise BenchmarkError(f"not flat: {'; '.join(reasons)}")
