"""``tulkki bench soak FILE --words FILE --minutes N``: does a long conversation stay as it began?

Plays one recording over and over into one conversation, in real time. Each round is scored like a
replay of its own, and the server is weighed at the end of each: lag, word errors, memory, threads
and open files must be the same in the last hour as in the first minute.

Memory, threads and open files depend on what was said, not on when: beside other work, and with
``--speed``, they alone are judged, and the table says so. Tasks of the server are not seen from
outside.
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

from benchmarks.audio import read_wav
from benchmarks.cli import telling_errors, wide_console
from benchmarks.drift import Drift, drift
from benchmarks.environment import Environment, environment
from benchmarks.errors import BenchmarkError
from benchmarks.figures import Figure, Spread, p95
from benchmarks.grids import Grid, printed
from benchmarks.lag import own_server
from benchmarks.lines import Lines
from benchmarks.origin import Origin, beside_others, made_on, now
from benchmarks.others import QUIET_CORES, Others
from benchmarks.priority import priority
from benchmarks.replay import ReplayPlan, replay
from benchmarks.rounds import repeated, rounds
from benchmarks.scoring import Score, WordLag, score
from benchmarks.server import RunningServer, Usage
from benchmarks.words import SpokenWords, load_words, require_same_audio

DEFAULT_RESULTS: Final = Path("artifacts/benchmarks/soak.jsonl")
MOST_SPEED: Final = 1.5
"""The service takes no audio faster than that for long (``service.live.pace``)."""


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


async def measure(
    plan: ReplayPlan, server: RunningServer, *, spoken: SpokenWords, times: int
) -> tuple[Round, ...]:
    """Replay the recording so many times, weigh the server after each, and score each."""
    recording = plan.recording
    usages: list[Usage] = []
    async with asyncio.TaskGroup() as group:
        replaying = group.create_task(replay(replace(plan, recording=repeated(recording, times))))
        for _ in range(times - 1):
            await asyncio.sleep(recording.duration_s / plan.speed)
            usages.append(await asyncio.to_thread(server.usage))
    usages.append(server.usage())
    if plan.speed != 1:
        return tuple(Round(score=None, usage=usage) for usage in usages)
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


@telling_errors
def soak(  # noqa: PLR0913 - the options of a command
    file: Annotated[Path, typer.Argument(help="The recording: 16 kHz mono PCM16 WAV.")],
    *,
    words: Annotated[Path, typer.Option(help="Its frozen words file.")],
    minutes: Annotated[float, typer.Option(help="Of audio, at least.", min=0.0)] = 60.0,
    speed: Annotated[
        float, typer.Option(min=1, max=MOST_SPEED, help="Above 1, lags are not judged.")
    ] = 1.0,
    nice: Annotated[int, typer.Option(help="Priority of the client; see bench lag.")] = 0,
    server_nice: Annotated[int, typer.Option(help="Priority of the server.")] = 0,
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

    async def run() -> tuple[tuple[Round, ...], float]:
        async with own_server(server_log, nice=server_nice) as server:
            plan = ReplayPlan(
                url=server.url,
                secret=server.secret,
                recording=recording,
                speaks=spoken.language,
                reads=reads,
                speed=speed,
            )
            others = Others()
            with priority(nice):
                measured = await measure(plan, server, spoken=spoken, times=times)
            return measured, others.cores()

    measured, others_cores = asyncio.run(run())
    result = SoakResult(
        at=at,
        audio=file.name,
        audio_sha256=recording.sha256,
        environment=where,
        rounds=measured,
        speed=speed,
        client_nice=nice,
        server_nice=server_nice,
        others_cores=others_cores,
    )
    SOAK_LINES.append(results, result)
    wide_console(120).print(printed(soak_grid(result)))
    if result.timely and (reasons := void(measured)):
        raise BenchmarkError(f"this run is void: {'; '.join(reasons)}")
    if reasons := grown(measured, timely=result.timely):
        raise BenchmarkError(f"not flat: {'; '.join(reasons)}")
