"""What runs say, in JSON lines: one line a run, with all that is needed to read it in a year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field, TypeAdapter

from benchmarks.environment import Environment
from benchmarks.lines import Lines
from benchmarks.origin import Origin
from benchmarks.scoring import Score, WordErrors
from benchmarks.server import Usage

DEFAULT_RESULTS: Final = Path("artifacts/benchmarks/results.jsonl")


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerFigures:
    """What one conversation cost the server, when this command ran it."""

    cold_start_s: float
    cpu_s: float
    """User and system time of all its processes from hello to the last final."""
    resident_bytes: int
    """At the end of the conversation; pages that two processes share count twice."""
    proportional_bytes: int
    """The same with shared pages counted once."""


def cost(cold_start_s: float, before: Usage, after: Usage) -> ServerFigures:
    """What was used between two weighings."""
    return ServerFigures(
        cold_start_s=cold_start_s,
        cpu_s=after.cpu_s - before.cpu_s,
        resident_bytes=after.resident_bytes,
        proportional_bytes=after.proportional_bytes,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What was measured, in a comparison of several programs."""

    package: str
    """Name and version."""
    flags: tuple[str, ...]
    """What it was started with."""
    weights_sha256: str
    """Of the speech model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LagResult:
    """One replay through a running server."""

    kind: Literal["lag"] = "lag"
    at: datetime
    label: str
    """What was measured: runs with one label are repetitions of each other."""
    audio: str
    """Name of the recording."""
    audio_sha256: str
    environment: Environment
    client_nice: int
    """Priority of the replaying process; the server has 0."""
    client_cpu_s: float
    """Of the replaying process, on the same machine where the server is too."""
    server: ServerFigures | None
    score: Score
    program: Program | None = None
    """None: the service of this checkout, measured alone."""
    others_cores: float | None = None
    """What other programs used meanwhile, in cores; None where nobody knows."""
    log: str | None = None
    """File name of the event log that the score was made from."""

    @property
    def origin(self) -> Origin:
        return Origin(at=self.at, environment=self.environment)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfflineResult:
    """One decode of a whole recording with the weights of the service."""

    kind: Literal["offline"] = "offline"
    at: datetime
    label: str
    audio: str
    audio_sha256: str
    environment: Environment
    audio_s: float
    decode_s: float
    """Wall clock."""
    errors: WordErrors


Result = Annotated[LagResult | OfflineResult, Field(discriminator="kind")]
_LINES: Final[Lines[Result]] = Lines(TypeAdapter(Result))


def append_result(path: Path, result: Result) -> None:
    """Add a line."""
    _LINES.append(path, result)


def write_results(path: Path, results: Iterable[Result]) -> None:
    """Write a file anew."""
    _LINES.write(path, results)


def read_results(path: Path) -> list[Result]:
    """Read all results.

    Raises:
        BenchmarkError: no such file, or a line is no result.
    """
    return _LINES.read(path)
