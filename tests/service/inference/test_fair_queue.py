"""Turns of owners in the queue: nobody has more than one, and nothing is lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from service.inference.fair_queue import FairQueue, Place

PATIENCE_S = 1.0


@dataclass
class Queue:
    """A queue whose clock the test moves."""

    queue: FairQueue[str] = field(default_factory=FairQueue)
    now_s: float = 0.0
    under_way: list[Place[str]] = field(default_factory=list)

    def push(self, item: str, *, patience_s: float = PATIENCE_S, bucket: str = "") -> Place[str]:
        """The owner is the first letter; a star is none."""
        owner = None if item[0] == "*" else item[0]
        return self.queue.push(
            item, patience_s=patience_s, now_s=self.now_s, bucket=bucket, owner=owner
        )

    def take(self, most: int = 1) -> list[str]:
        taken = self.queue.take(most)
        self.under_way += taken
        return [place.item for place in taken]

    def done(self, item: str) -> None:
        (place,) = (one for one in self.under_way if one.item == item)
        self.under_way.remove(place)
        self.queue.done(place, now_s=self.now_s)


def test_take_fails_when_nothing_waits() -> None:
    with pytest.raises(IndexError):
        Queue().take()


def test_the_second_of_an_owner_lets_the_first_of_another_pass() -> None:
    queue = Queue()
    for item in ("a1", "a2", "b1"):
        queue.push(item)
    assert [queue.take(), queue.take()] == [["a1"], ["b1"]]


def test_what_was_held_competes_as_if_it_were_asked_for_when_the_one_before_is_done() -> None:
    queue = Queue()
    queue.push("a1")
    queue.push("a2")
    assert queue.take() == ["a1"]
    queue.now_s = 5.0
    queue.push("b1", patience_s=0.9)
    queue.push("c1", patience_s=1.1)
    queue.done("a1")
    assert queue.take(3) == ["b1", "a2", "c1"]


def test_what_is_held_is_given_out_when_nothing_else_waits() -> None:
    queue = Queue()
    for item in ("a1", "a2", "a3"):
        queue.push(item)
    assert [queue.take(1), queue.take(3)] == [["a1"], ["a2", "a3"]]
    assert len(queue.queue) == 0


def test_what_is_held_fills_up_the_last_batch_of_what_competes() -> None:
    queue = Queue()
    for item in ("a1", "a2", "b1"):
        queue.push(item)
    queue.push("a3", bucket="long")
    assert queue.take(3) == ["a1", "b1", "a2"]
    assert queue.take(3) == ["a3"]


def test_the_wait_for_its_own_owner_does_not_count() -> None:
    queue = Queue()
    queue.push("a1")
    second = queue.push("a2")
    third = queue.push("a3")
    queue.now_s = 2.0
    assert queue.take() == ["a1"]
    queue.done("a1")
    queue.now_s = 5.0
    assert queue.take(2) == ["a2", "a3"]
    assert (second.waited_s(5.0), third.waited_s(5.0)) == (3.0, 0.0)


def test_what_is_held_is_given_out_in_batches_of_one_bucket_by_deadline() -> None:
    queue = Queue()
    queue.push("a1")
    queue.push("b1")
    queue.push("a2", patience_s=3.0)
    queue.push("b2", patience_s=2.0, bucket="long")
    queue.push("a3", patience_s=2.5, bucket="long")
    assert queue.take(2) == ["a1", "b1"]
    assert [queue.take(9), queue.take(9)] == [["b2", "a3"], ["a2"]]


def test_an_owner_gets_no_turn_while_more_of_its_work_is_under_way() -> None:
    queue = Queue()
    for item in ("a1", "a2", "a3"):
        queue.push(item)
    assert [queue.take(), queue.take()] == [["a1"], ["a2"]]
    queue.done("a1")
    queue.push("b1", patience_s=9.0)
    assert queue.take() == ["b1"]
    queue.done("a2")
    assert queue.take() == ["a3"]


def test_work_without_an_owner_competes_at_once() -> None:
    queue = Queue()
    for item in ("*1", "*2", "a1"):
        queue.push(item)
    assert queue.take(3) == ["*1", "*2", "a1"]
    queue.done("*1")
    assert len(queue.queue) == 0


def test_an_owner_is_in_its_turn_again_when_what_competed_is_withdrawn() -> None:
    queue = Queue()
    first = queue.push("a1")
    queue.push("a2")
    queue.push("b1", patience_s=2.0)
    assert queue.queue.withdraw(first, now_s=0.0)
    assert not queue.queue.withdraw(first, now_s=0.0)
    assert queue.take(9) == ["a2", "b1"]


def test_work_that_ends_after_the_queue_was_cleared_is_nobodys() -> None:
    queue = Queue()
    queue.push("a1")
    queue.push("a2")
    assert queue.take() == ["a1"]
    assert queue.queue.clear() == ["a2"]
    queue.done("a1")
    assert len(queue.queue) == 0


class FairQueueMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.one = Queue()
        self.waiting: list[Place[str]] = []
        self.pushed = 0

    @rule(owner=st.sampled_from("*ab"), bucket=st.sampled_from("xy"), patience_s=st.integers(1, 3))
    def push(self, owner: str, bucket: str, patience_s: int) -> None:
        self.pushed += 1
        self.one.now_s += 0.1
        item = f"{owner}{self.pushed}"
        self.waiting.append(self.one.push(item, patience_s=patience_s, bucket=bucket))

    @precondition(lambda self: self.waiting)
    @rule(most=st.integers(1, 4))
    def take(self, most: int) -> None:
        busy = {place.owner for place in self.one.under_way} - {None}
        taken = self.one.queue.take(most)
        assert 1 <= len(taken) <= most
        assert len({place.bucket for place in taken}) == 1
        for place in taken:
            self.waiting.remove(place)
        owners = Counter(place.owner for place in taken if place.owner is not None)
        if busy.intersection(owners) or any(turns > 1 for turns in owners.values()):
            # Somebody got one more turn: then nobody else waits for a first one.
            assert busy.union(owners) >= {place.owner for place in self.waiting} - {None}
            assert all(place.owner is not None for place in self.waiting)
        self.one.under_way += taken

    @precondition(lambda self: self.one.under_way)
    @rule(which=st.integers(0, 9))
    def done(self, which: int) -> None:
        self.one.now_s += 0.1
        self.one.done(self.one.under_way[which % len(self.one.under_way)].item)

    @precondition(lambda self: self.waiting)
    @rule(which=st.integers(0, 9))
    def withdraw(self, which: int) -> None:
        place = self.waiting.pop(which % len(self.waiting))
        assert self.one.queue.withdraw(place, now_s=self.one.now_s)
        assert not self.one.queue.withdraw(place, now_s=self.one.now_s)

    @precondition(lambda self: self.one.under_way)
    @rule()
    def withdraw_what_was_taken(self) -> None:
        for place in self.one.under_way:
            assert not self.one.queue.withdraw(place, now_s=self.one.now_s)

    @invariant()
    def nothing_is_lost(self) -> None:
        assert len(self.one.queue) == len(self.waiting)

    def teardown(self) -> None:
        assert sorted(self.one.queue.clear()) == sorted(place.item for place in self.waiting)


TestFairQueue = FairQueueMachine.TestCase
