"""How busy a batcher has been lately, and how long requests waited. Pure: times are passed in.

Added up in slots of a quarter of a second, so that looking back costs a busy machine no more than
an idle one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

LONGEST_S: Final = 30.0
"""What is older is forgotten."""
SLOT_S: Final = 0.25
_HARDLY_RESTING: Final = 0.9
"""Share of the workers' time beyond which a free one is about to get work."""
_SLOTS: Final = math.ceil(LONGEST_S / SLOT_S) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """One look back."""

    busy_share: float
    """0..1, of the time of all workers together."""
    free: bool = False
    """A worker has nothing to do now."""
    wait_s: float
    """Mean time in the queue of the requests that were taken out of it; 0 where none was."""
    run_s: float
    """Mean time that requests spent in the batches that ended; 0 where none did."""
    request_s: float | None
    """What one request takes of the time of all workers together, since the start; None before the
    first has ended.
    """

    @property
    def present_wait_s(self) -> float:
        """How long a request waits that is made now.

        Not at all where a worker is free, and not only for the moment between two batches: then
        what waited before has nothing to say any more.
        """
        return 0.0 if self.free and self.busy_share < _HARDLY_RESTING else self.wait_s


@dataclass(slots=True)
class _Slot:
    number: int
    busy_s: float = 0.0
    taken: int = 0
    waited_s: float = 0.0
    answered: int = 0
    ran_s: float = 0.0


class RecentLoad:
    """Adds up what the workers of one batcher do.

    Args:
        workers: how many batches can run at one time.
        now_s: when they started.
    """

    def __init__(self, *, workers: int, now_s: float) -> None:
        self._workers = workers
        self._born_s = now_s
        self._ring = [_Slot(-1) for _ in range(_SLOTS)]
        self._worked_s = 0.0
        self._ended = 0

    def taken(self, requests: int, *, waited_s: float, now_s: float) -> None:
        """Requests left the queue; ``waited_s`` is what they waited together."""
        slot = self._slot(_number(now_s))
        slot.taken += requests
        slot.waited_s += waited_s

    def ended(self, requests: int, *, since_s: float, now_s: float) -> None:
        """A batch that a worker began at ``since_s`` has ended."""
        self._worked_s += now_s - since_s
        self._ended += requests
        newest = self._slot(_number(now_s))
        newest.answered += requests
        newest.ran_s += requests * (now_s - since_s)
        remembered_s = max(since_s, now_s - LONGEST_S)
        for number in range(_number(remembered_s), _number(now_s) + 1):
            self._slot(number).busy_s += _within(number, since_s, now_s)

    def over(self, window_s: float, *, now_s: float, running_since_s: Iterable[float] = ()) -> Load:
        """The load of the last ``window_s``, to a slot; of less, where that is all there was.

        Args:
            window_s: at most ``LONGEST_S``.
            now_s: the time.
            running_since_s: when each batch began that has not ended.
        """
        begin_s = max(self._born_s, _number(now_s - min(window_s, LONGEST_S)) * SLOT_S)
        slots = list(self._since(begin_s))
        running = list(running_since_s)
        running_s = sum(now_s - max(since_s, begin_s) for since_s in running)
        busy_s = running_s + sum(slot.busy_s for slot in slots)
        taken = sum(slot.taken for slot in slots)
        answered = sum(slot.answered for slot in slots)
        possible_s = self._workers * (now_s - begin_s)
        return Load(
            busy_share=min(1.0, busy_s / possible_s) if possible_s > 0 else 0.0,
            free=len(running) < self._workers,
            wait_s=sum(slot.waited_s for slot in slots) / taken if taken else 0.0,
            run_s=sum(slot.ran_s for slot in slots) / answered if answered else 0.0,
            request_s=self._worked_s / self._ended / self._workers if self._ended else None,
        )

    def _since(self, begin_s: float) -> Iterator[_Slot]:
        oldest = _number(begin_s)
        return (slot for slot in self._ring if slot.number >= oldest)

    def _slot(self, number: int) -> _Slot:
        slot = self._ring[number % _SLOTS]
        if slot.number != number:
            slot = self._ring[number % _SLOTS] = _Slot(number)
        return slot


def _number(at_s: float) -> int:
    return math.floor(at_s / SLOT_S)


def _within(slot: int, since_s: float, until_s: float) -> float:
    """How much of a stretch of time lies in a slot."""
    begin_s = slot * SLOT_S
    return max(0.0, min(until_s, begin_s + SLOT_S) - max(since_s, begin_s))
