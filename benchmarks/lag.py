"""``tulkki bench lag FILE --words FILE``: the lag of captions in one conversation.

Plays a recording in real time into a running service, or into one that it starts itself, keeps
everything that comes back in an event log, scores that log and adds the result to a file.
``rescore`` computes the same score from a log again.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.audio import Recording, read_wav
from benchmarks.cli import telling_errors, wide_console
from benchmarks.environment import environment
from benchmarks.errors import BenchmarkError
from benchmarks.event_log import EventLog, write_log
from benchmarks.grids import printed
from benchmarks.origin import now
from benchmarks.others import Others
from benchmarks.priority import priority
from benchmarks.replay import ReplayPlan, replay
from benchmarks.report import comparison
from benchmarks.results import (
    DEFAULT_RESULTS,
    LagResult,
    ServerFigures,
    append_result,
    cost,
    read_results,
)
from benchmarks.scoring import score
from benchmarks.server import RunningServer, free_port, running_server
from benchmarks.words import load_words, require_same_audio


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One replay and what it cost."""

    log: EventLog
    client_cpu_s: float
    server: ServerFigures | None
    others_cores: float | None
    """What other programs used meanwhile; None where the server is none of this command's."""


async def measure(plan: ReplayPlan, server: RunningServer | None) -> Measured:
    """Replay once, and weigh the server, where it is ours, before and after."""
    before = server.usage() if server else None
    others, client_before_s = Others(), time.process_time()
    log = await replay(plan)
    client_cpu_s, others_cores = time.process_time() - client_before_s, others.cores()
    figures = cost(server.cold_start_s, before, server.usage()) if server and before else None
    return Measured(
        log=log,
        client_cpu_s=client_cpu_s,
        server=figures,
        others_cores=others_cores if server else None,
    )


@asynccontextmanager
async def own_server(
    log: Path, settings: Mapping[str, str] | None = None, *, nice: int = 0
) -> AsyncIterator[RunningServer]:
    """`tulkki serve` of this installation on a free port; its output goes to a file.

    Args:
        log: the file.
        settings: by their names in the environment, beside those that this process has.
        nice: its priority; below 0 only for those who may raise it.
    """
    port = free_port()
    given = [f"{name}={value}" for name, value in (settings or {}).items()]
    tulkki = str(Path(sys.executable).parent / "tulkki")
    command = ["env", *given, tulkki, "serve", "--port", str(port)]
    if nice:
        with priority(nice):  # tells who may not
            command = ["nice", "-n", str(nice), *command]
    async with running_server(command, port=port, log=log) as server:
        yield server


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """What the command line asks for."""

    recording: Recording
    speaks: str
    reads: str
    nice: int

    def plan(self, url: str, secret: str) -> ReplayPlan:
        return ReplayPlan(
            url=url,
            secret=secret,
            recording=self.recording,
            speaks=self.speaks,
            reads=self.reads,
        )


async def _measure_running(order: _Order, url: str, key: str) -> Measured:
    with priority(order.nice):
        return await measure(order.plan(url, key), None)


async def _measure_own(order: _Order, log: Path) -> Measured:
    # In this order: the server would inherit it.
    async with own_server(log) as server:
        with priority(order.nice):
            return await measure(order.plan(server.url, server.secret), server)


@telling_errors
def lag(  # noqa: PLR0913 - the options of a command
    file: Annotated[Path, typer.Argument(help="The recording: 16 kHz mono PCM16 WAV.")],
    *,
    words: Annotated[Path, typer.Option(help="Its frozen words file.")],
    url: Annotated[str | None, typer.Option(help="A running service; none: start one.")] = None,
    key: Annotated[str | None, typer.Option(help="Its staff secret.")] = None,
    reads: Annotated[str, typer.Option(help="Language to translate into.")] = "pt",
    nice: Annotated[
        int,
        typer.Option(help="Priority of the client; -10 lets it send in time on a busy machine."),
    ] = 0,
    label: Annotated[str, typer.Option(help="Runs with one label are repetitions.")] = "tulkki",
    results: Annotated[Path, typer.Option(help="JSON lines to add to.")] = DEFAULT_RESULTS,
) -> None:
    """Measure one conversation."""
    if (url is None) != (key is None):
        raise BenchmarkError("--url and --key go together")
    recording, spoken = read_wav(file), load_words(words)
    require_same_audio(spoken, recording)
    where, at = environment(), now()
    logs = results.parent / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    event_log = logs / f"{at:%Y%m%dT%H%M%S}-{file.stem}.jsonl"
    order = _Order(recording=recording, speaks=spoken.language, reads=reads, nice=nice)
    if url is not None and key is not None:
        measured = asyncio.run(_measure_running(order, url, key))
    else:
        measured = asyncio.run(_measure_own(order, event_log.with_suffix(".server.log")))
    write_log(event_log, measured.log)
    result = LagResult(
        at=at,
        label=label,
        audio=file.name,
        audio_sha256=recording.sha256,
        environment=where,
        client_nice=nice,
        client_cpu_s=measured.client_cpu_s,
        server=measured.server,
        score=score(measured.log, spoken),
        others_cores=measured.others_cores,
        log=event_log.name,
    )
    append_result(results, result)
    others = [run for run in read_results(results) if run.kind == "offline"]
    console = wide_console(170)
    console.print(printed(comparison([result, *others], audio_sha256=recording.sha256)))
    console.print(f"event log: {event_log}; result added to {results}", markup=False)
    if result.score.void:
        raise BenchmarkError(f"this run is void: {'; '.join(result.score.void)}")
