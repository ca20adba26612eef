"""One reader of an in-memory caption log."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable
from typing import Generic, Self, TypeVar

from service.feed.log import Delivery, Entry, Position, ReaderTooSlow
from service.feed.store import EntryStore

T = TypeVar("T")


class Follower(Generic[T]):
    """Implements ``Subscription``: a place in the shared store, and no copies of what is in it.

    It gives the snapshot, if there is one, then final and passing entries as they were appended.
    Of a passing entry only the key is noted, and it is looked up when its turn comes: that is how
    newer ones replace older ones. A key keeps its turn when its entry is replaced, so a key that
    changes all the time can neither hold up the others nor be held up by them.
    """

    def __init__(
        self,
        store: EntryStore[T],
        *,
        position: Position,
        recovered: bool,
        snapshot: Iterable[Delivery[T]],
        languages: frozenset[str] | None,
    ) -> None:
        self._store = store
        self._position = position
        self._recovered = recovered
        self._languages = languages
        self._ahead = deque(snapshot)  # given before anything in the store
        self._read_seq = position.seq
        self._opened_seq = store.ring.newest
        self._changed_keys = {  # passing entries to be given, in the order of their turns
            passing.entry.key: None for passing in store.passing if self._wants(passing.entry)
        }
        self._news = asyncio.Event()
        self._live = True
        self._too_slow = False

    @property
    def recovered(self) -> bool:
        return self._recovered

    @property
    def position(self) -> Position:
        return self._position

    @property
    def languages(self) -> frozenset[str] | None:
        return self._languages

    @languages.setter
    def languages(self, value: frozenset[str] | None) -> None:
        self._languages = value
        for key in list(self._changed_keys):
            if not self._wants(self._store.passing[key].entry):
                del self._changed_keys[key]

    def note_final(self, key: str) -> None:
        """A final entry has come to the store."""
        self._changed_keys.pop(key, None)
        self._news.set()

    def note_passing(self, entry: Entry[T]) -> None:
        """A passing entry has come to the store, and may have replaced one."""
        if self._wants(entry):
            self._changed_keys.setdefault(entry.key)
            self._news.set()
        else:
            self._changed_keys.pop(entry.key, None)

    def note_dropped(self, key: str) -> None:
        """The passing entry of a key has gone from the store."""
        self._changed_keys.pop(key, None)

    def finish(self) -> None:
        """The log ends: take along what waits, since the store is going to be cleared."""
        if self._fell_behind():
            self._cut()
        else:
            self._ahead = deque(iter(self._take, None))
        self._end()

    def forget(self) -> None:
        """The reader has gone: give nothing more and hold nothing."""
        self._ahead.clear()
        self._end()

    def _end(self) -> None:
        self._live = False
        self._changed_keys.clear()
        self._news.set()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Delivery[T]:
        while True:
            if self._live and self._fell_behind():
                self._cut()
            if self._too_slow:
                raise ReaderTooSlow
            delivery = self._take()
            if delivery is not None:
                return delivery
            if not self._live:
                raise StopAsyncIteration
            self._news.clear()
            await self._news.wait()

    def _fell_behind(self) -> bool:
        ring = self._store.ring
        live_finals = ring.newest - max(self._read_seq, self._opened_seq)
        return (
            live_finals + len(self._changed_keys) > self._store.limits.waiting
            or self._read_seq + 1 < ring.oldest
        )

    def _cut(self) -> None:
        self._too_slow = True
        self.forget()

    def _take(self) -> Delivery[T] | None:
        if self._ahead:
            return self._ahead.popleft()
        if not self._live:
            return None
        key = next(iter(self._changed_keys), None)
        passing = None if key is None else self._store.passing[key]
        if self._read_seq < self._store.ring.newest and (
            passing is None or passing.after_seq > self._read_seq
        ):
            self._read_seq += 1
            return self._store.ring[self._read_seq]
        if passing is None:
            return None
        del self._changed_keys[passing.entry.key]
        return Delivery(entry=passing.entry, seq=None)

    def _wants(self, entry: Entry[T]) -> bool:
        chosen = self._languages
        return chosen is None or entry.language is None or entry.language in chosen
