"""What the engine and its worker processes say to each other over a pipe.

A message is its length in four bytes and then JSON: nothing that is read can run code, and lone
surrogates, which a text may carry, pass unharmed. Each request has exactly one reply.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import IO, Final

_LENGTH: Final = struct.Struct("<I")


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """One model that a worker loads."""

    key: str
    """Of the model, in the catalog."""
    source: str
    target: str
    model: str
    """Path of the weights."""
    source_vocabulary: str
    target_vocabulary: str
    """The same path where the languages share one vocabulary."""
    shortlist: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Passages of one language to be translated into another; none is longer than a sentence."""

    source: str
    target: str
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The translations of one request; none, when the models are loaded."""

    passages: tuple[str, ...] = ()
    failure: str = ""
    """Why a model could not be loaded; never has a text in it."""
    failed: str = ""
    """Key of that model."""


class ProtocolError(Exception):
    """The other side went away in the middle of a message."""


def send_directions(stream: IO[bytes], directions: Sequence[Direction]) -> None:
    """Tell a worker, as its first message, what to load."""
    _write(stream, [asdict(direction) for direction in directions])


def receive_directions(stream: IO[bytes]) -> list[Direction]:
    """Return what to load; nothing where the other side has already gone."""
    payload = _read(stream)
    return [] if payload is None else [Direction(**fields) for fields in json.loads(payload)]


def send(stream: IO[bytes], message: Request | Reply) -> None:
    """Write one message and flush it."""
    _write(stream, asdict(message))


def receive_request(stream: IO[bytes]) -> Request | None:
    """Return the next request; None where the other side has closed."""
    payload = _read(stream)
    if payload is None:
        return None
    fields = json.loads(payload)
    return Request(**{**fields, "passages": tuple(fields["passages"])})


def receive_reply(stream: IO[bytes]) -> Reply | None:
    """Return the next reply; None where the worker has ended."""
    payload = _read(stream)
    if payload is None:
        return None
    fields = json.loads(payload)
    return Reply(**{**fields, "passages": tuple(fields["passages"])})


def _write(stream: IO[bytes], message: object) -> None:
    payload = json.dumps(message).encode("ascii")
    stream.write(_LENGTH.pack(len(payload)) + payload)
    stream.flush()


def _read(stream: IO[bytes]) -> bytes | None:
    header = stream.read(_LENGTH.size)
    if not header:
        return None
    (length,) = _LENGTH.unpack(header) if len(header) == _LENGTH.size else (0,)
    payload = stream.read(length)
    if not length or len(payload) != length:
        raise ProtocolError("a message was cut off")
    return payload
