"""Lends worker processes to threads: one thread at a time, first come first served."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Final, Protocol

from models.errors import InferenceFailed
from models.marian.firefox_protocol import Request

_ATTEMPTS: Final = 2
"""A request whose worker dies is tried once more, in a new one: the death may not be its fault."""

_CLOSING_TIMEOUT_S: Final = 5.0
"""How long closing waits for the threads whose workers were killed."""


class WorkerDied(Exception):
    """The worker ended without a reply."""


class Worker(Protocol):
    """A process that translates. Used by one thread at a time; ``kill`` by any."""

    @property
    def pid(self) -> int:
        """Process id."""
        ...

    def wait_until_ready(self) -> None:
        """Have the models loaded; raises ``ModelError`` or ``WorkerDied``."""
        ...

    def translate(self, request: Request) -> tuple[str, ...]:
        """Translate passages; raises ``WorkerDied``, or ``InferenceFailed`` after no answer."""
        ...

    def kill(self) -> None:
        """End now; whoever waits for a reply sees ``WorkerDied``."""
        ...

    def stop(self) -> None:
        """End in good order and leave no trace."""
        ...


class WorkerSlot:
    """The place of one worker: holds a process, or nothing until the next request."""

    def __init__(self, launch: Callable[[], Worker]) -> None:
        self._launch = launch
        self._lock = threading.Lock()
        self._closed = False
        self._worker: Worker | None = None

    @property
    def pid(self) -> int | None:
        """Id of the process, where there is one."""
        worker = self._worker
        return None if worker is None else worker.pid

    def launch(self) -> Worker:
        """Start a process where there is none.

        Raises:
            InferenceFailed: the slot is closed.
        """
        with self._lock:
            if self._closed:
                raise InferenceFailed("the translator is closed")
            if self._worker is None:
                self._worker = self._launch()
            return self._worker

    def start(self) -> None:
        """Start a process and have it load its models; leaves none behind where it cannot."""
        try:
            self.launch().wait_until_ready()
        except WorkerDied as death:
            self.clear()
            raise InferenceFailed("the translation process ended while loading") from death
        except BaseException:
            self.clear()
            raise

    def translate(self, request: Request) -> tuple[str, ...]:
        """Translate, in a new process where the old one has died.

        Raises:
            InferenceFailed: the process died twice with this request, or did not answer.
        """
        for _ in range(_ATTEMPTS):
            if self._worker is None:
                self.start()
            try:
                return self.launch().translate(request)
            except WorkerDied:
                self.clear()
            except BaseException:
                self.clear()  # an answer that comes later would be taken for the next one
                raise
        raise InferenceFailed("the translation process ended twice with this text")

    def clear(self) -> None:
        """End the process and leave the place empty. For the thread that uses the slot."""
        with self._lock:
            worker, self._worker = self._worker, None
        if worker is not None:
            worker.stop()

    def close(self) -> None:
        """Start no process any more, and kill the one that runs. For any thread."""
        with self._lock:
            self._closed = True
            if self._worker is not None:
                self._worker.kill()


class WorkerPool:
    """Some workers that are all alike.

    A slot that comes free is handed to the thread that has waited longest, so that a long text,
    which asks again and again, does not starve a short one.
    """

    def __init__(self, launch: Callable[[], Worker], workers: int) -> None:
        """Start ``workers`` processes at the same time and wait until all are ready.

        Raises:
            ModelError: a model cannot be loaded; no process is left.
        """
        self._slots = [WorkerSlot(launch) for _ in range(workers)]
        self._changed = threading.Condition()
        self._free: list[WorkerSlot] = list(self._slots)
        self._waiting: deque[Future[WorkerSlot]] = deque()
        self._closed = False
        try:
            for slot in self._slots:
                slot.launch()
            for slot in self._slots:
                slot.start()
        except BaseException:
            self.close()
            raise

    @property
    def pids(self) -> tuple[int, ...]:
        """Ids of the processes that run."""
        return tuple(pid for slot in self._slots if (pid := slot.pid) is not None)

    def translate(self, request: Request) -> tuple[str, ...]:
        """Translate with the next worker that is free.

        Raises:
            InferenceFailed: see ``WorkerSlot.translate``; or the pool was closed.
        """
        with self._lend() as slot:
            return slot.translate(request)

    def close(self) -> None:
        """End all processes, those at work too. Idempotent."""
        with self._changed:
            self._closed = True
            waiting, self._waiting = self._waiting, deque()
        for slot in self._slots:
            slot.close()
        for turn in waiting:
            turn.set_exception(InferenceFailed("the translator was closed"))
        with self._changed:
            self._changed.wait_for(lambda: len(self._free) == len(self._slots), _CLOSING_TIMEOUT_S)
            for slot in self._free:
                slot.clear()

    @contextmanager
    def _lend(self) -> Iterator[WorkerSlot]:
        slot = self._take()
        try:
            yield slot
        finally:
            self._give_back(slot)

    def _take(self) -> WorkerSlot:
        with self._changed:
            if self._closed:
                raise InferenceFailed("the translator is closed")
            self._changed.notify_all()
            if self._free:
                return self._free.pop()
            turn: Future[WorkerSlot] = Future()
            self._waiting.append(turn)
        return turn.result()

    def _give_back(self, slot: WorkerSlot) -> None:
        with self._changed:
            if self._waiting:
                self._waiting.popleft().set_result(slot)
            else:
                self._free.append(slot)
            self._changed.notify_all()
