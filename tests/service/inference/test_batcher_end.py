"""How a batcher closes, and what it leaves behind."""

from __future__ import annotations

import asyncio
import gc
import threading
import weakref
from collections.abc import Callable, Sequence
from dataclasses import replace
from queue import SimpleQueue

import pytest
from gated_model import LIMITS, SOON, Batcher, GatedModel, ask, batching, turns

from models.errors import InferenceFailed
from service.inference.batcher import DynamicBatcher
from service.inference.engine import EngineUnavailable


async def test_close_fails_what_waits_and_lets_running_batches_end(
    surviving_threads: Callable[[], list[str]],
) -> None:
    model = GatedModel()
    async with batching(model) as batcher:
        running = ask(batcher, "a0")
        await model.begun()
        waiting = ask(batcher, "a1")
        await turns()
        closing = asyncio.gather(batcher.close(), batcher.close())
        with pytest.raises(EngineUnavailable):
            await waiting
        with pytest.raises(EngineUnavailable):
            await batcher.submit("a2", patience_s=SOON)
        assert not closing.done()
        model.let_go()
        assert await running == "A0"
        await closing
        assert surviving_threads() == []
        await batcher.close()
    assert model.idle()


async def test_close_passes_over_a_request_that_was_cancelled_in_the_same_turn() -> None:
    model = GatedModel()
    async with batching(model) as batcher:
        running = ask(batcher, "a0")
        await model.begun()
        cancelled, waiting = ask(batcher, "a1"), ask(batcher, "a2")
        await turns()
        cancelled.cancel()
        model.let_go()
        await batcher.close()
        assert cancelled.cancelled()
        assert isinstance(waiting.exception(), EngineUnavailable)
        assert await running == "A0"


async def test_close_abandons_a_batch_that_hangs(
    caplog: pytest.LogCaptureFixture, surviving_threads: Callable[[], list[str]]
) -> None:
    model = GatedModel()
    async with batching(model, replace(LIMITS, close_within_s=0.01)) as batcher:
        hanging = ask(batcher, "a0")
        await model.begun()
        await batcher.close()
        with pytest.raises(InferenceFailed):
            await hanging
        assert "a batch of 1 hangs" in caplog.text
        model.let_go()  # it was slow rather than dead: its result comes too late for anybody
        assert await asyncio.to_thread(surviving_threads) == []
        await turns()
        assert batcher.stats().completed == 0


async def test_submit_is_refused_when_the_batcher_is_not_started() -> None:
    batcher: Batcher = DynamicBatcher(
        GatedModel(), name="test", limits=LIMITS, bucket=lambda text: text[0]
    )
    with pytest.raises(EngineUnavailable):
        await batcher.submit("a", patience_s=SOON)
    await batcher.close()


def test_worker_ends_when_its_event_loop_is_gone(
    surviving_threads: Callable[[], list[str]],
) -> None:
    permits: SimpleQueue[None] = SimpleQueue()
    begun = threading.Event()

    def model(texts: Sequence[str]) -> Sequence[str]:
        begun.set()
        permits.get(timeout=10)
        return texts

    async def leave_without_closing() -> None:
        batcher: Batcher = DynamicBatcher(
            model, name="test", limits=LIMITS, bucket=lambda text: text[0]
        )
        batcher.start()
        asked = ask(batcher, "a1")
        await asyncio.to_thread(begun.wait, 5)
        asked.cancel()

    asyncio.run(leave_without_closing())
    permits.put(None)
    assert surviving_threads() == []


async def test_idle_batcher_holds_nothing_of_its_requests() -> None:
    class Text(str):
        __slots__ = ("__weakref__",)

    watched: list[weakref.ref[Text]] = []

    async def request(batcher: Batcher) -> None:
        text = Text("a1")
        watched.append(weakref.ref(text))
        assert await batcher.submit(text, patience_s=SOON) == "A1"

    def model(texts: Sequence[str]) -> list[str]:
        return [text.upper() for text in texts]

    async with batching(model) as batcher:
        await request(batcher)
        await turns()
        gc.collect()
        assert [ref() for ref in watched] == [None]
