"""What a run of ``tulkki bench rest`` says, in JSON lines: one line a run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from pydantic import TypeAdapter

from benchmarks.environment import Environment
from benchmarks.figures import Spread
from benchmarks.lines import Lines
from benchmarks.rest_steps import Step, sustained

DEFAULT_RESULTS: Final = Path("artifacts/benchmarks/rest.jsonl")
MOST_SLOWER: Final = 1.1
"""So many times may a figure of a live conversation grow beside requests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRate:
    """The engine alone, in batch, sentences a second."""

    callers: int
    """Processes of the engine, each with a caller of its own."""
    before_per_s: float
    """Before the requests, the server being idle."""
    after_per_s: float
    """After them."""

    @property
    def per_s(self) -> float:
        return (self.before_per_s + self.after_per_s) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Climb:
    """Steps of growing rates, with so many texts in each request."""

    size: int
    steps: tuple[Step, ...]
    """The last one was not carried, unless all were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """One conversation: how far its words are behind the voice."""

    first_seen: Spread | None
    for_good: Spread | None
    void: tuple[str, ...]
    """Why it says nothing; empty where it does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A live conversation alone, and beside requests at half of what was sustained."""

    audio: str
    audio_sha256: str
    alone: Live
    together: Live
    requests: Step


@dataclass(frozen=True, slots=True, kw_only=True)
class RestResult:
    """One run."""

    kind: Literal["rest"] = "rest"
    at: datetime
    label: str
    environment: Environment
    client_nice: int
    models: tuple[str, ...]
    pair: str
    texts: int
    raw: RawRate
    climbs: tuple[Climb, ...]
    beside: Beside
    others_cores: float | None = None
    """What other programs used meanwhile, in cores; None where nobody knows."""

    def ratio(self, climb: Climb) -> float | None:
        """Sustained through HTTP, of what the engine alone does; None where nothing was."""
        best = sustained(climb.steps)
        return None if best is None else best.answered_per_s / self.raw.per_s


def growth(alone: float, together: float) -> float:
    """How many times as long a lag is beside requests; a lag of nothing cannot grow."""
    return together / alone if alone > 0 else 1.0


_LINES: Final = Lines(TypeAdapter(RestResult))


def append(path: Path, result: RestResult) -> None:
    """Add a line."""
    _LINES.append(path, result)


def read(path: Path) -> list[RestResult]:
    """Read all results; raises BenchmarkError where that cannot be done."""
    return _LINES.read(path)
