"""The final entries that can be replayed: the newest, for a while. Pure; time is an argument."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from service.feed.log import Delivery, Entry

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Kept(Generic[T]):
    delivery: Delivery[T]
    since_s: float


class FinalRing(Generic[T]):
    """Final entries by sequence number, 1, 2, 3 ... without a hole, bounded by count and by age.

    Readers hold a position and take entries from here, so an entry exists once, however many
    read it.
    """

    def __init__(self, *, most: int, longest_s: float) -> None:
        self._most = most
        self._longest_s = longest_s
        self._kept: dict[int, _Kept[T]] = {}  # by number, oldest first
        self.oldest = 1
        """The lowest number that is still here, or would be: all before are gone."""
        self.newest = 0
        """The highest number given."""

    def append(self, entry: Entry[T], now_s: float) -> Delivery[T]:
        """Give an entry the next number and keep it."""
        self.newest += 1
        delivery = Delivery(entry=entry, seq=self.newest)
        self._kept[self.newest] = _Kept(delivery, now_s)
        if len(self._kept) > self._most:
            self._drop_oldest()
        self.expire(now_s)
        return delivery

    def expire(self, now_s: float) -> None:
        """Drop what has been kept long enough."""
        while self._kept and now_s - self._kept[self.oldest].since_s > self._longest_s:
            self._drop_oldest()

    def reaches_back_to(self, seq: int) -> bool:
        """True where a reader that has seen ``seq`` can go on without missing anything."""
        return self.oldest - 1 <= seq <= self.newest

    def __getitem__(self, seq: int) -> Delivery[T]:
        return self._kept[seq].delivery

    def clear(self) -> None:
        """Forget every entry; numbers go on."""
        self._kept.clear()
        self.oldest = self.newest + 1

    def _drop_oldest(self) -> None:
        del self._kept[self.oldest]
        self.oldest += 1
