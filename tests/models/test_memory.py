"""What fits into memory, and what leaves it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from models.errors import TooLittleMemory
from models.memory import (
    MemoryNeed,
    Residents,
    Shelf,
    budget_for,
    estimate_from_files,
    largest_of,
    require_memory,
)

MB = 1_000_000


def need(key: str, memory_mb: int) -> MemoryNeed:
    return MemoryNeed(key=key, memory_bytes=memory_mb * MB)


def test_models_that_fit_are_not_refused() -> None:
    require_memory([need("a", 60), need("b", 40)], 100 * MB, remedy="")


def test_model_is_not_refused_when_only_its_rounded_size_does_not_fit() -> None:
    """A budget may be exactly what the largest model takes."""
    just = MemoryNeed(key="a", memory_bytes=99_907_234)
    require_memory([just], just.memory_bytes, remedy="")
    with pytest.raises(TooLittleMemory, match="1 MB too little"):
        require_memory([just], just.memory_bytes - 1, remedy="")


def test_nothing_is_refused_when_nobody_knows_what_is_free() -> None:
    require_memory([need("a", 10**9)], None, remedy="")


def test_too_little_memory_is_told_with_the_sum() -> None:
    needs = [need("whisper-large", 3_100), need("en-fi", 240)]
    with pytest.raises(TooLittleMemory) as told:
        require_memory(needs, 3_000 * MB, remedy="Choose a smaller one")
    assert told.value.code == "too_little_memory"
    assert str(told.value) == (
        "about 3,340 MB of memory are needed (whisper-large 3,100 + en-fi 240), "
        "and 3,000 MB are free: 340 MB too little. Choose a smaller one"
    )


@given(st.lists(st.integers(0, 10**10), max_size=4), st.integers(0, 10**10))
def test_sum_that_is_told_is_right(sizes: list[int], free: int) -> None:
    needs = [MemoryNeed(key=str(n), memory_bytes=size) for n, size in enumerate(sizes)]
    try:
        require_memory(needs, free, remedy="")
    except TooLittleMemory as told:
        assert sum(sizes) + len(sizes) * MB > free
        total, free_told, missing = (
            int(str(told).split(before)[1].split(" MB")[0].replace(",", ""))
            for before in ("about ", "and ", "free: ")
        )
        assert total - free_told == missing > 0
    else:
        assert sum(sizes) <= free


def test_estimate_is_more_than_the_files() -> None:
    assert estimate_from_files(100 * MB) > 200 * MB


NEEDS = [need("a", 100), need("b", 300), need("c", 200)]
ROOM = [need("speech", 400)]


@pytest.mark.parametrize(
    ("free_mb", "budget_mb"),
    [
        (None, 600),  # nobody knows: all
        (10_000, 600),  # all fit
        (1_200, 600),  # into three quarters of what is left
        (1_000, 450),  # three quarters of 600
        (710, 300),  # the largest, which is more than three quarters
    ],
)
def test_budget_is_three_quarters_of_what_is_left_or_what_is_wanted(
    free_mb: int | None, budget_mb: int
) -> None:
    free_bytes = None if free_mb is None else free_mb * MB
    assert budget_for(NEEDS, beside=ROOM, free_bytes=free_bytes) == budget_mb * MB


def test_shelf_holds_all_when_none_must_leave_for_another() -> None:
    held = Shelf(needs=tuple(NEEDS), budget_bytes=600 * MB)
    assert held.holds_all
    assert not Shelf(needs=tuple(NEEDS), budget_bytes=599 * MB).holds_all


def test_largest_model_is_the_one_that_must_have_room() -> None:
    assert largest_of(NEEDS) == (NEEDS[1],)
    assert largest_of([]) == ()


@given(
    st.lists(st.integers(1, 10**9), min_size=1, max_size=5),
    st.integers(0, 10**9),
    st.integers(0, 10**10),
)
def test_budget_fits_beside_the_others_whenever_the_largest_does(
    sizes: list[int], beside: int, free: int
) -> None:
    needs = [MemoryNeed(key=str(n), memory_bytes=size) for n, size in enumerate(sizes)]
    taken = [MemoryNeed(key="beside", memory_bytes=beside)]
    budget = budget_for(needs, beside=taken, free_bytes=free)
    assert max(sizes) <= budget <= sum(sizes)
    if beside + max(sizes) <= free:
        assert beside + budget <= free


def test_longest_unused_model_leaves_when_memory_is_short() -> None:
    residents = Residents(100 * MB)
    for key in ("a", "b", "a"):
        assert residents.admit(need(key, 40)) == ()
        residents.release(key)
    assert residents.admit(need("c", 50)) == ("b",)
    assert residents.keys == ("a", "c")


def test_model_counts_as_used_until_its_last_use_ends() -> None:
    residents = Residents(100 * MB)
    residents.admit(need("a", 40))
    residents.admit(need("b", 40))
    residents.release("b")
    residents.release("a")
    assert residents.admit(need("c", 40)) == ("b",)


def test_model_waits_when_all_others_are_in_use() -> None:
    residents = Residents(100 * MB)
    residents.admit(need("a", 60))
    assert residents.admit(need("b", 60)) is None
    assert residents.keys == ("a",)
    residents.release("a")
    assert residents.admit(need("b", 60)) == ("a",)


def test_model_that_is_larger_than_the_budget_is_refused() -> None:
    residents = Residents(100 * MB)
    with pytest.raises(TooLittleMemory, match="translation_memory_mb"):
        residents.admit(need("a", 101))
    assert residents.keys == ()


SIZES_MB = {"a": 10, "b": 30, "c": 45, "d": 60, "e": 100}


class AnyUse(RuleBasedStateMachine):
    """Models are used in any order and for any time; compared with a plain list of them."""

    BUDGET_MB = 100

    def __init__(self) -> None:
        super().__init__()
        self.residents = Residents(self.BUDGET_MB * MB)
        self.users: dict[str, int] = {}
        """Of those in memory, the longest unused first."""

    @rule(key=st.sampled_from(sorted(SIZES_MB)))
    def use(self, key: str) -> None:
        leaving = self.residents.admit(need(key, SIZES_MB[key]))
        idle = [other for other, users in self.users.items() if not users]
        in_use_mb = sum(SIZES_MB[other] for other, users in self.users.items() if users)
        if leaving is None:
            assert key not in self.users
            assert in_use_mb + SIZES_MB[key] > self.BUDGET_MB
            return
        assert list(leaving) == idle[: len(leaving)]
        if leaving:  # the last of them had to go as well
            kept_mb = sum(SIZES_MB[other] for other in self.users if other not in leaving[:-1])
            assert kept_mb + SIZES_MB[key] > self.BUDGET_MB
        for other in leaving:
            del self.users[other]
        self.users[key] = self.users.pop(key, 0) + 1

    @precondition(lambda self: any(self.users.values()))
    @rule(data=st.data())
    def end_use(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from([key for key, users in self.users.items() if users]))
        self.residents.release(key)
        self.users[key] = self.users.pop(key) - 1

    @precondition(lambda self: self.users)
    @rule(data=st.data())
    def fail_to_load(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(list(self.users)))
        self.residents.remove(key)
        del self.users[key]

    @invariant()
    def budget_is_kept(self) -> None:
        assert self.residents.used_bytes <= self.BUDGET_MB * MB
        assert self.residents.keys == tuple(self.users)


TestAnyUse = AnyUse.TestCase
