"""The newest entry of every key: what a reader must be told that has missed everything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

V = TypeVar("V")


class LatestByKey(Generic[V]):
    """The newest value of each key, for a bounded number of keys.

    Iterates over the values in the order in which they were put.
    """

    def __init__(self, *, most: int) -> None:
        self._most = most
        self._values: dict[str, V] = {}

    def put(self, key: str, value: V) -> str | None:
        """Keep a value; gives the key that had to go for it, if any."""
        self._values.pop(key, None)
        self._values[key] = value
        if len(self._values) <= self._most:
            return None
        dropped = next(iter(self._values))
        del self._values[dropped]
        return dropped

    def __getitem__(self, key: str) -> V:
        return self._values[key]

    def wipe(self, key: str) -> None:
        """Forget a key, where it is known."""
        self._values.pop(key, None)

    def clear(self) -> None:
        self._values.clear()

    def __iter__(self) -> Iterator[V]:
        return iter(self._values.values())
