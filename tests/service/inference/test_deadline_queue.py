"""Order, buckets and withdrawal in the queue."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    precondition,
    rule,
)

from service.inference.deadline_queue import DeadlineQueue, Ticket

Waiting = tuple[float, int, str]  # deadline, order of arrival, bucket


def test_take_fails_when_nothing_waits() -> None:
    queue: DeadlineQueue[str] = DeadlineQueue()
    with pytest.raises(IndexError):
        queue.take(1)


def test_take_gives_the_older_first_when_deadlines_are_equal() -> None:
    queue: DeadlineQueue[str] = DeadlineQueue()
    queue.push("first", deadline_s=1.0, bucket=None)
    queue.push("second", deadline_s=1.0, bucket=None)
    assert queue.take(2) == ["first", "second"]


@given(deadlines_s=st.lists(st.floats(allow_nan=False), min_size=1))
def test_take_gives_every_item_by_deadline(deadlines_s: list[float]) -> None:
    queue: DeadlineQueue[float] = DeadlineQueue()
    for deadline_s in deadlines_s:
        queue.push(deadline_s, deadline_s=deadline_s, bucket=None)
    assert queue.take(len(deadlines_s)) == sorted(deadlines_s)
    assert len(queue) == 0


class DeadlineQueueMachine(RuleBasedStateMachine):
    tickets: Bundle[Ticket[Waiting]] = Bundle("tickets")

    def __init__(self) -> None:
        super().__init__()
        self.queue: DeadlineQueue[Waiting] = DeadlineQueue()
        self.waiting: list[Waiting] = []
        self.pushed = 0

    @rule(target=tickets, deadline_s=st.integers(0, 5), bucket=st.sampled_from("abc"))
    def push(self, deadline_s: int, bucket: str) -> Ticket[Waiting]:
        self.pushed += 1
        item = (float(deadline_s), self.pushed, bucket)
        self.waiting.append(item)
        return self.queue.push(item, deadline_s=item[0], bucket=bucket)

    @rule(ticket=consumes(tickets))
    def withdraw(self, ticket: Ticket[Waiting]) -> None:
        waits = ticket.item in self.waiting
        assert self.queue.withdraw(ticket) == waits
        assert not self.queue.withdraw(ticket)
        if waits:
            self.waiting.remove(ticket.item)

    @precondition(lambda self: self.waiting)
    @rule(most=st.integers(1, 4))
    def take(self, most: int) -> None:
        bucket = min(self.waiting)[2]
        expected = sorted(item for item in self.waiting if item[2] == bucket)[:most]
        assert self.queue.take(most) == expected
        self.waiting = [item for item in self.waiting if item not in expected]

    @rule()
    def clear(self) -> None:
        assert sorted(self.queue.clear()) == sorted(self.waiting)
        self.waiting.clear()

    @invariant()
    def length_is_right(self) -> None:
        assert len(self.queue) == len(self.waiting)


TestDeadlineQueue = DeadlineQueueMachine.TestCase
