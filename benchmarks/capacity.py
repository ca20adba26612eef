"""``tulkki bench capacity FILE --words FILE``: how many conversations one machine carries.

1. *Step by step.* So many conversations at one time, each with another piece of the recording and
   beginning at a moment of its own, until what is promised is late or lost. The service lets
   everybody in.
2. *Past it and back.* As many as it carries safely speak on, and more than as many again join them
   for a while. How long after these have left are the words of the first still late?
3. *At the door.* With its own judgement (``admission``) and one more asking every few seconds: how
   many are let in, and do these get what is promised?
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final

import typer

from benchmarks.audio import read_wav
from benchmarks.capacity_results import (
    DEFAULT_RESULTS,
    CapacityResult,
    Head,
    append,
    carried_safely,
)
from benchmarks.capacity_stages import Ground, at_the_door, climb, past_and_back
from benchmarks.capacity_tables import capacity_grid
from benchmarks.cli import telling_errors, wide_console
from benchmarks.crowd import Service
from benchmarks.environment import environment
from benchmarks.errors import BenchmarkError
from benchmarks.grids import printed
from benchmarks.lag import own_server
from benchmarks.offline import decode
from benchmarks.origin import now
from benchmarks.pieces import Piece, pieces
from benchmarks.plots import plot_capacity
from benchmarks.priority import priority
from benchmarks.scoring import word_errors
from benchmarks.text import normalizer_for
from benchmarks.weights import load_whisper
from benchmarks.words import load_words, require_same_audio

DEFAULT_PLOT: Final = Path("artifacts/benchmarks/capacity.png")
DEFAULT_STEPS: Final = "1,2,3,4,6,8,12"
EVERYBODY: Final = {"TULKKI_ADMISSION": "false"}
"""Settings of a service that refuses nobody."""
_BEAMS: Final = (1, 5)
"""Of the offline decodes: greedy, and as Whisper is used by default."""
_SHARE_OF_A_STEP: Final = 0.5
"""How long each third of past-it-and-back is, of the length of a step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Target:
    """Which service is measured, and how the client goes about it."""

    url: str | None
    key: str | None = field(repr=False)
    reads: str
    nice: int
    logs: Path

    @asynccontextmanager
    async def service(self, name: str, settings: Mapping[str, str]) -> AsyncIterator[Service]:
        """The running one, or one that is started with these settings."""
        if self.url is not None and self.key is not None:
            with priority(self.nice):
                yield Service(url=self.url, secret=self.key, reads=self.reads, process=None)
            return
        async with own_server(self.logs / f"{name}.server.log", settings) as server:
            with priority(self.nice):
                yield Service(
                    url=server.url, secret=server.secret, reads=self.reads, process=server
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    steps: tuple[int, ...]
    seconds: float


async def _measure(target: _Target, ground: Ground, plan: _Plan) -> AsyncIterator[CapacityResult]:
    steps = []
    at = f"{ground.head.at:%Y%m%dT%H%M%S}-capacity"
    async with target.service(at, EVERYBODY) as service:
        async for step in climb(ground, service, plan.steps):
            steps.append(step)
            yield step
        staying = max(1, carried_safely(steps))
        yield await past_and_back(
            ground,
            service,
            staying=staying,
            others=staying + 2,
            seconds=_SHARE_OF_A_STEP * plan.seconds,
        )
    async with target.service(f"{at}-door", {}) as service:
        yield await at_the_door(ground, service, asking=2 * staying + 4)


def offline_errors(said: Sequence[Piece], *, model: str, compute_type: str) -> tuple[int, ...]:
    """Word errors of each piece, decoded as a whole with the weights of the service: of the best
    decode, for each makes mistakes of its own.
    """
    whisper = load_whisper(model, compute_type=compute_type)

    def errors(piece: Piece, beam: int) -> int:
        spoken = piece.spoken
        text = decode(whisper, piece.recording, language=spoken.language, beam=beam)
        return word_errors(spoken.text, text, normalizer_for(spoken.language)).edits.total

    return tuple(min(errors(piece, beam) for beam in _BEAMS) for piece in said)


def parse_steps(text: str) -> tuple[int, ...]:
    """Read numbers of conversations.

    Raises:
        BenchmarkError: they are none, or do not grow.
    """
    try:
        steps = tuple(int(step) for step in text.split(","))
    except ValueError as error:
        raise BenchmarkError(f"--steps: {error}") from error
    if min(steps) < 1 or list(steps) != sorted(set(steps)):
        raise BenchmarkError("--steps are numbers of conversations, the fewest first")
    return steps


@telling_errors
def capacity(  # noqa: PLR0913 - the options of a command
    file: Annotated[Path, typer.Argument(help="The recording: 16 kHz mono PCM16 WAV.")],
    *,
    words: Annotated[Path, typer.Option(help="Its frozen words file.")],
    steps: Annotated[str, typer.Option(help="Conversations at one time.")] = DEFAULT_STEPS,
    seconds: Annotated[float, typer.Option(min=1, help="Of audio, in each conversation.")] = 45.0,
    url: Annotated[str | None, typer.Option(help="A running service; none: start one.")] = None,
    key: Annotated[str | None, typer.Option(help="Its staff secret.")] = None,
    reads: Annotated[str, typer.Option(help="Language to translate into.")] = "pt",
    nice: Annotated[int, typer.Option(help="Priority of the client; see bench lag.")] = 0,
    model: Annotated[str, typer.Option(help="For offline decodes.")] = "whisper-base",
    compute_type: Annotated[str, typer.Option(help="Its precision.")] = "int8",
    label: Annotated[str, typer.Option(help="Runs with one label are repetitions.")] = "tulkki",
    results: Annotated[Path, typer.Option(help="JSON lines to add to.")] = DEFAULT_RESULTS,
    plot: Annotated[Path, typer.Option(help="Picture to draw.")] = DEFAULT_PLOT,
) -> None:
    """Find how many conversations a service carries."""
    if (url is None) != (key is None):
        raise BenchmarkError("--url and --key go together")
    plan = _Plan(steps=parse_steps(steps), seconds=seconds)
    recording, spoken = read_wav(file), load_words(words)
    require_same_audio(spoken, recording)
    said = pieces(recording, spoken, count=max(plan.steps), longest_s=seconds)
    head = Head(
        at=now(),
        label=label,
        audio=file.name,
        audio_sha256=recording.sha256,
        environment=environment(),
        client_nice=nice,
    )
    ground = Ground(
        head=head,
        recording=recording,
        spoken=spoken,
        said=said,
        offline_errors=offline_errors(said, model=model, compute_type=compute_type),
    )
    logs = results.parent / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    target = _Target(url=url, key=key, reads=reads, nice=nice, logs=logs)
    found = asyncio.run(_collect(target, ground, plan, results))
    plot_capacity(plot, found)
    console = wide_console()
    console.print(printed(capacity_grid(found)))
    console.print(f"results added to {results}; picture: {plot}", markup=False)


async def _collect(
    target: _Target, ground: Ground, plan: _Plan, results: Path
) -> list[CapacityResult]:
    """Keep each result as soon as it is there."""
    found: list[CapacityResult] = []
    async for result in _measure(target, ground, plan):
        await asyncio.to_thread(append, results, result)
        found.append(result)
    return found
