"""What the caption log of one process holds: once, whoever reads it. Pure; time is an argument."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from service.feed.latest import LatestByKey
from service.feed.limits import LogLimits
from service.feed.log import Delivery, Entry
from service.feed.ring import FinalRing

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Passing(Generic[T]):
    """A passing entry and when it came."""

    entry: Entry[T]
    after_seq: int
    """The number of the final entry before it."""


class EntryStore(Generic[T]):
    """Final entries for replay, and the newest entry of every key for readers that missed some."""

    def __init__(self, limits: LogLimits) -> None:
        self.limits = limits
        self.ring: FinalRing[T] = FinalRing(most=limits.finals, longest_s=limits.finals_s)
        self.finals: LatestByKey[Delivery[T]] = LatestByKey(most=limits.final_keys)
        self.passing: LatestByKey[Passing[T]] = LatestByKey(most=limits.passing_keys)
        self.whole = True
        """False once the newest final entry of some key has had to go."""

    def add_final(self, entry: Entry[T], now_s: float) -> int:
        """Keep a final entry and wipe the passing one of its key; gives its number."""
        delivery = self.ring.append(entry, now_s)
        if self.finals.put(entry.key, delivery) is not None:
            self.whole = False
        self.passing.wipe(entry.key)
        return self.ring.newest

    def add_passing(self, entry: Entry[T]) -> str | None:
        """Keep a passing entry; gives the key that had to go for it, if any."""
        return self.passing.put(entry.key, Passing(entry, after_seq=self.ring.newest))

    def clear(self) -> None:
        """Forget everything that was said."""
        self.ring.clear()
        self.finals.clear()
        self.passing.clear()
