"""Work that waits, earliest deadline first, each owner in its turn. Pure: times are passed in.

A conversation in which several people speak asks for several windows at one time. By deadlines
alone it would get a share of a busy machine for each of them, and those in which one person speaks
would pay for it. So of one owner one piece of work is in its turn: it competes with the work of
others. What else the owner asks for is *held* until that is done, and then competes as if it was
asked for at that moment. Nobody waits for the sake of order alone: what is held is given out when
nothing else waits, and fills up the last batch of what competes.

Work without an owner competes at once.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Hashable
from dataclasses import dataclass, field
from itertools import count
from typing import Generic, TypeVar

from service.inference.deadline_queue import DeadlineQueue, Ticket

Item = TypeVar("Item")


@dataclass(slots=True, eq=False, kw_only=True)
class Place(Generic[Item]):
    """One piece of work in the queue."""

    item: Item
    bucket: Hashable
    owner: Hashable | None
    patience_s: float
    deadline_s: float
    number: int
    since_s: float | None = None
    """When it began to compete; None while it is held, and where it never did."""
    ticket: Ticket[Place[Item]] | None = None
    """While it competes."""

    def waited_s(self, now_s: float) -> float:
        """How long it has waited for others; not for its own owner."""
        return 0.0 if self.since_s is None else now_s - self.since_s


@dataclass(slots=True, eq=False)
class _Owner(Generic[Item]):
    turns: int = 0
    """Pieces of its work that compete or are under way."""
    held: list[Place[Item]] = field(default_factory=list)
    """Sorted."""


class FairQueue(Generic[Item]):
    """Gives out work in batches of one bucket; whoever takes some says when it is done."""

    def __init__(self) -> None:
        self._competing: DeadlineQueue[Place[Item]] = DeadlineQueue()
        self._owners: dict[Hashable, _Owner[Item]] = {}
        self._numbers = count()

    def __len__(self) -> int:
        return len(self._competing) + len(self._held())

    def push(
        self,
        item: Item,
        *,
        patience_s: float,
        now_s: float,
        bucket: Hashable,
        owner: Hashable | None = None,
    ) -> Place[Item]:
        """Add work; the place withdraws it again."""
        place = Place(
            item=item,
            bucket=bucket,
            owner=owner,
            patience_s=patience_s,
            deadline_s=now_s + patience_s,
            number=next(self._numbers),
        )
        known = self._owners.get(owner)
        if owner is None or known is None:
            self._compete(place, now_s)
        else:
            insort(known.held, place, key=_order)
        return place

    @property
    def next_bucket(self) -> Hashable:
        """The bucket of what ``take`` gives; raises IndexError where nothing waits."""
        if self._competing:
            return self._competing.next_bucket
        held = self._held()
        if not held:
            raise IndexError("nothing waits")
        return held[0].bucket

    def take(self, most: int) -> list[Place[Item]]:
        """The earliest deadline of what competes, or else of what is held, and others beside it.

        Raises:
            IndexError: nothing waits.
        """
        taken = self._competing.take(most) if self._competing else []
        for place in taken:
            place.ticket = None
        if self._competing:
            return taken
        held = self._held()
        if not taken and not held:
            raise IndexError("nothing waits")
        bucket = (taken or held)[0].bucket
        company = [place for place in held if place.bucket == bucket][: most - len(taken)]
        for place in company:
            owner = self._owners[place.owner]
            owner.held.remove(place)
            owner.turns += 1
        return taken + company

    def done(self, place: Place[Item], *, now_s: float) -> None:
        """Work that was taken has ended: its owner is in its turn again."""
        owner = self._owners.get(place.owner)
        if owner is None:
            return
        owner.turns -= 1
        if owner.turns:
            return
        del self._owners[place.owner]
        if owner.held:
            following = owner.held.pop(0)
            following.deadline_s = max(following.deadline_s, now_s + following.patience_s)
            self._compete(following, now_s)
            self._owners[place.owner].held = owner.held

    def withdraw(self, place: Place[Item], *, now_s: float) -> bool:
        """Remove work; False where it has been taken already."""
        if place.ticket is not None:
            self._competing.withdraw(place.ticket)
            place.ticket = None
            self.done(place, now_s=now_s)
            return True
        owner = self._owners.get(place.owner)
        if owner is None or place not in owner.held:
            return False
        owner.held.remove(place)
        return True

    def clear(self) -> list[Item]:
        """Remove everything that waits and give it back."""
        waiting = [*self._competing.clear(), *self._held()]
        self._owners.clear()
        for place in waiting:
            place.ticket = None
        return [place.item for place in waiting]

    def _held(self) -> list[Place[Item]]:
        return sorted((one for owner in self._owners.values() for one in owner.held), key=_order)

    def _compete(self, place: Place[Item], now_s: float) -> None:
        place.since_s = now_s
        place.ticket = self._competing.push(place, deadline_s=place.deadline_s, bucket=place.bucket)
        if place.owner is not None:
            self._owners[place.owner] = _Owner(turns=1)


def _order(place: Place[Item]) -> tuple[float, int]:
    return place.deadline_s, place.number
