"""Writing to and reading from caption logs in tests."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from service.feed.limits import LogLimits
from service.feed.log import CaptionLog, Delivery, Entry, Subscription

LogFactory = Callable[[LogLimits, Callable[[], float]], CaptionLog[str]]
Seen = tuple[str, int | None]
"""Payload and number of a delivery."""

LIMITS = LogLimits(finals=6, finals_s=60.0, final_keys=4, passing_keys=3, waiting=4)
END = Entry(key="end", payload="end", final=True)


def final(key: str, payload: str = "", language: str | None = None) -> Entry[str]:
    return Entry(key=key, payload=payload or key, final=True, language=language)


def passing(key: str, payload: str = "", language: str | None = None) -> Entry[str]:
    return Entry(key=key, payload=payload or key, final=False, language=language)


def seen(delivery: Delivery[str]) -> Seen:
    return delivery.entry.payload, delivery.seq


async def take(subscription: Subscription[str], count: int) -> list[Seen]:
    """The next deliveries."""
    found: list[Seen] = []
    reading = aiter(subscription)
    async with asyncio.timeout(5):
        while len(found) < count:
            found.append(seen(await anext(reading)))
    return found


async def waiting(log: CaptionLog[str], subscription: Subscription[str]) -> list[Seen]:
    """Everything that waits now, told by an entry that is put behind it."""
    await log.append(END)
    found: list[Seen] = []
    async with asyncio.timeout(5):
        async for delivery in subscription:
            if delivery.entry is END:
                break
            found.append(seen(delivery))
    return found


async def everything(subscription: Subscription[str]) -> list[Seen]:
    """What a closed log still gives."""
    async with asyncio.timeout(5):
        return [seen(delivery) async for delivery in subscription]
