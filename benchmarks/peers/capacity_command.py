"""``tulkki bench peers-capacity``: how many conversations this service and other programs carry.

The same client speaks for N = 1, 2, ... conversations, each another piece of one recording, until a
promise is broken; the same scorer and the same promises for all (``objectives``). Each program is
warm before the first step. Who breaks a promise with one conversation carries none, and is counted
as one in the ratio.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final, Literal

import typer
from rich.text import Text

from benchmarks.capacity import offline_errors, parse_steps
from benchmarks.capacity_results import Head, Step, append
from benchmarks.capacity_stages import Ground, climb
from benchmarks.cli import telling_errors, wide_console
from benchmarks.corpus import SETS, SETS_DIR
from benchmarks.environment import environment
from benchmarks.errors import BenchmarkError
from benchmarks.grids import printed
from benchmarks.origin import now
from benchmarks.peers.capacity_table import peers_capacity_grid
from benchmarks.peers.command import named
from benchmarks.peers.lineup import MODEL, line_up
from benchmarks.peers.programs import PEERS
from benchmarks.peers.subjects import Subject, Talk
from benchmarks.pieces import piece, pieces
from benchmarks.priority import priority
from benchmarks.words import load_words, require_same_audio

DEFAULT_RESULTS: Final = Path("artifacts/benchmarks/peers-capacity.jsonl")
DEFAULT_STEPS: Final = "1,2,3,4,6,8"
WARM_UP_S: Final = 12.0


async def carried_by(
    subject: Subject, ground: Ground, steps: Sequence[int], *, nice: int, log: Path
) -> AsyncIterator[Step]:
    """Start one subject, warm it up and let it carry more and more, up to the first break."""
    warm_up = piece(ground.recording, ground.spoken, begin_s=0, longest_s=WARM_UP_S)
    own = replace(ground, head=replace(ground.head, label=subject.label, program=subject.program))
    async with subject.host(ground.spoken.language, log) as host:
        with priority(nice):
            await host.converse(warm_up, time.monotonic())
            async for step in climb(own, host, steps, strict=True):
                yield step


@telling_errors
def peers_capacity(
    *,
    audio: Annotated[
        Literal["desk", "librivox"], typer.Option(help="Which of the frozen sets is played.")
    ] = "desk",
    steps: Annotated[str, typer.Option(help="Conversations at one time.")] = DEFAULT_STEPS,
    seconds: Annotated[float, typer.Option(min=10, help="Of audio, in each conversation.")] = 45.0,
    only: Annotated[
        list[str] | None, typer.Option(help=f"One of {', '.join(PEERS)}; may be repeated.")
    ] = None,
    nice: Annotated[int, typer.Option(help="Priority of the client; see bench peers.")] = 0,
    results: Annotated[Path, typer.Option(help="JSON lines to add to.")] = DEFAULT_RESULTS,
) -> None:
    """Find how many conversations this service and others carry."""
    console = wide_console(150)
    counts, chosen = parse_steps(steps), named(only)
    frozen = load_words(SETS_DIR / audio / "words.json")
    whole = SETS[audio]().recording
    require_same_audio(frozen, whole)

    def tell(line: str) -> None:
        console.print(Text(line, style="dim"))

    subjects = line_up(chosen, Talk(name=audio, recording=whole, spoken=frozen, nice=nice), tell)
    said = pieces(whole, frozen, count=max(counts), longest_s=seconds)
    ground = Ground(
        head=Head(
            at=now(),
            label="",
            audio=audio,
            audio_sha256=whole.sha256,
            environment=environment(),
            client_nice=nice,
        ),
        recording=whole,
        spoken=frozen,
        said=said,
        offline_errors=offline_errors(said, model=MODEL, compute_type="int8"),
    )
    found, failures = asyncio.run(_measure(subjects, ground, counts, nice, results, tell))
    if found:
        console.print(printed(peers_capacity_grid(found)))
    console.print(f"results: {results}", markup=False)
    if failures:
        raise BenchmarkError("; ".join(failures))


async def _measure(
    subjects: Sequence[Subject],
    ground: Ground,
    counts: Sequence[int],
    nice: int,
    results: Path,
    tell: Callable[[str], None],
) -> tuple[list[Step], list[str]]:
    """Each step is kept as soon as it is over; who fails keeps nobody else from being measured."""
    logs = results.parent / "logs"
    await asyncio.to_thread(logs.mkdir, parents=True, exist_ok=True)
    found: list[Step] = []
    failures: list[str] = []
    for subject in subjects:
        tell(f"{subject.label}: {', '.join(map(str, counts))} conversations, up to the first break")
        name = f"{ground.head.at:%Y%m%dT%H%M%S}-capacity-{subject.label.replace(' ', '-')}"
        log = logs / f"{name}.server.log"
        try:
            async for step in carried_by(subject, ground, counts, nice=nice, log=log):
                await asyncio.to_thread(append, results, step)
                found.append(step)
        except BenchmarkError as error:
            failures.append(f"{subject.label}: {error}")
            tell(failures[-1])
    return found, failures
