"""Texts that are kept after their conversations go when they must."""

from __future__ import annotations

import asyncio
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from manual_clock import ManualClock
from transcripts import said, transcript_of

from service.live.kept import KeptLimits, KeptTranscripts, seconds_since_boot

HOUR_S = 3600.0
TEXT = transcript_of(said("Good morning", "Bom dia"))


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def kept(clock: ManualClock) -> KeptTranscripts:
    return KeptTranscripts(clock=clock)


async def test_text_is_found_until_its_time_is_over(
    kept: KeptTranscripts, clock: ManualClock
) -> None:
    kept.keep("a", TEXT, for_s=HOUR_S)
    clock.now_s += HOUR_S - 0.1
    found = kept.find("a")
    assert found is not None
    assert found.transcript is TEXT
    assert kept.left_s(found) == pytest.approx(0.1)
    clock.now_s += 0.1
    assert kept.find("a") is None
    assert len(kept) == 0


async def test_clock_that_jumps_back_brings_nothing_back(
    kept: KeptTranscripts, clock: ManualClock
) -> None:
    kept.keep("a", TEXT, for_s=HOUR_S)
    clock.now_s += 30 * HOUR_S
    kept.forget_expired()
    kept.forget_expired()
    clock.now_s -= 30 * HOUR_S
    assert kept.find("a") is None


async def test_each_is_kept_for_its_own_time(kept: KeptTranscripts, clock: ManualClock) -> None:
    kept.keep("day", TEXT, for_s=24 * HOUR_S)
    kept.keep("hour", TEXT, for_s=HOUR_S)
    clock.now_s += 2 * HOUR_S
    assert kept.find("hour") is None
    assert kept.find("day") is not None


async def test_phone_that_took_part_finds_its_own_text_only(kept: KeptTranscripts) -> None:
    kept.keep("a", TEXT, for_s=HOUR_S, readers=frozenset({"token-a"}))
    kept.keep("b", TEXT, for_s=HOUR_S, readers=frozenset({"token-b"}))
    found = kept.find_by_reader("token-a")
    assert found is not None
    assert found.conversation == "a"
    assert kept.find_by_reader("") is None


async def test_forgetting_takes_the_text_from_both_sides_and_may_be_asked_twice(
    kept: KeptTranscripts,
) -> None:
    kept.keep("a", TEXT, for_s=HOUR_S, readers=frozenset({"token-a"}))
    kept.forget("a")
    kept.forget("a")
    assert kept.find("a") is None
    assert kept.find_by_reader("token-a") is None


async def test_oldest_goes_where_there_are_too_many(clock: ManualClock) -> None:
    kept = KeptTranscripts(clock=clock, limits=KeptLimits(conversations=2))
    for name in "abc":
        kept.keep(name, TEXT, for_s=HOUR_S)
    assert [name for name in "abc" if kept.find(name)] == ["b", "c"]


async def test_oldest_goes_where_there_is_too_much_and_what_is_too_long_is_not_kept(
    clock: ManualClock,
) -> None:
    long = transcript_of(said("x" * 1_000))
    kept = KeptTranscripts(clock=clock, limits=KeptLimits(size_bytes=10_500))
    kept.keep("a", long, for_s=HOUR_S)
    kept.keep("b", long, for_s=HOUR_S)
    kept.keep("c", long, for_s=HOUR_S)
    assert [name for name in "abc" if kept.find(name)] == ["b", "c"]
    kept.keep("d", transcript_of(said("x" * 3_000)), for_s=HOUR_S)
    assert kept.find("d") is None
    assert kept.find("c") is not None


async def test_text_goes_in_time_although_nobody_asks() -> None:
    clock, looked = ManualClock(), asyncio.Event()

    def look() -> float:
        looked.set()
        return clock()

    kept = KeptTranscripts(clock=look)
    kept.keep("a", TEXT, for_s=0.005)
    clock.now_s += 1  # what the timer will see
    looked.clear()
    async with asyncio.timeout(5):
        await looked.wait()
    assert len(kept) == 0


async def test_server_that_goes_down_forgets_all(kept: KeptTranscripts) -> None:
    kept.keep("a", TEXT, for_s=HOUR_S)
    kept.forget_all()
    assert len(kept) == 0


def test_clock_counts_while_the_machine_sleeps() -> None:
    assert seconds_since_boot() >= time.monotonic() - 1.0


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("keep"), st.sampled_from("abc"), st.floats(0.1, 10)),
            st.tuples(st.just("forget"), st.sampled_from("abc"), st.just(0.0)),
            st.tuples(st.just("jump"), st.just(""), st.floats(-5, 20)),
        )
    )
)
def test_nothing_is_found_after_its_time_in_any_order(
    steps: list[tuple[str, str, float]],
) -> None:
    async def run() -> None:
        clock = ManualClock(now_s=100.0)
        kept = KeptTranscripts(clock=clock)
        until_s: dict[str, float] = {}
        for action, name, seconds in steps:
            if action == "keep":
                kept.keep(name, TEXT, for_s=seconds)
                until_s[name] = clock.now_s + seconds
            elif action == "forget":
                kept.forget(name)
                until_s.pop(name, None)
            else:
                clock.now_s += seconds
                kept.forget_expired()
                until_s = {n: end for n, end in until_s.items() if end > clock.now_s}
            assert {n for n in "abc" if kept.find(n)} == set(until_s)
        kept.forget_all()

    asyncio.run(run())
