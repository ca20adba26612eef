"""Any interleaving of asking, cancelling and finishing."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import pytest
from gated_model import LIMITS, Batcher, GatedModel, ask, batching, turns
from hypothesis import given, settings
from hypothesis import strategies as st

from service.inference.engine import EngineBusy


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


@settings(max_examples=60, deadline=None)
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
