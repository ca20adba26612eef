"""What a capacity run says, in JSON lines: one line a stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field, TypeAdapter

from benchmarks.crowd import Cost
from benchmarks.environment import Environment
from benchmarks.lines import Lines
from benchmarks.objectives import RECOVERED_WITHIN_S, CrowdFigures, late, wrong
from benchmarks.results import Program
from benchmarks.scoring import MAX_SEND_SLIP_P99_S

DEFAULT_RESULTS: Final = Path("artifacts/benchmarks/capacity.jsonl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What was measured, and where."""

    at: datetime
    label: str
    audio: str
    audio_sha256: str
    environment: Environment
    client_nice: int
    program: Program | None = None
    """None: the service of this checkout, measured alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A crowd of conversations, and what it cost."""

    figures: CrowdFigures
    cost: Cost
    slip_p99_s: float

    @property
    def void(self) -> bool:
        """The client did not speak in real time: nothing is known of the service."""
        return self.slip_p99_s > MAX_SEND_SLIP_P99_S

    @property
    def broken(self) -> tuple[str, ...]:
        """The promises that were not kept."""
        return (*late(self.figures), *wrong(self.figures))


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """So many conversations from beginning to end."""

    kind: Literal["step"] = "step"
    head: Head
    served: Served


@dataclass(frozen=True, slots=True, kw_only=True)
class LagPoint:
    """One word of those who stayed."""

    said_s: float
    first_seen_s: float
    for_good_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAndBack:
    """Some speak all the time; in the middle others join, more than the machine can follow."""

    kind: Literal["past_and_back"] = "past_and_back"
    head: Head
    served: Served
    """All of them together."""
    staying: int
    crowded_s: tuple[float, float]
    """When the others began, and when all of them had said what they had to say."""
    recovery_s: float | None
    """None: not before the end of the run."""
    lags: tuple[LagPoint, ...]

    @property
    def broken(self) -> tuple[str, ...]:
        """The promises that were not kept: nothing is lost, and it passes quickly."""
        if self.recovery_s is None:
            return (*self.served.figures.lost, "no recovery")
        slow = self.recovery_s > RECOVERED_WITHIN_S
        return (*self.served.figures.lost, *([f"recovery {self.recovery_s:.1f} s"] if slow else []))


@dataclass(frozen=True, slots=True, kw_only=True)
class AtTheDoor:
    """One more asks every few seconds, and the service decides who may come in."""

    kind: Literal["at_the_door"] = "at_the_door"
    head: Head
    served: Served
    """Those who were let in."""
    every_s: float


CapacityResult = Annotated[Step | PastAndBack | AtTheDoor, Field(discriminator="kind")]
_LINES: Final[Lines[CapacityResult]] = Lines(TypeAdapter(CapacityResult))


def append(path: Path, result: CapacityResult) -> None:
    """Add a line."""
    _LINES.append(path, result)


def read(path: Path) -> list[CapacityResult]:
    """Read all results; raises BenchmarkError where that cannot be done."""
    return _LINES.read(path)


def carried(steps: Sequence[Step], *, in_time_only: bool = False) -> int:
    """The most conversations that got what is promised; 0 where not even one did.

    Args:
        steps: those of one run; void ones say nothing.
        in_time_only: leaves word errors aside.
    """
    kept = (step.served.figures.asked for step in steps if _kept(step, in_time_only=in_time_only))
    return max(kept, default=0)


def carried_safely(steps: Sequence[Step]) -> int:
    """The most conversations up to which every step got what is promised; 0 for none."""
    safe = takewhile(_kept, (step for step in steps if not step.served.void))
    return max((step.served.figures.asked for step in safe), default=0)


def _kept(step: Step, *, in_time_only: bool = False) -> bool:
    broken = late(step.served.figures) if in_time_only else bool(step.served.broken)
    return not step.served.void and not broken
