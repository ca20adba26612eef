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
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final

import typer

from benchmarks.audio import read_wav
from benchmarks.cli import telling_errors, wide_console
from benchmarks.environment import environment
from benchmarks.errors import BenchmarkError
from benchmarks.grids import printed
from benchmarks.lag import own_server
from benchmarks.origin import now
from benchmarks.others import Others
from benchmarks.priority import priority
from benchmarks.replay import ReplayPlan, replay
from benchmarks.rounds import repeated, rounds
from benchmarks.scoring import score
from benchmarks.server import RunningServer, Usage
from benchmarks.soak_results import (
    DEFAULT_RESULTS,
    SOAK_LINES,
    Round,
    SoakResult,
    grown,
    soak_grid,
    void,
)
from benchmarks.words import SpokenWords, load_words, require_same_audio

MOST_SPEED: Final = 1.5
"""The service takes no audio faster than that for long (``service.live.pace``)."""


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
