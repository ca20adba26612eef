"""The outbox keeps order, replaces acknowledgements, and holds back whoever fills it."""

from __future__ import annotations

import asyncio

from service.live.outbox import Outbox
from service.wire.messages import AudioAck, CheckResult, Error, Lag


def lag(seconds: float) -> Lag:
    return Lag(participant="staff", seconds=seconds)


async def test_messages_leave_in_the_order_they_came() -> None:
    outbox = Outbox()
    for seconds in (1.0, 2.0, 3.0):
        await outbox.put(lag(seconds))
    assert [await outbox.get() for _ in range(3)] == [lag(1.0), lag(2.0), lag(3.0)]


async def test_newer_acknowledgement_replaces_an_older_one_and_goes_first() -> None:
    outbox = Outbox()
    await outbox.put(lag(1.0))
    outbox.acknowledge(100)
    outbox.acknowledge(200)
    assert await outbox.get() == AudioAck(samples=200)
    assert await outbox.get() == lag(1.0)


async def test_full_outbox_holds_back_until_there_is_room() -> None:
    outbox = Outbox()
    for _ in range(4):
        await outbox.put(lag(0.0))
    waiting = asyncio.ensure_future(outbox.put(lag(9.0)))
    await asyncio.sleep(0)
    assert not waiting.done()
    await outbox.get()
    await waiting


async def test_errors_never_wait_and_the_oldest_goes() -> None:
    outbox = Outbox()
    for number in range(20):
        outbox.answer(Error(code=str(number), message=""))
    first = await outbox.get()
    assert isinstance(first, Error)
    assert first.code == "4"


async def test_checks_never_wait_for_the_log() -> None:
    outbox = Outbox()
    await outbox.put(lag(1.0))
    check = CheckResult(caption="c1", lang="pt", revision=1, text="Hi", model="m", route="direct")
    outbox.answer(check)
    assert await outbox.get() == check


async def test_finished_outbox_gives_what_waits_and_then_nothing() -> None:
    outbox = Outbox()
    await outbox.put(lag(1.0))
    outbox.finish()
    assert await outbox.get() == lag(1.0)
    assert await outbox.get() is None


async def test_get_wakes_when_something_comes() -> None:
    outbox = Outbox()
    waiting = asyncio.ensure_future(outbox.get())
    await asyncio.sleep(0)
    outbox.acknowledge(1)
    assert await waiting == AudioAck(samples=1)
