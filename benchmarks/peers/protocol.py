"""What an adapter says of the program that it speaks to. No IO."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ready:
    """Audio may come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The whole text that a reader sees from now on."""

    committed: str
    tentative: str
    """What follows it, a space between them."""


@dataclass(frozen=True, slots=True)
class Done:
    """Nothing will change any more."""


Told = Ready | Shown | Done | None
"""What a message means; None where it is about something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerProtocol:
    """How one conversation with a program goes."""

    path: str
    """Path and query of the websocket."""
    hello: str | None
    """What the client says first."""
    end_of_audio: bytes | None
    """What tells that no audio follows.

    None where the program would drop what it has not decoded yet: the client then waits until
    nothing changes any more, as the program's own client does.
    """
    quiet_s: float = 5.0
    """So long nothing may change, in that case, before the screen counts as finished."""
    read: Callable[[str], Told]
    """Reads one message; raises ``pydantic.ValidationError`` where it is none of the program's."""
