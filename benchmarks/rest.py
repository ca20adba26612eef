"""``tulkki bench rest FILE --words FILE``: how many sentences a second ``/translate`` carries.

1. *The engine alone*: in batch, in this process, while the server idles; before and after.
2. *Step by step*: requests at times of their own, at growing rates, one text in each and then
   eight, until they are no longer answered as fast as they come.
3. *Beside a conversation*: one recording spoken alone, and again with requests at half of that rate
   (of the lowest one where none was sustained).

The models are those of the settings, or a MarianMT of OPUS-MT's size with random weights
(``--opus-size``): what it says is nonsense, how long that takes is not.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import typer

from benchmarks.arrivals import arrivals
from benchmarks.audio import Recording, read_wav
from benchmarks.cli import telling_errors, wide_console
from benchmarks.environment import environment
from benchmarks.errors import BenchmarkError
from benchmarks.failures import told_as
from benchmarks.grids import printed
from benchmarks.lag import own_server
from benchmarks.opus_size import opus_size
from benchmarks.origin import now
from benchmarks.others import Others
from benchmarks.priority import priority
from benchmarks.quality.phrases import DESK_PHRASES, load_phrases
from benchmarks.quality.speed import plain
from benchmarks.replay import ReplayPlan, replay
from benchmarks.rest_load import ask
from benchmarks.rest_raw import raw_engine, raw_rate, running_models
from benchmarks.rest_results import (
    DEFAULT_RESULTS,
    Beside,
    Climb,
    Live,
    RawRate,
    RestResult,
    append,
)
from benchmarks.rest_steps import Step, step_of, sustained
from benchmarks.rest_tables import rest_grids
from benchmarks.scoring import score
from benchmarks.server import RunningServer
from benchmarks.words import SpokenWords, load_words, require_same_audio
from models.types import LanguagePair
from service.settings import Settings

SIZES: Final = (1, 8)
"""Texts in each request of a climb."""
SHARES: Final = (0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1)
"""Rates of a climb, of what the engine alone does."""
_SERVER: Final = {
    "TULKKI_TRANSLATE_REQUESTS_PER_MINUTE": "1000000",
    "TULKKI_ADMISSION": "false",  # a conversation beside requests is to be late, not refused
}
DEFAULT_PAIR: Final = "en-pt"
_BESIDE: Final = 0.5
_SEED: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What is translated, and what is spoken beside it."""

    texts: tuple[str, ...]
    pair: LanguagePair
    recording: Recording
    spoken: SpokenWords
    seconds: float
    """How long each step is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one server did."""

    raw_per_s: tuple[float, float]
    """Before and after the requests."""
    climbs: tuple[Climb, ...]
    alone: Live
    together: Live
    requests: Step
    """Those beside the conversation."""
    others_cores: float
    """What other programs used meanwhile."""


async def measure(ground: Ground, server: RunningServer, raw: Callable[[], float]) -> Found:
    """Measure a server that is ready and idle.

    Args:
        ground: what it is given to do.
        server: is weighed meanwhile.
        raw: the rate of the engine alone; blocks.

    Raises:
        BenchmarkError: a request failed.
    """
    others = Others()
    before_per_s = await asyncio.to_thread(raw)
    climbs = tuple([await _climb(ground, server, size, before_per_s) for size in SIZES])
    after_per_s = await asyncio.to_thread(raw)
    singles = climbs[0].steps
    best = sustained(singles) or singles[0]
    alone = await _converse(ground, server)
    with told_as(BenchmarkError):
        async with asyncio.TaskGroup() as group:
            asking = group.create_task(
                _step(
                    ground,
                    server,
                    size=1,
                    per_s=_BESIDE * best.answered_per_s,
                    seconds=ground.recording.duration_s,
                )
            )
            together = await _converse(ground, server)
    return Found(
        raw_per_s=(before_per_s, after_per_s),
        climbs=climbs,
        alone=alone,
        together=together,
        requests=asking.result(),
        others_cores=others.cores(),
    )


async def _climb(ground: Ground, server: RunningServer, size: int, raw_per_s: float) -> Climb:
    steps: list[Step] = []
    for share in SHARES:
        step = await _step(
            ground, server, size=size, per_s=share * raw_per_s, seconds=ground.seconds
        )
        steps.append(step)
        if not step.carried:
            break
    return Climb(size=size, steps=tuple(steps))


async def _step(
    ground: Ground, server: RunningServer, *, size: int, per_s: float, seconds: float
) -> Step:
    schedule = arrivals(ground.texts, sentences_per_s=per_s, size=size, seconds=seconds, seed=_SEED)
    load = await ask(
        server.url,
        schedule,
        ground.pair,
        seconds=seconds,
        server_cpu_s=lambda: server.usage().cpu_s,
    )
    return step_of(load)


async def _converse(ground: Ground, server: RunningServer) -> Live:
    plan = ReplayPlan(
        url=server.url,
        secret=server.secret,
        recording=ground.recording,
        speaks=ground.spoken.language,
        reads=ground.pair.target,
    )
    said = score(await replay(plan), ground.spoken)
    return Live(first_seen=said.lag.first_seen, for_good=said.lag.for_good, void=said.void)


@telling_errors
def rest(  # noqa: PLR0913 - the options of a command
    file: Annotated[Path, typer.Argument(help="Spoken beside: 16 kHz mono PCM16 WAV.")],
    *,
    words: Annotated[Path, typer.Option(help="Its frozen words file.")],
    pair: Annotated[
        str, typer.Option(help=f"What is translated into what; {DEFAULT_PAIR} without.")
    ] = "",
    of_opus_size: Annotated[
        bool, typer.Option("--opus-size", help="A MarianMT with random weights, English-Finnish.")
    ] = False,
    seconds: Annotated[float, typer.Option(min=1, help="Of each step.")] = 7.0,
    nice: Annotated[int, typer.Option(help="Priority of the client; see bench lag.")] = 0,
    label: Annotated[str, typer.Option(help="Runs with one label are repetitions.")] = "tulkki",
    results: Annotated[Path, typer.Option(help="JSON lines to add to.")] = DEFAULT_RESULTS,
) -> None:
    """Find how many sentences a second the service translates."""
    recording, spoken = read_wav(file), load_words(words)
    require_same_audio(spoken, recording)
    where, at, translating = environment(), now(), _translating(pair, of_opus_size=of_opus_size)
    languages, settings = translating.pair, translating.settings
    texts = [phrase.texts[languages.source] for phrase in load_phrases().phrases]
    ground = Ground(
        # Random weights lose what must not be lost, and such a sentence is translated again.
        texts=tuple(plain(texts) if of_opus_size else texts),
        pair=languages,
        recording=recording,
        spoken=spoken,
        seconds=seconds,
    )
    logs = results.parent / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    log = logs / f"{at:%Y%m%dT%H%M%S}-rest.server.log"
    found = asyncio.run(_measure_own(ground, translating, log, nice))
    before_per_s, after_per_s = found.raw_per_s
    result = RestResult(
        at=at,
        label=label,
        environment=where,
        client_nice=nice,
        models=running_models(settings),
        pair=f"{languages.source}-{languages.target}",
        texts=len(ground.texts),
        raw=RawRate(
            callers=settings.translation_workers,
            before_per_s=before_per_s,
            after_per_s=after_per_s,
        ),
        climbs=found.climbs,
        beside=Beside(
            audio=file.name,
            audio_sha256=recording.sha256,
            alone=found.alone,
            together=found.together,
            requests=found.requests,
        ),
        others_cores=found.others_cores,
    )
    append(results, result)
    console = wide_console()
    console.print(printed(*rest_grids(result)))
    console.print(f"a line was added to {results}", markup=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Translating:
    """What translates."""

    pair: LanguagePair
    settings: Settings
    environment: Mapping[str, str]
    """Of the server, beside what it inherits."""


def _translating(pair: str, *, of_opus_size: bool) -> _Translating:
    if not of_opus_size:
        return _Translating(pair=_pair(pair or DEFAULT_PAIR), settings=Settings(), environment={})
    if pair:
        raise BenchmarkError("--pair and --opus-size do not go together")
    own = opus_size().own
    return _Translating(pair=own.pair, settings=own.settings, environment=own.environment)


async def _measure_own(ground: Ground, translating: _Translating, log: Path, nice: int) -> Found:
    settings = translating.settings
    with raw_engine(settings) as translator:

        def raw() -> float:
            return raw_rate(
                translator,
                ground.texts,
                ground.pair,
                callers=settings.translation_workers,
                seconds=ground.seconds,
            )

        # In this order: neither the engine nor the server inherits the priority of the client.
        async with own_server(log, {**_SERVER, **translating.environment}) as server:
            with priority(nice):
                return await measure(ground, server, raw)


def _pair(text: str) -> LanguagePair:
    source, _, target = text.partition("-")
    known = load_phrases().languages
    if source not in known or not target:
        raise BenchmarkError(
            f"--pair {text}: the phrases of {DESK_PHRASES} are in {', '.join(known)}"
        )
    return LanguagePair(source, target)
