"""The service as a child process: started, awaited until warm, weighed, and stopped cleanly."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import time
from asyncio.subprocess import DEVNULL, STDOUT, Process
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Generic, TypeVar

import httpx
import psutil

from benchmarks.errors import ServerFailed
from benchmarks.others import cpu_s_of

START_TIMEOUT_S: Final = 120.0
STOP_TIMEOUT_S: Final = 20.0
READY_POLL_S: Final = 0.02
"""The resolution of the cold start figure."""
_LINK: Final = re.compile(r"/desk#key=([\w\-]+)")

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What a process and all its descendants have used so far."""

    cpu_s: float
    """User and system, descendants that have ended included."""
    resident_bytes: int
    """Sum of resident sets; pages that two processes share count twice."""
    proportional_bytes: int
    """Sum of proportional sets: shared pages count once."""
    threads: int
    open_files: int
    """File descriptors, sockets included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningServer:
    """A service that is ready."""

    url: str
    secret: str = field(repr=False)
    pid: int
    cold_start_s: float
    """From the start of the process to the first 200 of /readyz, the files in the page cache."""

    def usage(self) -> Usage:
        """Weigh the process tree now."""
        return usage_of(self.pid)


def usage_of(pid: int) -> Usage:
    """Weigh a process and its descendants."""
    root = psutil.Process(pid)
    cpu_s = 0.0
    resident = proportional = threads = open_files = 0
    for process in (root, *root.children(recursive=True)):
        with process.oneshot():
            cpu_s += cpu_s_of(process)
            memory = process.memory_full_info()
            threads += process.num_threads()
            open_files += process.num_fds()
        resident += memory.rss
        proportional += memory.pss
    return Usage(
        cpu_s=cpu_s,
        resident_bytes=resident,
        proportional_bytes=proportional,
        threads=threads,
        open_files=open_files,
    )


def free_port() -> int:
    """A TCP port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Child(Generic[T]):
    """A server process that has got ready."""

    pid: int
    answer: T
    """What the probe found."""
    cold_start_s: float
    """From the start of the process to that answer."""


@asynccontextmanager
async def running_server(
    command: Sequence[str], *, port: int, log: Path, start_timeout_s: float = START_TIMEOUT_S
) -> AsyncIterator[RunningServer]:
    """Start the service, wait until it is warm, and stop it afterwards.

    Args:
        command: The program and its arguments; it prints the link of a signed-in desk.
        port: Where it was told to listen, on the loopback interface.
        log: Where its output goes. A file, for a pipe that nobody empties would stop it.
        start_timeout_s: How long it may take to get ready.

    Raises:
        ServerFailed: it ended, never got ready or did not stop when asked.
    """
    url = f"http://127.0.0.1:{port}"
    async with httpx.AsyncClient(trust_env=False) as client:

        async def secret_when_ready() -> str | None:
            secret = await asyncio.to_thread(_printed_secret, log)
            return secret if secret and await answers(client, f"{url}/readyz") else None

        async with running_child(
            command, log=log, probe=secret_when_ready, start_timeout_s=start_timeout_s
        ) as child:
            yield RunningServer(
                url=url, secret=child.answer, pid=child.pid, cold_start_s=child.cold_start_s
            )


@asynccontextmanager
async def running_child(
    command: Sequence[str],
    *,
    log: Path,
    probe: Callable[[], Awaitable[T | None]],
    environment: Mapping[str, str] | None = None,
    start_timeout_s: float = START_TIMEOUT_S,
) -> AsyncIterator[Child[T]]:
    """Start any server, ask ``probe`` until it finds an answer, and stop the server afterwards.

    Raises:
        ServerFailed: it ended, never got ready or did not stop when asked.
    """
    begun_s = time.monotonic()
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=DEVNULL,
            stdout=output,
            stderr=STDOUT,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **(environment or {})},
        )
    try:
        try:
            async with asyncio.timeout(start_timeout_s):
                answer = await _wait_until_ready(process, probe, log)
        except TimeoutError as error:
            raise ServerFailed(f"not ready after {start_timeout_s:.0f} s; see {log}") from error
        yield Child(pid=process.pid, answer=answer, cold_start_s=time.monotonic() - begun_s)
    finally:
        await _stop(process)


async def _wait_until_ready(
    process: Process, probe: Callable[[], Awaitable[T | None]], log: Path
) -> T:
    while True:
        if process.returncode is not None:
            raise ServerFailed(f"the service ended with {process.returncode}; see {log}")
        answer = await probe()
        if answer is not None:
            return answer
        await asyncio.sleep(READY_POLL_S)


async def answers(client: httpx.AsyncClient, url: str) -> bool:
    """Whether something listens there and answers with success."""
    try:
        return (await client.get(url)).is_success
    except httpx.ConnectError:
        return False  # it says its link before it listens


def _printed_secret(log: Path) -> str | None:
    link = _LINK.search(log.read_text(encoding="utf-8", errors="replace"))
    return link.group(1) if link else None


async def _stop(process: Process) -> None:
    if process.returncode is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        await asyncio.wait_for(process.wait(), STOP_TIMEOUT_S)
    except TimeoutError as error:
        process.kill()
        await process.wait()
        raise ServerFailed(f"did not stop within {STOP_TIMEOUT_S:.0f} s") from error
