"""The event log of one replay, in JSON lines: everything that a score is computed from.

All times are seconds on the client's monotonic clock since the first sample of the recording was
"spoken".
"""

from __future__ import annotations

import lzma
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field, TypeAdapter, ValidationError

from benchmarks.errors import BenchmarkError
from service.wire.messages import ServerMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStarted:
    """The first line."""

    type: Literal["run"] = "run"
    format: Literal[1] = 1
    audio_sha256: str
    audio_s: float
    speaks: str
    reads: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameSent:
    """One audio frame has been handed to the socket."""

    type: Literal["sent"] = "sent"
    frame: int
    """From 1: frame k is due when its last sample has been spoken, k frames after the start."""
    at_s: float
    slip_s: float
    """How long after it was due, back-pressure of the socket included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageReceived:
    """One text message of the server, as the client got it."""

    type: Literal["received"] = "received"
    at_s: float
    message: ServerMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenShown:
    """The whole screen anew, in no protocol's words: what a reader of another program sees."""

    type: Literal["screen"] = "screen"
    at_s: float
    committed: str
    """What the program calls finished."""
    tentative: str
    """What follows it and may change; begins with a space where a word begins."""
    final: bool
    """The program has said that nothing will change any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEnded:
    """The last line."""

    type: Literal["ended"] = "ended"
    at_s: float
    settled: bool
    """Every caption and its translations were final; False: the client gave up waiting for that."""


Record = Annotated[
    RunStarted | FrameSent | MessageReceived | ScreenShown | RunEnded, Field(discriminator="type")
]
_RECORD: Final[TypeAdapter[Record]] = TypeAdapter(Record)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLog:
    """One replay from begin to end."""

    started: RunStarted
    sent: tuple[FrameSent, ...]
    received: tuple[MessageReceived, ...]
    """Messages of this service, in the order of receipt."""
    ended: RunEnded
    screens: tuple[ScreenShown, ...] = ()
    """What was shown where another program was measured, in the order of receipt."""


def write_log(path: Path, log: EventLog) -> None:
    """Write after the run, so that no disk waits inside it."""
    between: list[FrameSent | MessageReceived | ScreenShown] = [
        *log.sent,
        *log.received,
        *log.screens,
    ]
    between.sort(key=lambda record: record.at_s)
    records: list[Record] = [log.started, *between, log.ended]
    with path.open("wb") as file:
        for record in records:
            file.write(_RECORD.dump_json(record, exclude_none=True) + b"\n")


def read_log(path: Path) -> EventLog:
    """Read a log back, a compressed one (``.xz``), too.

    Raises:
        BenchmarkError: a line is no record, or the first or last one is missing.
    """
    started: RunStarted | None = None
    ended: RunEnded | None = None
    sent: list[FrameSent] = []
    received: list[MessageReceived] = []
    screens: list[ScreenShown] = []
    content = path.read_bytes()
    if path.suffix == ".xz":
        content = lzma.decompress(content)
    for number, line in enumerate(content.splitlines(), start=1):
        try:
            record = _RECORD.validate_json(line)
        except ValidationError as error:
            raise BenchmarkError(f"{path}, line {number}: {error}") from error
        match record:
            case RunStarted():
                started = record
            case FrameSent():
                sent.append(record)
            case MessageReceived():
                received.append(record)
            case ScreenShown():
                screens.append(record)
            case RunEnded():
                ended = record
    if started is None or ended is None:
        raise BenchmarkError(f"{path} is not a whole run: its first or last line is missing")
    return EventLog(
        started=started,
        sent=tuple(sent),
        received=tuple(received),
        screens=tuple(screens),
        ended=ended,
    )
