"""Entries die in time, and the oldest goes when there is no room."""

from __future__ import annotations

from service.access.expiring import Expiring


def make(now: list[float], capacity: int = 3) -> Expiring[str]:
    return Expiring(lifetime_s=10, capacity=capacity, clock=lambda: now[0])


def test_get_after_lifetime_gives_nothing() -> None:
    now = [0.0]
    entries = make(now)
    entries.put("k", "v")
    now[0] = 9.9
    assert entries.get("k") == "v"
    now[0] = 10.0
    assert entries.get("k") is None
    assert len(entries) == 0


def test_put_beyond_capacity_forgets_the_oldest() -> None:
    entries = make([0.0], capacity=2)
    for key in "abc":
        entries.put(key, key)
    assert [entries.get(key) for key in "abc"] == [None, "b", "c"]


def test_put_again_renews() -> None:
    now = [0.0]
    entries = make(now)
    entries.put("k", "old")
    now[0] = 5.0
    entries.put("k", "new")
    now[0] = 12.0
    assert entries.get("k") == "new"


def test_take_gives_a_value_once() -> None:
    entries = make([0.0])
    entries.put("k", "v")
    assert entries.take("k") == "v"
    assert entries.take("k") is None


def test_drop_forgets_what_is_unwanted() -> None:
    entries = make([0.0])
    entries.put("a", "x")
    entries.put("b", "y")
    entries.drop(lambda value: value == "x")
    assert entries.get("a") is None
    assert entries.get("b") == "y"
