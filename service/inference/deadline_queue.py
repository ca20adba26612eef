"""Work that waits, earliest deadline first, given out in batches of one kind. Pure."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, order=True)
class Ticket(Generic[Item]):
    """A place in the queue. Of two with one deadline the older goes first."""

    deadline_s: float
    number: int
    bucket: Hashable = field(compare=False)
    item: Item = field(compare=False)


class DeadlineQueue(Generic[Item]):
    """A queue whose batches hold only items of one bucket, that of the earliest deadline of all.

    Each bucket is a sorted list: with the few hundred items that a bounded queue holds, that is
    quicker than a heap, and a withdrawn item is gone at once with all that it refers to.
    """

    def __init__(self) -> None:
        self._buckets: dict[Hashable, list[Ticket[Item]]] = {}
        self._length = 0
        self._pushed = 0

    def __len__(self) -> int:
        return self._length

    def push(self, item: Item, *, deadline_s: float, bucket: Hashable) -> Ticket[Item]:
        """Add an item; the ticket withdraws it again."""
        self._pushed += 1
        ticket = Ticket(deadline_s, self._pushed, bucket, item)
        insort(self._buckets.setdefault(bucket, []), ticket)
        self._length += 1
        return ticket

    def withdraw(self, ticket: Ticket[Item]) -> bool:
        """Remove an item; False where it has been taken already."""
        tickets = self._buckets.get(ticket.bucket, [])
        place = bisect_left(tickets, ticket)
        if place == len(tickets) or tickets[place] != ticket:
            return False
        self._remove(tickets, place, place + 1)
        return True

    @property
    def next_bucket(self) -> Hashable:
        """That of the earliest deadline; raises IndexError where nothing waits."""
        return self._next()[0].bucket

    def take(self, most: int) -> list[Item]:
        """The item with the earliest deadline, and others of its bucket up to ``most`` in all.

        Raises:
            IndexError: nothing waits.
        """
        tickets = self._next()
        taken = [ticket.item for ticket in tickets[:most]]
        self._remove(tickets, 0, len(taken))
        return taken

    def clear(self) -> list[Item]:
        """Remove everything and give it back."""
        items = [ticket.item for bucket in self._buckets.values() for ticket in bucket]
        self._buckets.clear()
        self._length = 0
        return items

    def _next(self) -> list[Ticket[Item]]:
        if not self._buckets:
            raise IndexError("nothing waits")
        return min(self._buckets.values(), key=lambda bucket: bucket[0])

    def _remove(self, tickets: list[Ticket[Item]], start: int, stop: int) -> None:
        bucket = tickets[start].bucket
        del tickets[start:stop]
        self._length -= stop - start
        if not tickets:
            del self._buckets[bucket]
