"""A small dictionary whose entries die."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

V = TypeVar("V")
Clock = Callable[[], float]
"""Seconds on a clock that never goes back."""


class Expiring(Generic[V]):
    """Keys to values, each until its time; holds ``capacity`` entries, then forgets the oldest."""

    def __init__(self, *, lifetime_s: float, capacity: int, clock: Clock) -> None:
        self._lifetime_s = lifetime_s
        self._capacity = capacity
        self._clock = clock
        self._entries: dict[str, tuple[float, V]] = {}

    def put(self, key: str, value: V) -> None:
        """Keep ``value`` for the lifetime."""
        self._sweep()
        while len(self._entries) >= self._capacity:
            self._entries.pop(next(iter(self._entries)))
        self._entries.pop(key, None)
        self._entries[key] = (self._clock() + self._lifetime_s, value)

    def get(self, key: str) -> V | None:
        """The value, or None where there is none or its time is over."""
        entry = self._entries.get(key)
        return entry[1] if entry and entry[0] > self._clock() else None

    def take(self, key: str) -> V | None:
        """The value, which can then not be had again."""
        value = self.get(key)
        self._entries.pop(key, None)
        return value

    def keys(self, wanted: Callable[[V], bool]) -> frozenset[str]:
        """Keys of the living entries whose value is wanted."""
        now = self._clock()
        return frozenset(k for k, (end, v) in self._entries.items() if end > now and wanted(v))

    def drop(self, unwanted: Callable[[V], bool]) -> None:
        """Forget every entry whose value is unwanted."""
        self._entries = {k: e for k, e in self._entries.items() if not unwanted(e[1])}

    def __len__(self) -> int:
        self._sweep()
        return len(self._entries)

    def _sweep(self) -> None:
        """Drop the dead: all entries live equally long, so they stand first."""
        now = self._clock()
        while self._entries:
            key = next(iter(self._entries))
            if self._entries[key][0] > now:
                return
            del self._entries[key]
