"""What is peculiar to the caption log in memory."""

from __future__ import annotations

import gc
import weakref

import pytest

from service.feed.limits import LogLimits
from service.feed.log import Entry, Position
from service.feed.memory import MemoryCaptionLog


class Payload:
    """Something said, that can be watched."""


def say(key: str, watched: list[weakref.ref[Payload]], *, final: bool) -> Entry[Payload]:
    payload = Payload()
    watched.append(weakref.ref(payload))
    return Entry(key=key, payload=payload, final=final)


async def test_nothing_said_is_reachable_when_the_log_is_closed() -> None:
    log: MemoryCaptionLog[Payload] = MemoryCaptionLog()
    watched: list[weakref.ref[Payload]] = []
    async with log.follow(None) as drained, log.follow(None) as idle:
        for number in range(5):
            await log.append(say(f"f{number}", watched, final=True))
            await log.append(say(f"p{number}", watched, final=False))
        async with log.follow(None) as late:
            await log.close()
            assert sum([1 async for _ in drained]) == len(watched)
        assert idle.position == Position(log.epoch, 0)
    gc.collect()
    assert [ref for ref in watched if ref() is not None] == []
    assert late.position.seq == 5  # readers themselves are still there


async def test_reader_that_left_holds_nothing_when_entries_are_dropped() -> None:
    log: MemoryCaptionLog[Payload] = MemoryCaptionLog(limits=LogLimits(finals=1, final_keys=1))
    watched: list[weakref.ref[Payload]] = []
    await log.append(say("a", watched, final=True))
    async with log.follow(None) as left:
        pass
    await log.append(say("b", watched, final=True))
    gc.collect()
    assert [ref() is None for ref in watched] == [True, False]
    assert left.position.seq == 1


async def test_dropped_entry_is_held_by_nobody_when_a_reader_has_not_read_it() -> None:
    log: MemoryCaptionLog[Payload] = MemoryCaptionLog(limits=LogLimits(finals=1, final_keys=1))
    watched: list[weakref.ref[Payload]] = []
    async with log.follow(None) as reader:
        await log.append(say("a", watched, final=True))
        await log.append(say("b", watched, final=True))
        gc.collect()
        assert [ref() is None for ref in watched] == [True, False]
        assert not reader.recovered


@pytest.mark.parametrize(
    "limits",
    [
        {"finals": 0},
        {"final_keys": 0},
        {"passing_keys": 0},
        {"waiting": 0},
        {"passing_keys": 5, "waiting": 4},
    ],
)
def test_limits_are_refused_when_a_log_could_not_work_with_them(limits: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="must"):
        LogLimits(**limits)


def test_limits_are_refused_when_entries_would_be_kept_for_no_time() -> None:
    with pytest.raises(ValueError, match="positive"):
        LogLimits(finals_s=0.0)


async def test_reader_that_left_is_forgotten_by_the_log() -> None:
    log: MemoryCaptionLog[str] = MemoryCaptionLog()
    async with log.follow(None) as reader:
        watched = weakref.ref(reader)
    del reader
    gc.collect()
    assert watched() is None
    await log.close()
