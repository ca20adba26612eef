"""A batcher in front of a model that waits for the test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from queue import SimpleQueue

from manual_clock import ManualClock

from models.errors import InferenceFailed
from service.inference.batcher import BatchLimits, DynamicBatcher

LIMITS = BatchLimits(batch=4, waiting=8, close_within_s=5.0)
SOON = 1.0
"""A patience, in seconds, of requests whose order does not matter."""


class GatedModel:
    """Upper-cases texts; each batch waits until the test lets it go."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._begun: asyncio.Queue[list[str]] = asyncio.Queue()
        self._permits: SimpleQueue[None] = SimpleQueue()

    def __call__(self, texts: Sequence[str]) -> list[str]:
        self._loop.call_soon_threadsafe(self._begun.put_nowait, list(texts))
        self._permits.get(timeout=60)
        if "poison" in texts:
            raise InferenceFailed("poison")
        return [text.upper() for text in texts]

    async def begun(self) -> list[str]:
        """The next batch that a worker has begun with."""
        async with asyncio.timeout(5):
            return await self._begun.get()

    def idle(self) -> bool:
        return self._begun.empty()

    def let_go(self, batches: int = 1) -> None:
        for _ in range(batches):
            self._permits.put(None)


Batcher = DynamicBatcher[str, str]


@asynccontextmanager
async def batching(
    model: Callable[[Sequence[str]], Sequence[str]],
    limits: BatchLimits = LIMITS,
    clock: Callable[[], float] | None = None,
    *,
    in_turn: bool = False,
) -> AsyncIterator[Batcher]:
    """A running batcher whose buckets are the first letters of the texts."""
    batcher: Batcher = DynamicBatcher(
        model,
        name="test",
        limits=limits,
        bucket=lambda text: text[0],
        in_turn=in_turn,
        clock=clock or ManualClock(),
    )
    batcher.start()
    try:
        yield batcher
    finally:
        await batcher.close()


def ask(
    batcher: Batcher, text: str, patience_s: float = SOON, *, owner: str | None = None
) -> asyncio.Task[str]:
    return asyncio.create_task(batcher.submit(text, patience_s=patience_s, owner=owner))


async def turns() -> None:
    """Let the event loop do what is due: submitting, dispatching, settling."""
    for _ in range(5):
        await asyncio.sleep(0)
