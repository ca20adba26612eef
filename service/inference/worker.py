"""A thread that runs batches, one at a time."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from queue import SimpleQueue
from typing import Generic, TypeVar

from service.inference.isolation import Failed, run_isolated

Request = TypeVar("Request")
Result = TypeVar("Result")


class BatchWorker(Generic[Request, Result]):
    """Takes batches from the event loop and reports their outcomes to it.

    The thread is a daemon, so that a model that hangs cannot keep the process from ending.
    """

    def __init__(
        self,
        *,
        name: str,
        run: Callable[[Sequence[Request]], Sequence[Result]],
        finished: Callable[[BatchWorker[Request, Result], Sequence[Result | Failed]], None],
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        self._run = run
        self._finished = finished
        self._loop = loop
        self._inbox: SimpleQueue[Sequence[Request] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def give(self, requests: Sequence[Request]) -> None:
        """Run this batch. The worker must be idle: at most one batch is in its hands."""
        self._inbox.put(requests)

    def stop(self) -> None:
        """End the thread after the batch that it has."""
        self._inbox.put(None)

    def join(self, timeout_s: float) -> None:
        """Wait for the thread to end. Blocks."""
        self._thread.join(timeout_s)

    def _work(self) -> None:
        while self._work_once():
            pass

    def _work_once(self) -> bool:
        """Run one batch in a frame of its own, so that an idle worker holds nothing of it."""
        requests = self._inbox.get()
        if requests is None:
            return False
        outcomes = run_isolated(self._run, requests)
        try:
            self._loop.call_soon_threadsafe(self._finished, self, outcomes)
        except RuntimeError:  # the loop is closed: nobody waits for this, and no batch will come
            return False
        return True
