"""``tulkki bench soak FILE --words FILE --minutes N``: does a long conversation stay as it began?

Plays one recording over and over into one conversation, in real time. Each round is scored like a
replay of its own, and the server is weighed at the end of each: lag, word errors, memory, threads
and open files must be the same in the last hour as in the first minute.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final, Literal

import typer
from pydantic import TypeAdapter
from rich.console import Console
from rich.table import Table

from benchmarks.audio import read_wav
from benchmarks.cli import telling_errors
from benchmarks.drift import Drift, drift
from benchmarks.environment import Environment, environment
from benchmarks.errors import BenchmarkError
from benchmarks.figures import Spread
from benchmarks.lag import own_server
from benchmarks.replay import ReplayPlan, replay
from benchmarks.results import now
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A figure that must not grow, and by how much it may differ."""

    name: str
    unit: str
    decimals: int
    read: Callable[[Round], float | None]
    share: float
    """Of itself."""
    least: float
    """In its unit."""

    def told(self, value: float | None) -> str:
        """The value as it is printed."""
        return "-" if value is None else f"{value:.{self.decimals}f} {self.unit}".rstrip()


def _p95(spread: Spread | None) -> float | None:
    return spread.p95_s if spread else None


def _errors(one: Round) -> float | None:
    rate = one.score.errors.rate
    return None if rate is None else 100 * rate


WATCHED: Final = (
    Watched(
        name="first seen p95",
        unit="s",
        decimals=2,
        read=lambda one: _p95(one.score.lag.first_seen),
        share=0.1,
        least=0.1,
    ),
    Watched(
        name="on screen for good p95",
        unit="s",
        decimals=2,
        read=lambda one: _p95(one.score.lag.for_good),
        share=0.1,
        least=0.1,
    ),
    Watched(name="word error rate", unit="%", decimals=2, read=_errors, share=0.0, least=0.5),
    Watched(
        name="memory, shared pages once",
        unit="MB",
        decimals=1,
        read=lambda one: one.usage.proportional_bytes / 1e6,
        share=0.02,
        least=5.0,
    ),
    Watched(
        name="threads",
        unit="",
        decimals=0,
        read=lambda one: float(one.usage.threads),
        share=0.0,
        least=0.0,
    ),
    Watched(
        name="open files",
        unit="",
        decimals=0,
        read=lambda one: float(one.usage.open_files),
        share=0.0,
        least=0.0,
    ),
)


def drift_of(figure: Watched, measured: Sequence[Round]) -> Drift | None:
    """How a figure moved; None where it is not in enough rounds."""
    return drift([value for one in measured if (value := figure.read(one)) is not None])


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
    found = ((figure, drift_of(figure, measured)) for figure in WATCHED)
    return tuple(
        f"{figure.name} {figure.told(moved.first)} -> {figure.told(moved.last)}"
        for figure, moved in found
        if moved is not None and not moved.within(share=figure.share, least=figure.least)
    )


def table(measured: Sequence[Round], *, title: str) -> Table:
    """Every figure at the beginning, at the end, and at its worst."""
    told = Table(title=title)
    for column in ("", "first third", "last third", "most", "stays"):
        told.add_column(column, justify="left" if column == "" else "right")
    for figure in WATCHED:
        values = [value for one in measured if (value := figure.read(one)) is not None]
        moved = drift_of(figure, measured)
        if moved is None:
            told.add_row(figure.name, "-", "-", figure.told(max(values, default=None)), "-")
            continue
        stays = moved.within(share=figure.share, least=figure.least)
        told.add_row(
            figure.name,
            figure.told(moved.first),
            figure.told(moved.last),
            figure.told(max(values)),
            "yes" if stays else "NO",
        )
    return told


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
    console.print(table(measured, title=f"{file.name}, {times} times, {length_min:.0f} min"))
    if reasons := void(measured):
        raise BenchmarkError(f"this run is void: {'; '.join(reasons)}")
    if reasons := grown(measured):
        raise BenchmarkError(f"not flat: {'; '.join(reasons)}")
