"""What every driver of the caption log does for a reader that is there."""

from __future__ import annotations

import asyncio

import pytest
from caption_logs import LIMITS, everything, final, passing, take, waiting
from manual_clock import ManualClock

from service.feed.log import CaptionLog, LogClosed, Position, ReaderTooSlow

# --- live ---------------------------------------------------------------------------------------


async def test_append_numbers_final_entries_only(log: CaptionLog[str]) -> None:
    assert await log.append(final("a")) == 1
    assert await log.append(passing("b")) is None
    assert await log.append(final("a")) == 2


async def test_follow_starts_before_the_first_entry_when_the_log_is_empty(
    log: CaptionLog[str],
) -> None:
    async with log.follow(None) as reader:
        assert not reader.recovered
        assert reader.position == Position(log.epoch, 0)
        await log.append(final("a"))
        assert await take(reader, 1) == [("a", 1)]


async def test_entry_reaches_a_reader_that_waits_for_it(log: CaptionLog[str]) -> None:
    async with log.follow(None) as reader, asyncio.TaskGroup() as group:
        first = group.create_task(take(reader, 1))
        await asyncio.sleep(0)  # let it start to wait
        await log.append(passing("a"))
        assert await first == [("a", None)]


async def test_entries_come_in_the_order_in_which_they_were_appended(log: CaptionLog[str]) -> None:
    async with log.follow(None) as reader:
        for entry in (passing("a"), final("b"), passing("c"), final("d")):
            await log.append(entry)
        assert await take(reader, 4) == [("a", None), ("b", 1), ("c", None), ("d", 2)]


async def test_every_reader_gets_every_entry(log: CaptionLog[str]) -> None:
    async with log.follow(None) as one, log.follow(None) as other:
        await log.append(final("a"))
        await log.append(passing("b"))
        assert await take(one, 2) == await take(other, 2) == [("a", 1), ("b", None)]


async def test_newer_passing_entry_replaces_one_that_was_not_given(log: CaptionLog[str]) -> None:
    async with log.follow(None) as reader:
        await log.append(passing("a", "old"))
        await log.append(passing("a", "new"))
        assert await waiting(log, reader) == [("new", None)]
        await log.append(passing("a", "newer"))
        assert await waiting(log, reader) == [("newer", None)]


async def test_key_that_changes_all_the_time_neither_overtakes_nor_starves(
    log: CaptionLog[str],
) -> None:
    async with log.follow(None) as reader:
        await log.append(passing("busy", "1"))
        await log.append(passing("calm"))
        await log.append(passing("busy", "2"))
        assert await take(reader, 1) == [("2", None)]
        await log.append(passing("busy", "3"))
        assert await take(reader, 2) == [("calm", None), ("3", None)]


async def test_final_entry_wipes_the_passing_one_of_its_key(log: CaptionLog[str]) -> None:
    async with log.follow(None) as reader:
        await log.append(passing("a", "tentative"))
        await log.append(passing("b"))
        await log.append(final("a", "final"))
        assert await waiting(log, reader) == [("b", None), ("final", 1)]
    async with log.follow(Position(log.epoch, 0)) as again:
        assert await take(again, 3) == [("b", None), ("final", 1), ("end", 2)]


async def test_passing_entry_follows_an_older_final_one_of_its_key(log: CaptionLog[str]) -> None:
    async with log.follow(None) as reader:
        await log.append(passing("a", "first"))
        await log.append(final("b"))
        await log.append(final("a", "final"))
        await log.append(passing("a", "again"))
        assert await waiting(log, reader) == [("b", 1), ("final", 2), ("again", None)]


# --- languages ----------------------------------------------------------------------------------


async def test_passing_entries_reach_readers_of_their_language_only(log: CaptionLog[str]) -> None:
    async with log.follow(None, languages=frozenset({"pt"})) as reader:
        await log.append(passing("a", "olá", "pt"))
        await log.append(passing("b", "hello", "en"))
        await log.append(passing("c", "for all"))
        await log.append(final("d", "good bye", "en"))
        assert await waiting(log, reader) == [("olá", None), ("for all", None), ("good bye", 1)]


async def test_languages_take_effect_when_changed_while_following(log: CaptionLog[str]) -> None:
    async with log.follow(None, languages=frozenset({"pt"})) as reader:
        await log.append(passing("a", "olá", "pt"))
        reader.languages = frozenset({"en"})
        assert reader.languages == {"en"}
        await log.append(passing("b", "hello", "en"))
        assert await waiting(log, reader) == [("hello", None)]
        reader.languages = None
        await log.append(passing("a", "olá!", "pt"))
        assert await waiting(log, reader) == [("olá!", None)]


async def test_passing_entry_is_withdrawn_when_its_key_changes_into_another_language(
    log: CaptionLog[str],
) -> None:
    async with log.follow(None, languages=frozenset({"pt"})) as reader:
        await log.append(passing("a", "olá", "pt"))
        await log.append(passing("a", "hello", "en"))
        assert await waiting(log, reader) == []


# --- too slow -----------------------------------------------------------------------------------


async def test_reader_is_cut_when_more_than_the_limit_waits(log: CaptionLog[str]) -> None:
    async with log.follow(None) as reader:
        await log.append(passing("p"))
        for number in range(LIMITS.waiting):
            await log.append(final(f"k{number}"))
        for _ in range(2):  # and stays cut
            with pytest.raises(ReaderTooSlow):
                await take(reader, 1)


async def test_reader_is_not_cut_at_the_limit(log: CaptionLog[str]) -> None:
    async with log.follow(None) as reader:
        for number in range(LIMITS.waiting):
            await log.append(final(f"k{number}"))
        assert len(await take(reader, LIMITS.waiting)) == LIMITS.waiting


async def test_replay_of_more_than_the_limit_does_not_cut_a_reader(log: CaptionLog[str]) -> None:
    for number in range(LIMITS.finals):
        await log.append(final(f"k{number}"))
    async with log.follow(Position(log.epoch, 0)) as reader:
        assert len(await take(reader, LIMITS.finals)) == LIMITS.finals > LIMITS.waiting


async def test_reader_is_cut_when_what_it_needs_was_dropped(
    log: CaptionLog[str], clock: ManualClock
) -> None:
    await log.append(final("a"))
    async with log.follow(Position(log.epoch, 0)) as reader:
        clock.now_s += LIMITS.finals_s + 1
        await log.append(final("b"))
        with pytest.raises(ReaderTooSlow):
            await take(reader, 1)


async def test_slow_reader_does_not_hold_up_the_others(log: CaptionLog[str]) -> None:
    async with log.follow(None) as slow, log.follow(None) as quick:
        for number in range(3 * LIMITS.waiting):
            await log.append(final(f"k{number}"))
            assert await take(quick, 1) == [(f"k{number}", number + 1)]
        with pytest.raises(ReaderTooSlow):
            await take(slow, 1)


# --- ends ---------------------------------------------------------------------------------------


async def test_close_gives_readers_what_waits_then_ends_them(log: CaptionLog[str]) -> None:
    await log.append(final("a"))
    async with log.follow(None) as reader:
        await log.append(passing("p"))
        await log.append(final("b"))
        await log.close()
        assert await everything(reader) == [("a", 1), ("p", None), ("b", 2)]
        assert await everything(reader) == []


async def test_close_ends_a_reader_that_waits(log: CaptionLog[str]) -> None:
    async with log.follow(None) as reader, asyncio.TaskGroup() as group:
        reading = group.create_task(everything(reader))
        await asyncio.sleep(0)  # let it start to wait
        await log.close()
        assert await reading == []


async def test_close_still_tells_a_reader_that_it_was_too_slow(log: CaptionLog[str]) -> None:
    async with log.follow(None) as reader:
        for number in range(LIMITS.waiting + 1):
            await log.append(final(f"k{number}"))
        await log.close()
        with pytest.raises(ReaderTooSlow):
            await take(reader, 1)


async def test_closed_log_takes_nothing_and_may_be_closed_again(log: CaptionLog[str]) -> None:
    await log.close()
    await log.close()
    with pytest.raises(LogClosed):
        await log.append(final("a"))
    with pytest.raises(LogClosed):
        async with log.follow(None):
            pytest.fail("nothing can be followed")


async def test_leaving_ends_the_iteration_of_another_task(log: CaptionLog[str]) -> None:
    async with asyncio.TaskGroup() as group:
        async with log.follow(None) as reader:
            reading = group.create_task(everything(reader))
            await asyncio.sleep(0)  # let it start to wait
        assert await reading == []
    await log.append(final("a"))
    assert await everything(reader) == []


async def test_cancelled_read_loses_nothing(log: CaptionLog[str]) -> None:
    async with log.follow(None) as reader:
        reading = asyncio.create_task(take(reader, 1))
        await asyncio.sleep(0)  # let it start to wait
        reading.cancel()
        await log.append(final("a"))
        with pytest.raises(asyncio.CancelledError):
            await reading
        assert await waiting(log, reader) == [("a", 1)]
