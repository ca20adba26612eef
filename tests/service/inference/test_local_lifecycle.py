"""How the engine of one machine starts and closes, whatever goes wrong meanwhile."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import pytest
from engine_rig import BATCHING, EN_PT, SOON, Gate, Rig, gated, window

from models.errors import InferenceFailed, ModelNotFound
from models.types import AudioWindow, Hypothesis
from service.inference.engine import EngineUnavailable
from service.inference.local import LocalEngine
from service.inference.model_set import ModelSet

SurvivingThreads = Callable[[], list[str]]


async def test_requests_are_refused_when_the_engine_is_not_started_or_closed() -> None:
    rig = Rig()
    with pytest.raises(RuntimeError):
        _ = rig.engine.capabilities
    with pytest.raises(EngineUnavailable):
        await rig.engine.translate("a", EN_PT, patience_s=SOON)
    async with rig.running():
        pass
    with pytest.raises(EngineUnavailable):
        await rig.engine.translate("a", EN_PT, patience_s=SOON)


async def test_engine_refuses_to_start_twice() -> None:
    rig = Rig()
    async with rig.running() as engine:
        with pytest.raises(RuntimeError, match="once"):
            await engine.start()
        assert engine.ready


async def test_nothing_is_left_when_loading_fails(surviving_threads: SurvivingThreads) -> None:
    def load() -> ModelSet:
        raise ModelNotFound("weights are missing")

    engine = LocalEngine(load)
    with pytest.raises(ModelNotFound):
        await engine.start()
    assert not engine.ready
    assert await asyncio.to_thread(surviving_threads) == []
    await engine.close()


async def test_nothing_is_left_when_warming_up_fails(surviving_threads: SurvivingThreads) -> None:
    def script(_window: AudioWindow) -> Hypothesis:
        raise InferenceFailed("out of memory")

    rig = Rig(script)
    with pytest.raises(InferenceFailed):
        await rig.engine.start()
    assert rig.translator.closed == 1
    assert await asyncio.to_thread(surviving_threads) == []


async def test_nothing_is_left_when_start_is_cancelled(
    surviving_threads: SurvivingThreads,
) -> None:
    rig = Rig()
    rig.loading = Gate()
    starting = asyncio.create_task(rig.engine.start())
    await rig.loading.reached()
    starting.cancel()
    await asyncio.sleep(0)  # let it see the cancellation
    assert not starting.done()  # a thread that loads cannot be stopped, so it is waited for
    rig.loading.open()
    with pytest.raises(asyncio.CancelledError):
        await starting
    assert rig.translator.closed == 1
    assert not rig.engine.ready
    assert await asyncio.to_thread(surviving_threads) == []


async def test_models_are_closed_when_nobody_waits_for_a_cancelled_start(
    surviving_threads: SurvivingThreads,
) -> None:
    rig = Rig()
    rig.loading = Gate()
    starting = asyncio.create_task(rig.engine.start())
    await rig.loading.reached()
    for _ in range(2):
        starting.cancel()
        await asyncio.sleep(0)  # let it see the cancellation
    with pytest.raises(asyncio.CancelledError):
        await starting
    rig.loading.open()
    assert await asyncio.to_thread(surviving_threads) == []
    assert rig.translator.closed == 1


async def test_start_fails_when_the_engine_is_closed_meanwhile(
    surviving_threads: SurvivingThreads,
) -> None:
    rig = Rig()
    rig.loading = Gate()
    starting = asyncio.create_task(rig.engine.start())
    await rig.loading.reached()
    closing = asyncio.create_task(rig.engine.close())
    await asyncio.sleep(0)  # let it begin
    rig.loading.open()
    with pytest.raises(EngineUnavailable):
        await starting
    await closing
    assert rig.translator.closed == 1
    assert not rig.engine.ready
    assert await asyncio.to_thread(surviving_threads) == []


async def test_close_ends_threads_and_closes_the_models_once(
    surviving_threads: SurvivingThreads,
) -> None:
    rig = Rig()
    async with rig.running() as engine:
        await asyncio.gather(engine.close(), engine.close())
        await engine.close()
    assert rig.translator.closed == 1
    assert await asyncio.to_thread(surviving_threads) == []


async def test_models_are_closed_when_close_is_cancelled(
    surviving_threads: SurvivingThreads,
) -> None:
    gate = Gate()
    rig = Rig(gated(gate))
    await rig.engine.start()
    running = asyncio.create_task(rig.engine.recognize(window(2.0), patience_s=SOON))
    await gate.reached()
    closing = asyncio.create_task(rig.engine.close())
    await asyncio.sleep(0)  # let it begin
    closing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await closing
    gate.open()
    assert (await running).text == "hello"
    await rig.engine.close()
    assert rig.translator.closed == 1
    assert await asyncio.to_thread(surviving_threads) == []


async def test_engine_may_be_closed_when_it_was_never_started(
    surviving_threads: SurvivingThreads,
) -> None:
    rig = Rig()
    await rig.engine.close()
    with pytest.raises(RuntimeError):
        await rig.engine.start()
    assert await asyncio.to_thread(surviving_threads) == []


async def test_freed_memory_is_given_back_while_the_engine_runs_and_no_longer() -> None:
    loop, thrice, calls = asyncio.get_running_loop(), asyncio.Event(), list[str]()

    def tidy() -> None:
        calls.append(threading.current_thread().name)
        if len(calls) == 3:
            loop.call_soon_threadsafe(thrice.set)

    engine = LocalEngine(Rig().load, batching=BATCHING, tidy=tidy, tidy_every_s=0.001)
    await engine.start()
    async with asyncio.timeout(5):
        await thrice.wait()
    await engine.close()
    called = len(calls)
    await asyncio.sleep(0.02)
    assert len(calls) <= called + 1  # one may have been under way
    assert threading.main_thread().name not in calls
