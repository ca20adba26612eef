"""Batching of single requests on worker threads."""

from __future__ import annotations

import asyncio
import gc
import math
import threading
import weakref
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from queue import SimpleQueue

import anyio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import InferenceFailed
from service.inference.batcher import BatchLimits, DynamicBatcher
from service.inference.engine import EngineBusy, EngineUnavailable

LIMITS = BatchLimits(batch=4, waiting=8, close_within_s=5.0)
SOON = 1.0


@dataclass(slots=True)
class Clock:
    now_s: float = 1_000.0

    def __call__(self) -> float:
        return self.now_s


class GatedModel:
    """Upper-cases texts; each batch waits until the test lets it go."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._begun: asyncio.Queue[list[str]] = asyncio.Queue()
        self._permits: SimpleQueue[None] = SimpleQueue()

    def __call__(self, texts: Sequence[str]) -> list[str]:
        self._loop.call_soon_threadsafe(self._begun.put_nowait, list(texts))
        self._permits.get(timeout=10)
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
) -> AsyncIterator[Batcher]:
    """A running batcher whose buckets are the first letters of the texts."""
    batcher: Batcher = DynamicBatcher(
        model,
        name="test",
        limits=limits,
        bucket=lambda text: text[0],
        clock=clock or Clock(),
    )
    batcher.start()
    try:
        yield batcher
    finally:
        await batcher.close()


def ask(batcher: Batcher, text: str, patience_s: float = SOON) -> asyncio.Task[str]:
    return asyncio.create_task(batcher.submit(text, patience_s=patience_s))


async def turns() -> None:
    """Let the event loop do what is due: submitting, dispatching, settling."""
    for _ in range(5):
        await asyncio.sleep(0)


# --- batches ------------------------------------------------------------------------------------


async def test_requests_of_one_turn_share_a_batch_when_the_worker_is_idle() -> None:
    model = GatedModel()
    async with batching(model) as batcher:
        model.let_go()
        texts = ["a1", "a2", "a3"]
        results = await asyncio.gather(*(batcher.submit(text, patience_s=SOON) for text in texts))
        assert results == ["A1", "A2", "A3"]
        assert await model.begun() == texts
        assert batcher.stats().batch_sizes == (0, 0, 1, 0)


async def test_requests_gather_by_deadline_when_the_worker_is_busy() -> None:
    model = GatedModel()
    async with batching(model) as batcher:
        first = ask(batcher, "a0")
        assert await model.begun() == ["a0"]
        late, soon = ask(batcher, "a1", 2.0), ask(batcher, "a2", 1.0)
        later = ask(batcher, "a3", 3.0)
        await turns()
        assert batcher.stats().waiting == 3
        assert model.idle()
        model.let_go(2)
        assert await model.begun() == ["a2", "a1", "a3"]
        assert [*await asyncio.gather(first, late, soon, later)] == ["A0", "A1", "A2", "A3"]


async def test_batch_is_no_larger_than_the_limit() -> None:
    model = GatedModel()
    async with batching(model) as batcher:
        asked = [ask(batcher, f"a{number}") for number in range(6)]
        model.let_go(2)
        assert await model.begun() == ["a0", "a1", "a2", "a3"]
        assert await model.begun() == ["a4", "a5"]
        await asyncio.gather(*asked)


async def test_batch_holds_only_the_bucket_of_the_earliest_deadline() -> None:
    model = GatedModel()
    async with batching(model) as batcher:
        asked = [
            ask(batcher, text, patience_s)
            for text, patience_s in [("a1", 2.0), ("b1", 1.0), ("a2", 3.0), ("b2", 9.0)]
        ]
        model.let_go(2)
        assert await model.begun() == ["b1", "b2"]
        assert await model.begun() == ["a1", "a2"]
        assert await asyncio.gather(*asked) == ["A1", "B1", "A2", "B2"]


async def test_patience_counts_from_the_request_when_time_has_passed() -> None:
    model, clock = GatedModel(), Clock()
    async with batching(model, replace(LIMITS, batch=1), clock) as batcher:
        asked = [ask(batcher, "a0")]
        await model.begun()
        asked.append(ask(batcher, "a1", patience_s=5.0))
        await turns()
        clock.now_s += 4.5
        asked += [ask(batcher, "a2", patience_s=1.0), ask(batcher, "a3", patience_s=0.4)]
        await turns()
        model.let_go(4)
        assert [await model.begun() for _ in range(3)] == [["a3"], ["a1"], ["a2"]]
        await asyncio.gather(*asked)
        assert batcher.stats().waited_s == pytest.approx(4.5)


async def test_idle_workers_share_what_waits() -> None:
    model = GatedModel()
    async with batching(model, replace(LIMITS, workers=2)) as batcher:
        asked = [ask(batcher, f"a{number}") for number in range(3)]
        begun = [await model.begun(), await model.begun()]
        assert sorted(begun) == [["a0", "a1"], ["a2"]]
        model.let_go(2)
        await asyncio.gather(*asked)


async def test_patience_is_refused_when_it_is_no_number() -> None:
    async with batching(GatedModel()) as batcher:
        with pytest.raises(ValueError, match="not a number"):
            await batcher.submit("a", patience_s=math.nan)


@pytest.mark.parametrize("field", ["batch", "waiting", "workers"])
def test_limits_are_refused_when_nothing_could_be_served(field: str) -> None:
    with pytest.raises(ValueError, match="at least one"):
        replace(LIMITS, **{field: 0})


# --- refusing and withdrawing -------------------------------------------------------------------


async def test_request_is_refused_when_the_queue_is_full() -> None:
    model = GatedModel()
    async with batching(model, replace(LIMITS, waiting=2)) as batcher:
        asked = [ask(batcher, "a0")]
        await model.begun()
        asked += [ask(batcher, "a1"), ask(batcher, "a2")]
        await turns()
        with pytest.raises(EngineBusy):
            await batcher.submit("a3", patience_s=SOON)
        assert batcher.stats().refused == 1
        model.let_go(3)
        assert await asyncio.gather(*asked) == ["A0", "A1", "A2"]
        assert await batcher.submit("a4", patience_s=SOON) == "A4"


async def test_request_is_never_run_when_it_was_cancelled_while_waiting() -> None:
    model = GatedModel()
    async with batching(model) as batcher:
        first = ask(batcher, "a0")
        await model.begun()
        kept, cancelled = ask(batcher, "a1"), ask(batcher, "a2")
        await turns()
        cancelled.cancel()
        await turns()
        assert (batcher.stats().waiting, batcher.stats().withdrawn) == (1, 1)
        model.let_go(2)
        assert await model.begun() == ["a1"]
        assert [*await asyncio.gather(first, kept)] == ["A0", "A1"]
        assert cancelled.cancelled()


async def test_request_is_withdrawn_when_its_cancel_scope_is_cancelled() -> None:
    model = GatedModel()
    async with batching(model) as batcher:
        first = ask(batcher, "a0")
        await model.begun()
        with anyio.CancelScope() as scope:
            asyncio.get_running_loop().call_soon(scope.cancel)
            await batcher.submit("a1", patience_s=SOON)
        assert scope.cancelled_caught
        assert (batcher.stats().waiting, batcher.stats().withdrawn) == (0, 1)
        model.let_go()
        assert await first == "A0"


async def test_result_is_dropped_when_the_request_was_cancelled_while_running() -> None:
    model = GatedModel()
    async with batching(model) as batcher:
        cancelled, kept = ask(batcher, "a1"), ask(batcher, "a2")
        await model.begun()
        cancelled.cancel()
        await turns()
        model.let_go()
        assert await kept == "A2"
        assert cancelled.cancelled()
        stats = batcher.stats()
        assert (stats.completed, stats.unwanted, stats.withdrawn) == (1, 1, 0)


# --- failures -----------------------------------------------------------------------------------


async def test_neighbours_are_served_when_one_request_is_poison() -> None:
    model = GatedModel()
    async with batching(model) as batcher:
        before, poison, after = ask(batcher, "p1"), ask(batcher, "poison"), ask(batcher, "p2")
        model.let_go(4)
        assert [*await asyncio.gather(before, after)] == ["P1", "P2"]
        with pytest.raises(InferenceFailed):
            await poison
        assert (batcher.stats().completed, batcher.stats().failed) == (2, 1)


async def test_worker_survives_when_the_model_exits() -> None:
    def model(texts: Sequence[str]) -> Sequence[str]:
        if "exit" in texts:
            raise SystemExit
        return texts

    async with batching(model) as batcher:
        with pytest.raises(InferenceFailed):
            await batcher.submit("exit", patience_s=SOON)
        assert await batcher.submit("a1", patience_s=SOON) == "a1"


async def test_batcher_is_unhealthy_while_a_batch_hangs(caplog: pytest.LogCaptureFixture) -> None:
    model, clock = GatedModel(), Clock()
    async with batching(model, replace(LIMITS, hung_after_s=30.0), clock) as batcher:
        asked = ask(batcher, "a1")
        await model.begun()
        clock.now_s += 30.0
        assert batcher.healthy
        clock.now_s += 1.0
        assert not batcher.healthy
        model.let_go()
        await asked
        assert batcher.healthy
        assert batcher.stats().ran_s == pytest.approx(31.0)
        assert "a batch of 1 took 31.0 s" in caplog.text


# --- the end ------------------------------------------------------------------------------------


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


# --- any order ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ask:
    bucket: str
    patience_s: float


@dataclass(frozen=True, slots=True)
class Cancel:
    which: int


@dataclass(frozen=True, slots=True)
class Finish:
    """The running batch ends."""


STEPS = st.lists(
    st.one_of(
        st.builds(Ask, st.sampled_from("ab"), st.sampled_from([0.5, 1.0, 2.0])),
        st.builds(Cancel, st.integers(0, 30)),
        st.builds(Finish),
    ),
    max_size=40,
)


class Scenario:
    """Plays steps against a batcher and says what must happen."""

    def __init__(self, batcher: Batcher, model: GatedModel) -> None:
        self.batcher = batcher
        self.model = model
        self.asked: dict[str, asyncio.Task[str]] = {}
        self.waiting: list[tuple[float, int, str]] = []
        self.running: list[str] = []
        self.refused: set[str] = set()
        self.cancelled: set[str] = set()

    async def play(self, step: Ask | Cancel | Finish) -> None:
        match step:
            case Ask():
                await self.ask(step)
            case Cancel():
                await self.cancel(step.which)
            case Finish():
                await self.finish()
        assert self.batcher.stats().waiting == len(self.waiting)
        assert self.batcher.stats().running == len(self.running)

    async def ask(self, step: Ask) -> None:
        number = len(self.asked)
        text = f"{step.bucket}{number}"
        self.asked[text] = ask(self.batcher, text, step.patience_s)
        if len(self.waiting) == LIMITS.waiting:
            self.refused.add(text)
        else:
            self.waiting.append((step.patience_s, number, text))
        await turns()
        await self.expect_batch()

    async def cancel(self, which: int) -> None:
        if which >= len(self.asked):
            return
        text = list(self.asked)[which]
        if self.asked[text].cancel():
            self.cancelled.add(text)
            self.waiting = [item for item in self.waiting if item[2] != text]
        await turns()

    async def finish(self) -> None:
        if not self.running:
            return
        self.model.let_go()
        for text in set(self.running) - self.cancelled:
            assert await self.asked[text] == text.upper()
        nobody_waits = not set(self.running) - self.cancelled
        self.running = []
        await self.expect_batch()
        if nobody_waits and not self.running:
            await self.probe()

    async def probe(self) -> None:
        """The last batch had no result to wait for: it has ended when the next one has."""
        text = f"z{len(self.asked)}"
        self.asked[text] = ask(self.batcher, text)
        assert await self.model.begun() == [text]
        self.model.let_go()
        await self.asked[text]

    async def expect_batch(self) -> None:
        """Where the worker is idle and something waits, it must begin with the right batch."""
        if self.running or not self.waiting:
            return
        bucket = min(self.waiting)[2][0]
        batch = sorted(item for item in self.waiting if item[2][0] == bucket)[: LIMITS.batch]
        self.waiting = [item for item in self.waiting if item not in batch]
        self.running = [text for _, _, text in batch]
        assert await self.model.begun() == self.running

    async def drain(self) -> None:
        while self.running:
            await self.finish()
        for text, task in self.asked.items():
            if text in self.refused:
                with pytest.raises(EngineBusy):
                    await task
            elif text in self.cancelled:
                assert task.cancelled()
            else:
                assert await task == text.upper()


@settings(max_examples=100, deadline=None)
@given(steps=STEPS)
async def test_every_request_is_served_in_order_whatever_happens(
    steps: list[Ask | Cancel | Finish],
) -> None:
    model = GatedModel()
    async with batching(model) as batcher:
        scenario = Scenario(batcher, model)
        for step in steps:
            await scenario.play(step)
        await scenario.drain()
        stats = batcher.stats()
        assert (stats.waiting, stats.running, stats.refused) == (0, 0, len(scenario.refused))
        assert stats.completed + stats.unwanted == sum(
            size * count for size, count in enumerate(stats.batch_sizes, start=1)
        )
        assert stats.completed + stats.unwanted + stats.withdrawn + stats.refused == len(
            scenario.asked
        )
