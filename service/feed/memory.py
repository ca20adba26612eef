"""The caption log of a single server: in its memory, gone with it."""

from __future__ import annotations

import secrets
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final, Generic, TypeVar

from service.feed.follower import Follower
from service.feed.limits import LogLimits
from service.feed.log import Entry, Finals, LogClosed, Position
from service.feed.store import EntryStore

T = TypeVar("T")

_EPOCH_BYTES: Final = 12


class MemoryCaptionLog(Generic[T]):
    """Implements ``CaptionLog`` for one event loop.

    Nothing here waits: appending is a few dictionary operations per reader, however far behind the
    readers are.
    """

    def __init__(
        self, *, limits: LogLimits | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._store: EntryStore[T] = EntryStore(limits or LogLimits())
        self._clock = clock
        self._epoch = secrets.token_urlsafe(_EPOCH_BYTES)
        self._followers: set[Follower[T]] = set()
        self._closed = False

    @property
    def epoch(self) -> str:
        return self._epoch

    async def append(self, entry: Entry[T]) -> int | None:
        self._require_open()
        if entry.final:
            seq = self._store.add_final(entry, self._clock())
            for follower in self._followers:
                follower.note_final(entry.key)
            return seq
        dropped = self._store.add_passing(entry)
        for follower in self._followers:
            follower.note_passing(entry)
            if dropped is not None:
                follower.note_dropped(dropped)
        return None

    @asynccontextmanager
    async def follow(
        self, after: Position | None, *, languages: frozenset[str] | None = None
    ) -> AsyncIterator[Follower[T]]:
        self._require_open()
        follower = self._open(after, languages)
        self._followers.add(follower)
        try:
            yield follower
        finally:
            self._followers.discard(follower)
            follower.forget()

    async def finals(self) -> Finals[T]:
        self._require_open()
        return Finals(deliveries=tuple(self._store.finals), whole=self._store.whole)

    async def close(self) -> None:
        self._closed = True
        for follower in self._followers:
            follower.finish()
        self._followers.clear()
        self._store.clear()

    def _open(self, after: Position | None, languages: frozenset[str] | None) -> Follower[T]:
        ring = self._store.ring
        ring.expire(self._clock())
        if after is not None and after.epoch == self._epoch and ring.reaches_back_to(after.seq):
            return Follower(
                self._store, position=after, recovered=True, snapshot=(), languages=languages
            )
        return Follower(
            self._store,
            position=Position(self._epoch, ring.newest),
            recovered=False,
            snapshot=self._store.finals,
            languages=languages,
        )

    def _require_open(self) -> None:
        if self._closed:
            raise LogClosed
