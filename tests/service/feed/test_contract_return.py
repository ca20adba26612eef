"""What every driver of the caption log does for a reader that comes back, or comes late."""

from __future__ import annotations

import pytest
from caption_logs import LIMITS, LogFactory, final, passing, take, waiting
from manual_clock import ManualClock

from service.feed.log import CaptionLog, LogClosed, Position


async def test_reader_goes_on_after_its_position(log: CaptionLog[str]) -> None:
    for key in "abc":
        await log.append(final(key))
    async with log.follow(Position(log.epoch, 1)) as reader:
        assert reader.recovered
        assert reader.position == Position(log.epoch, 1)
        await log.append(final("d"))
        assert await take(reader, 3) == [("b", 2), ("c", 3), ("d", 4)]


async def test_reader_that_has_seen_everything_is_recovered_however_late(
    log: CaptionLog[str], clock: ManualClock
) -> None:
    await log.append(final("a"))
    clock.now_s += 10 * LIMITS.finals_s
    async with log.follow(Position(log.epoch, 1)) as reader:
        assert reader.recovered
        assert await waiting(log, reader) == []


async def test_recovered_reader_is_told_what_is_passing_now(log: CaptionLog[str]) -> None:
    await log.append(final("a"))
    await log.append(passing("participants", "two"))
    await log.append(final("b"))
    await log.append(passing("b", "correction"))
    async with log.follow(Position(log.epoch, 1)) as reader:
        assert await waiting(log, reader) == [("two", None), ("b", 2), ("correction", None)]


@pytest.mark.parametrize("seq", [-1, 2, 2**60])
async def test_reader_is_not_recovered_when_its_number_was_never_given(
    log: CaptionLog[str], seq: int
) -> None:
    await log.append(final("a"))
    async with log.follow(Position(log.epoch, seq)) as reader:
        assert not reader.recovered
        assert reader.position == Position(log.epoch, 1)
        assert await waiting(log, reader) == [("a", 1)]


async def test_reader_is_not_recovered_when_its_epoch_is_of_another_log(
    log: CaptionLog[str], log_factory: LogFactory, clock: ManualClock
) -> None:
    other = log_factory(LIMITS, clock)
    assert other.epoch != log.epoch
    await log.append(final("a"))
    async with log.follow(Position(other.epoch, 1)) as reader:
        assert not reader.recovered
        assert await waiting(log, reader) == [("a", 1)]


async def test_reader_is_recovered_up_to_the_number_of_entries_kept(log: CaptionLog[str]) -> None:
    for number in range(LIMITS.finals + 1):
        await log.append(final(f"k{number}"))
    async with (
        log.follow(Position(log.epoch, 1)) as oldest,
        log.follow(Position(log.epoch, 0)) as older,
    ):
        assert oldest.recovered
        assert [seq for _, seq in await take(oldest, LIMITS.finals)] == [2, 3, 4, 5, 6, 7]
        assert not older.recovered


async def test_reader_is_recovered_up_to_the_age_of_entries_kept(
    log: CaptionLog[str], clock: ManualClock
) -> None:
    await log.append(final("a"))
    clock.now_s += 1
    await log.append(final("b"))
    clock.now_s += LIMITS.finals_s
    async with (
        log.follow(Position(log.epoch, 1)) as young,
        log.follow(Position(log.epoch, 0)) as old,
    ):
        assert young.recovered
        assert await take(young, 1) == [("b", 2)]
        assert not old.recovered


async def test_snapshot_is_the_newest_final_of_every_key_then_what_is_passing(
    log: CaptionLog[str], clock: ManualClock
) -> None:
    await log.append(passing("participants", "two"))
    for key, payload in (("a", "a1"), ("b", "b1"), ("a", "a2")):
        await log.append(final(key, payload))
    await log.append(passing("b", "b2"))
    clock.now_s += 10 * LIMITS.finals_s
    async with log.follow(None) as reader:
        assert reader.position == Position(log.epoch, 3)
        await log.append(final("c"))
        expected = [("b1", 2), ("a2", 3), ("two", None), ("b2", None), ("c", 4)]
        assert await waiting(log, reader) == expected


async def test_snapshot_is_bounded_by_keys(log: CaptionLog[str]) -> None:
    for number in range(10):
        await log.append(final(f"f{number}"))
        await log.append(passing(f"p{number}"))
    async with log.follow(None) as reader:
        expected = [("f6", 7), ("f7", 8), ("f8", 9), ("f9", 10)]
        expected_passing = [("p7", None), ("p8", None), ("p9", None)]
        assert await waiting(log, reader) == [*expected, *expected_passing]


async def test_finals_are_read_without_following(log: CaptionLog[str], clock: ManualClock) -> None:
    for key, payload in (("a", "a1"), ("b", "b1"), ("a", "a2")):
        await log.append(final(key, payload))
    await log.append(passing("b", "b2"))
    clock.now_s += 10 * LIMITS.finals_s
    read = await log.finals()
    assert [(one.entry.payload, one.seq) for one in read.deliveries] == [("b1", 2), ("a2", 3)]
    assert read.whole


async def test_finals_tell_when_the_first_are_not_there_any_more(log: CaptionLog[str]) -> None:
    for number in range(LIMITS.final_keys + 1):
        await log.append(final(f"f{number}"))
    read = await log.finals()
    assert [one.seq for one in read.deliveries] == [2, 3, 4, 5]
    assert not read.whole


async def test_finals_cannot_be_read_once_the_log_is_closed(log: CaptionLog[str]) -> None:
    await log.append(final("a"))
    await log.close()
    with pytest.raises(LogClosed):
        await log.finals()
