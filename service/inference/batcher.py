"""Dynamic batching: single requests in, batches to a blocking function, single results out.

There is no batch window to wait for. An idle worker takes what waits one turn of the event loop
after it came, which puts together all that was asked for in the same turn (the texts of one REST
call, the tracks that got audio in one read) and costs microseconds; while all workers are busy,
requests gather by themselves. A timer would only make an idle machine wait.

The queue, the futures and all counters belong to the event loop's thread, so nothing is locked.
Worker threads get a batch through an inbox and report back by ``call_soon_threadsafe``.
"""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from models.errors import InferenceFailed
from service.inference.engine import EngineBusy, EngineUnavailable
from service.inference.fair_queue import FairQueue, Place
from service.inference.isolation import Failed
from service.inference.load import Load, RecentLoad
from service.inference.stats import BatcherStats
from service.inference.worker import BatchWorker

Request = TypeVar("Request")
Result = TypeVar("Result")

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """Batches while nobody is at work who must not wait.

    A large batch shares the weights among more requests, and whoever asks meanwhile waits for it.
    """

    batch: int
    """Most requests in one batch."""
    brief: Callable[[Hashable], bool]
    """Whether requests of a bucket are so small that so many of them make no long batch."""
    after_s: float = 60.0
    """So long after an owner was last seen at work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchLimits:
    """The bounds of one batcher."""

    batch: int
    """Most requests in one batch."""
    alone: Alone | None = None
    """Larger batches while no owner is at work; None: there are none."""
    waiting: int
    """Most requests in the queue; more are refused with ``EngineBusy``."""
    reserved: int = 0
    """Of these, places that only requests with an owner may take."""
    workers: int = 1
    """Threads, each with one batch at a time."""
    hung_after_s: float = 30.0
    """A batch that runs longer makes the batcher unhealthy until it ends."""
    close_within_s: float = 10.0
    """Longest wait for running batches when closing; then their threads are abandoned."""

    def __post_init__(self) -> None:
        if min(self.batch, self.waiting, self.workers) < 1:
            raise ValueError("a batcher needs at least one worker and room for one request")
        if not 0 <= self.reserved < self.waiting:
            raise ValueError("some places must be free for everybody")

    @property
    def largest(self) -> int:
        """Most requests that are ever in one batch."""
        return max(self.batch, self.alone.batch if self.alone else 0)


@dataclass(slots=True, eq=False)
class _Job(Generic[Request, Result]):
    request: Request
    future: asyncio.Future[Result]
    since_s: float


@dataclass(frozen=True, slots=True)
class _Running(Generic[Request, Result]):
    places: Sequence[Place[_Job[Request, Result]]]
    since_s: float

    def __len__(self) -> int:
        return len(self.places)


class DynamicBatcher(Generic[Request, Result]):
    """Serves requests of one kind, in the order of a ``FairQueue``, on threads of its own.

    Args:
        run: Blocking; gives one result per request, in their order. Called from worker threads.
        name: For threads and logs.
        limits: Sizes and times.
        bucket: Requests go into one batch only where this gives equal values.
        in_turn: Requests of one owner take turns.
        clock: Monotonic, seconds.
    """

    def __init__(
        self,
        run: Callable[[Sequence[Request]], Sequence[Result]],
        *,
        name: str,
        limits: BatchLimits,
        bucket: Callable[[Request], Hashable],
        in_turn: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._run = run
        self._name = name
        self._limits = limits
        self._bucket = bucket
        self._in_turn = in_turn
        self._clock = clock
        self._queue: FairQueue[_Job[Request, Result]] = FairQueue()
        self._workers: list[BatchWorker[Request, Result]] = []
        self._idle: list[BatchWorker[Request, Result]] = []
        self._running: dict[BatchWorker[Request, Result], _Running[Request, Result]] = {}
        self._counts = _Counts(batch_sizes=[0] * limits.largest)
        self._recent = RecentLoad(workers=limits.workers, now_s=clock())
        self._owned_s = -math.inf
        """When an owner was last seen at work."""
        self._open = False
        self._dispatching = False

    @property
    def healthy(self) -> bool:
        """False while a batch has been running for too long."""
        latest_s = self._clock() - self._limits.hung_after_s
        return all(running.since_s >= latest_s for running in self._running.values())

    def stats(self) -> BatcherStats:
        """The counters now."""
        counts = self._counts
        return BatcherStats(
            waiting=len(self._queue),
            running=sum(map(len, self._running.values())),
            completed=counts.completed,
            failed=counts.failed,
            withdrawn=counts.withdrawn,
            unwanted=counts.unwanted,
            refused=counts.refused,
            batch_sizes=tuple(counts.batch_sizes),
            waited_s=counts.waited_s,
            ran_s=counts.ran_s,
        )

    def load(self, *, over_s: float) -> Load:
        """How busy the workers have been in the last ``over_s``, and how long requests waited."""
        return self._recent.over(
            over_s,
            now_s=self._clock(),
            running_since_s=[running.since_s for running in self._running.values()],
        )

    def start(self) -> None:
        """Start the workers; to be called on the event loop that will be served."""
        loop = asyncio.get_running_loop()
        for number in range(self._limits.workers):
            worker = BatchWorker(
                name=f"tulkki-{self._name}-{number}",
                run=self._run,
                finished=self._finish,
                loop=loop,
            )
            worker.start()
            self._workers.append(worker)
            self._idle.append(worker)
        self._open = True

    async def submit(
        self,
        request: Request,
        *,
        patience_s: float,
        owner: Hashable | None = None,
    ) -> Result:
        """Have a request served. Cancelling withdraws it, or drops the result once it runs.

        Args:
            request: What is asked for.
            patience_s: Deadline, in seconds from now.
            owner: For whom; None leaves free the places that are reserved.

        Raises:
            EngineUnavailable: the batcher is not started, or is closed while the request waits.
            EngineBusy: the queue is full.
            ModelError: the request failed.
        """
        if not self._open:
            raise EngineUnavailable("the engine is not running")
        reserved = self._limits.reserved if owner is None else 0
        if len(self._queue) >= self._limits.waiting - reserved:
            self._counts.refused += 1
            raise EngineBusy("the queue is full")
        if math.isnan(patience_s):
            raise ValueError("patience_s is not a number")
        now_s = self._clock()
        if owner is not None:
            self.expect_owner()
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        place = self._queue.push(
            _Job(request, future, now_s),
            patience_s=patience_s,
            now_s=now_s,
            bucket=self._bucket(request),
            owner=owner if self._in_turn else None,
        )
        self._dispatch_soon()
        try:
            return await future
        finally:
            if self._queue.withdraw(place, now_s=self._clock()):
                self._counts.withdrawn += 1

    def expect_owner(self) -> None:
        """Somebody is at work who may soon ask for something here."""
        self._owned_s = self._clock()

    async def close(self) -> None:
        """Refuse new requests, fail those that wait, let running batches end. Idempotent."""
        self._open = False
        for job in self._queue.clear():
            if not job.future.done():
                job.future.set_exception(EngineUnavailable("the engine was closed"))
        workers = tuple(self._workers)
        for worker in workers:
            worker.stop()
        await asyncio.to_thread(self._join, workers)
        self._workers.clear()
        self._idle.clear()
        self._abandon()

    # --- on the event loop ----------------------------------------------------------------------

    def _dispatch_soon(self) -> None:
        if not self._dispatching:
            self._dispatching = True
            asyncio.get_running_loop().call_soon(self._dispatch)

    def _dispatch(self) -> None:
        """Give idle workers work, an equal share of what waits to each."""
        self._dispatching = False
        while self._idle and self._queue:
            share = math.ceil(len(self._queue) / len(self._idle))
            now_s = self._clock()
            places = self._queue.take(min(self._most(now_s), share))
            self._counts.waited_s += sum(now_s - place.item.since_s for place in places)
            waited_s = sum(place.waited_s(now_s) for place in places)
            self._recent.taken(len(places), waited_s=waited_s, now_s=now_s)
            worker = self._idle.pop()
            self._running[worker] = _Running(places, now_s)
            worker.give([place.item.request for place in places])

    def _most(self, now_s: float) -> int:
        alone = self._limits.alone
        if alone is None or now_s - self._owned_s < alone.after_s:
            return self._limits.batch
        return alone.batch if alone.brief(self._queue.next_bucket) else self._limits.batch

    def _finish(
        self, worker: BatchWorker[Request, Result], outcomes: Sequence[Result | Failed]
    ) -> None:
        running = self._running.pop(worker, None)
        if running is None:  # abandoned
            return
        now_s = self._clock()
        for place, outcome in zip(running.places, outcomes, strict=True):
            self._queue.done(place, now_s=now_s)
            self._settle(place.item, outcome)
        ran_s = now_s - running.since_s
        self._recent.ended(len(running), since_s=running.since_s, now_s=now_s)
        self._counts.ran_s += ran_s
        self._counts.batch_sizes[len(running) - 1] += 1
        if ran_s > self._limits.hung_after_s:
            logger.warning("%s: a batch of %d took %.1f s", self._name, len(running), ran_s)
        self._idle.append(worker)
        self._dispatch_soon()

    def _settle(self, job: _Job[Request, Result], outcome: Result | Failed) -> None:
        if job.future.done():
            self._counts.unwanted += 1
        elif isinstance(outcome, Failed):
            self._counts.failed += 1
            job.future.set_exception(outcome.error)
        else:
            self._counts.completed += 1
            job.future.set_result(outcome)

    def _abandon(self) -> None:
        """Fail what still runs after the wait in ``close``."""
        for running in self._running.values():
            logger.error("%s: a batch of %d hangs; abandoned", self._name, len(running))
            for place in running.places:
                self._settle(place.item, Failed(InferenceFailed("the model did not end in time")))
        self._running.clear()

    # --- on another thread ----------------------------------------------------------------------

    def _join(self, workers: Sequence[BatchWorker[Request, Result]]) -> None:
        until_s = time.monotonic() + self._limits.close_within_s
        for worker in workers:
            worker.join(max(0.0, until_s - time.monotonic()))


@dataclass(slots=True, kw_only=True)
class _Counts:
    batch_sizes: list[int]
    completed: int = 0
    failed: int = 0
    withdrawn: int = 0
    unwanted: int = 0
    refused: int = 0
    waited_s: float = 0.0
    ran_s: float = 0.0
