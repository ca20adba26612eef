"""The caption log: one writer, many readers, each from the position it has.

Two kinds of entries. *Final* ones get the next sequence number and are kept for replay. *Passing*
ones (a tentative caption, who is here, the lag) have no number: a newer one with the same key
replaces an older one that a reader has not been given yet, and a final one with the same key wipes
it.

The log knows nothing of captions: the payload is whatever the service publishes.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Generic[T]):
    """Something that readers should see."""

    key: str
    """What this is a state of ("caption:c1", "participants"): newer replaces older."""
    payload: T
    final: bool
    language: str | None = None
    """Passing entries reach only readers of this language; None, or final: all readers."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a reader is: the last sequence number that it has seen, in one epoch of one log."""

    epoch: str
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery(Generic[T]):
    """One entry on its way to one reader."""

    entry: Entry[T]
    seq: int | None
    """Number of a final entry; None for a passing one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finals(Generic[T]):
    """What has become final, as it stands."""

    deliveries: tuple[Delivery[T], ...]
    """The newest final entry of every key, in the order of their numbers."""
    whole: bool
    """False: keys have been dropped that were changed longest ago, see ``LogLimits.final_keys``."""


class ReaderTooSlow(Exception):
    """The reader fell so far behind that it must be cut; it may come back with its position."""


class LogClosed(Exception):
    """The conversation has ended: nothing can be appended or followed."""


class Subscription(Protocol[T]):
    """One reader's way through a log, from opening on.

    Async iteration gives deliveries and ends when the log is closed, or when ``follow`` is left.
    It raises ReaderTooSlow once more than the log's limit is waiting for this reader, or once the
    log no longer keeps what the reader has to be given next.
    """

    @property
    def recovered(self) -> bool:
        """True where reading goes on right after the position that was asked for.

        False: a snapshot comes first.
        """
        ...

    @property
    def position(self) -> Position:
        """Where live reading starts: the next final has ``position.seq + 1``, then no hole.

        Recovered: the position asked for. Not recovered: the newest number at opening; the
        snapshot's deliveries carry numbers up to it.
        """
        ...

    @property
    def languages(self) -> frozenset[str] | None:
        """Languages whose passing entries are delivered; None for all.

        May be set while following: passing entries that wait in other languages are dropped, and
        those of a new language are given as they change.
        """
        ...

    @languages.setter
    def languages(self, value: frozenset[str] | None) -> None: ...

    def __aiter__(self) -> AsyncIterator[Delivery[T]]: ...


class CaptionLog(Protocol[T]):
    """The event log of one conversation."""

    @property
    def epoch(self) -> str:
        """Random; another log never has it."""
        ...

    async def append(self, entry: Entry[T]) -> int | None:
        """Add an entry; gives the number of a final one.

        Raises:
            LogClosed: the conversation has ended.
        """
        ...

    def follow(
        self, after: Position | None, *, languages: frozenset[str] | None = None
    ) -> AbstractAsyncContextManager[Subscription[T]]:
        """Read from a position on; None, or one that is not kept, gives a snapshot first.

        The snapshot is the newest final entry of every key, in the order of their numbers. The
        newest passing entry of every key is given in any case: a reader that comes back has missed
        what changed meanwhile.

        Raises:
            LogClosed: the conversation has ended.
        """
        ...

    async def finals(self) -> Finals[T]:
        """Everything final, without following.

        Raises:
            LogClosed: the conversation has ended.
        """
        ...

    async def close(self) -> None:
        """End the log:

        readers are given what waits, then end; everything is forgotten. Idempotent.
        """
        ...
