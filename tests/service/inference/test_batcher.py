"""Batching of single requests on worker threads."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import anyio
import pytest
from gated_model import LIMITS, SOON, Batcher, GatedModel, ask, batching, turns
from manual_clock import ManualClock

from models.errors import InferenceFailed
from service.inference.batcher import Alone, BatchLimits
from service.inference.engine import EngineBusy

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


ALONE = Alone(batch=6, brief=lambda bucket: bucket != "l", after_s=10.0)
"""Texts that begin with l are long."""


async def sizes(batcher: Batcher, model: GatedModel, kind: str = "a") -> list[int]:
    """Of the batches in which six requests are served."""
    await asyncio.gather(*(ask(batcher, f"{kind}{number}") for number in range(6)))
    found = [len(await model.begun())]
    while sum(found) < 6:
        found.append(len(await model.begun()))
    return found


async def test_batches_are_larger_while_nobody_has_asked_who_is_somebody() -> None:
    model, clock = GatedModel(), ManualClock()
    limits = replace(LIMITS, alone=ALONE)
    async with batching(model, limits, clock) as batcher:
        model.let_go(9)

        assert await sizes(batcher, model) == [6]
        await ask(batcher, "b0", owner="visit")
        assert await model.begun() == ["b0"]
        assert await sizes(batcher, model) == [4, 2]
        clock.now_s += 9.9
        assert await sizes(batcher, model) == [4, 2]
        clock.now_s += 0.1
        assert await sizes(batcher, model) == [6]
        assert batcher.stats().batch_sizes == (1, 2, 0, 2, 0, 2)


async def test_batches_stay_small_where_requests_are_long_or_an_owner_is_expected() -> None:
    model, clock = GatedModel(), ManualClock()
    limits = replace(LIMITS, alone=ALONE)
    async with batching(model, limits, clock) as batcher:
        model.let_go(6)

        assert await sizes(batcher, model) == [6]
        assert await sizes(batcher, model, "l") == [4, 2]
        batcher.expect_owner()
        assert await sizes(batcher, model) == [4, 2]
        clock.now_s += 10.0
        assert await sizes(batcher, model) == [6]


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
    model, clock = GatedModel(), ManualClock()
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


def test_limits_are_refused_when_all_places_are_reserved() -> None:
    with pytest.raises(ValueError, match="free for everybody"):
        replace(LIMITS, reserved=LIMITS.waiting)


@pytest.mark.parametrize(
    "limits",
    [
        partial(replace, LIMITS, batch=0),
        partial(replace, LIMITS, waiting=0),
        partial(replace, LIMITS, workers=0),
    ],
)
def test_limits_are_refused_when_nothing_could_be_served(
    limits: Callable[[], BatchLimits],
) -> None:
    with pytest.raises(ValueError, match="at least one"):
        limits()


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


async def test_places_are_reserved_for_requests_with_an_owner() -> None:
    model = GatedModel()
    async with batching(model, replace(LIMITS, waiting=3, reserved=2)) as batcher:
        asked = [ask(batcher, "a0")]
        await model.begun()
        asked += [ask(batcher, "a1"), ask(batcher, "a2", owner="a"), ask(batcher, "a3", owner="b")]
        await turns()
        for owner in (None, "c"):
            with pytest.raises(EngineBusy):
                await batcher.submit("a4", patience_s=SOON, owner=owner)
        model.let_go(2)
        assert await asyncio.gather(*asked) == ["A0", "A1", "A2", "A3"]


async def test_requests_with_an_owner_find_room_however_many_come_without_one() -> None:
    model = GatedModel()
    async with batching(model, replace(LIMITS, reserved=2)) as batcher:
        asked = [ask(batcher, "a0")]
        await model.begun()
        asked += [ask(batcher, f"a{number}") for number in range(1, 7)]
        await turns()
        with pytest.raises(EngineBusy):
            await batcher.submit("a7", patience_s=SOON)
        asked.append(ask(batcher, "a8", owner="a"))
        await turns()
        assert batcher.stats().waiting == 7
        model.let_go(3)
        await asyncio.gather(*asked)


async def test_requests_of_one_owner_take_turns() -> None:
    model = GatedModel()
    async with batching(model, replace(LIMITS, batch=1), in_turn=True) as batcher:
        asked = [ask(batcher, "a0")]
        await model.begun()
        asked += [ask(batcher, text, owner=text[0]) for text in ("b1", "b2", "b3", "c1")]
        await turns()
        model.let_go(5)
        assert [await model.begun() for _ in range(4)] == [["b1"], ["c1"], ["b2"], ["b3"]]
        await asyncio.gather(*asked)


async def test_turns_are_taken_only_where_they_are_wanted() -> None:
    model = GatedModel()
    async with batching(model) as batcher:
        asked = [ask(batcher, "a0")]
        await model.begun()
        asked += [ask(batcher, text, owner="b") for text in ("b1", "b2", "b3")]
        await turns()
        model.let_go(2)
        assert await model.begun() == ["b1", "b2", "b3"]
        await asyncio.gather(*asked)


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
    model, clock = GatedModel(), ManualClock()
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
