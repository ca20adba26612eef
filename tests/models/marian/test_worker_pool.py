"""The pool: workers that die are replaced, the longest waiting thread is next, closing ends all."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from models.errors import InferenceFailed, ModelNotFound
from models.marian.firefox_protocol import Request
from models.marian.worker_pool import WorkerDied, WorkerPool

Script = Callable[[Request], tuple[str, ...]]


def echo(request: Request) -> tuple[str, ...]:
    return request.passages


def die(_: Request) -> tuple[str, ...]:
    raise WorkerDied


def fail(_: Request) -> tuple[str, ...]:
    raise InferenceFailed("no answer")


class ScriptedWorker:
    """A worker without a process, that does what it is told."""

    def __init__(self, pid: int, script: Script) -> None:
        self.pid = pid
        self.ended = False
        self.killed = threading.Event()
        self._script = script

    def wait_until_ready(self) -> None:
        if self.killed.is_set():
            raise WorkerDied

    def translate(self, request: Request) -> tuple[str, ...]:
        return self._script(request)

    def kill(self) -> None:
        self.killed.set()

    def stop(self) -> None:
        self.ended = True


class Launcher:
    """Launches workers with one script after the other; the last one again and again."""

    def __init__(self, *scripts: Script) -> None:
        self.launched: list[ScriptedWorker] = []
        self._scripts = scripts

    def __call__(self) -> ScriptedWorker:
        script = self._scripts[min(len(self.launched), len(self._scripts) - 1)]
        self.launched.append(ScriptedWorker(100 + len(self.launched), script))
        return self.launched[-1]


def request(*passages: str) -> Request:
    return Request(source="en", target="pt", passages=passages)


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as executor:
        yield executor


def test_reply_is_the_workers() -> None:
    pool = WorkerPool(Launcher(echo), 2)

    assert pool.translate(request("a", "b")) == ("a", "b")
    assert pool.pids == (100, 101)


def test_request_is_tried_again_in_a_new_worker_when_its_worker_dies() -> None:
    launcher = Launcher(die, echo)
    pool = WorkerPool(launcher, 1)

    assert pool.translate(request("a")) == ("a",)
    assert launcher.launched[0].ended
    assert pool.pids == (101,)


def test_request_fails_when_it_kills_two_workers_and_the_next_one_is_served() -> None:
    pool = WorkerPool(Launcher(die, die, echo), 1)

    with pytest.raises(InferenceFailed, match="twice"):
        pool.translate(request("a"))

    assert pool.pids == ()
    assert pool.translate(request("b")) == ("b",)


def test_request_is_not_tried_again_when_the_worker_gave_no_answer() -> None:
    launcher = Launcher(fail, echo)
    pool = WorkerPool(launcher, 1)

    with pytest.raises(InferenceFailed, match="no answer"):
        pool.translate(request("a"))

    assert launcher.launched[0].ended
    assert pool.translate(request("b")) == ("b",)


def test_no_worker_is_left_when_one_cannot_load_its_models() -> None:
    class Broken(ScriptedWorker):
        def wait_until_ready(self) -> None:
            if self.pid == 101:
                raise ModelNotFound("no such model")

    launched: list[Broken] = []

    def launch() -> Broken:
        launched.append(Broken(100 + len(launched), echo))
        return launched[-1]

    with pytest.raises(ModelNotFound):
        WorkerPool(launch, 3)

    assert len(launched) == 3
    assert all(worker.ended for worker in launched)


def test_failure_is_told_when_a_worker_dies_while_loading() -> None:
    def launch() -> ScriptedWorker:
        worker = ScriptedWorker(100, echo)
        worker.kill()
        return worker

    with pytest.raises(InferenceFailed, match="while loading"):
        WorkerPool(launch, 1)


def test_thread_that_waits_longest_is_next(threads: ThreadPoolExecutor) -> None:
    """One thread asks again as soon as it is served; the others are served in between, in order."""
    served: list[str] = []
    all_wait = threading.Event()

    def serve(asked: Request) -> tuple[str, ...]:
        all_wait.wait()
        served.extend(asked.passages)
        return asked.passages

    pool = WorkerPool(Launcher(serve), 1)

    def long_text() -> None:
        for part in ("long 1", "long 2", "long 3"):
            pool.translate(request(part))

    futures: list[Future[object]] = [threads.submit(long_text)]
    for name in ("short 1", "short 2"):
        _wait_for_turns(pool, len(futures) - 1)
        futures.append(threads.submit(pool.translate, request(name)))
    _wait_for_turns(pool, 2)
    all_wait.set()
    for future in futures:
        future.result()

    assert served == ["long 1", "short 1", "short 2", "long 2", "long 3"]


def test_threads_work_at_the_same_time_when_there_are_workers(threads: ThreadPoolExecutor) -> None:
    together = threading.Barrier(3)

    def meet(asked: Request) -> tuple[str, ...]:
        together.wait()
        return asked.passages

    pool = WorkerPool(Launcher(meet), 3)

    futures = [threads.submit(pool.translate, request(str(i))) for i in range(3)]

    assert [future.result() for future in futures] == [("0",), ("1",), ("2",)]


def test_closing_ends_workers_at_work_and_threads_that_wait(threads: ThreadPoolExecutor) -> None:
    launcher = Launcher(lambda _: _until_killed(launcher))
    pool = WorkerPool(launcher, 1)
    futures = [threads.submit(pool.translate, request("a"))]
    _wait_for_turns(pool, 0)
    futures.append(threads.submit(pool.translate, request("b")))
    _wait_for_turns(pool, 1)

    pool.close()
    pool.close()

    for future in futures:
        with pytest.raises(InferenceFailed, match="closed"):
            future.result()
    assert [worker.ended for worker in launcher.launched] == [True]
    with pytest.raises(InferenceFailed, match="closed"):
        pool.translate(request("c"))


def _until_killed(launcher: Launcher) -> tuple[str, ...]:
    launcher.launched[-1].killed.wait()
    raise WorkerDied


def _wait_for_turns(pool: WorkerPool, waiting: int) -> None:
    """Return when no worker is free and so many threads wait for one."""
    with pool._changed:
        assert pool._changed.wait_for(
            lambda: not pool._free and len(pool._waiting) == waiting, timeout=5
        )
