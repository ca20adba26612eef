"""What takes part in a comparison: the service and other programs, each measured the same way."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

import httpx

from benchmarks.audio import Recording
from benchmarks.capacity import EVERYBODY
from benchmarks.crowd import Host, Service
from benchmarks.environment import CHECKOUT
from benchmarks.lag import Measured, measure, own_server
from benchmarks.others import Others
from benchmarks.peers.hosts import PeerHost
from benchmarks.peers.programs import Peer, Setup
from benchmarks.peers.session import PeerPlan, converse
from benchmarks.priority import priority
from benchmarks.replay import ReplayPlan
from benchmarks.results import Program, cost
from benchmarks.server import Child, answers, free_port, running_child, usage_of
from benchmarks.words import SpokenWords

START_TIMEOUT_S: Final = 300.0
"""Programs that import PyTorch and warm up take their time on a busy machine."""
Probe = Callable[[], Awaitable[bool | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What is said to every subject."""

    name: str
    recording: Recording
    spoken: SpokenWords
    nice: int
    """Priority of the client while it speaks."""


class Subject(Protocol):
    """Something that turns speech into a screen."""

    @property
    def label(self) -> str: ...

    @property
    def program(self) -> Program: ...

    async def measure(self, talk: Talk, log: Path) -> Measured:
        """Start it, speak to it, weigh it and stop it; ``log`` takes what it prints."""
        ...

    def host(self, language: str, log: Path) -> AbstractAsyncContextManager[Host]:
        """Start it for many conversations in one language, and stop it afterwards."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """``tulkki serve`` of this installation, which translates meanwhile."""

    program: Program
    reads: str = "pt"
    label: str = "tulkki"

    async def measure(self, talk: Talk, log: Path) -> Measured:
        """Replay into a server of its own."""
        async with own_server(log) as server:
            plan = ReplayPlan(
                url=server.url,
                secret=server.secret,
                recording=talk.recording,
                speaks=talk.spoken.language,
                reads=self.reads,
            )
            with priority(talk.nice):
                return await measure(plan, server)

    @asynccontextmanager
    async def host(self, language: str, log: Path) -> AsyncIterator[Host]:
        """A server of its own that lets everybody in."""
        del language
        async with own_server(log, EVERYBODY) as server:
            yield Service(url=server.url, secret=server.secret, reads=self.reads, process=server)


@dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """Another program."""

    peer: Peer
    setup: Setup
    threads: int
    """For the numerical libraries: one conversation may use the whole machine."""
    program: Program

    @property
    def label(self) -> str:
        return self.peer.label

    async def measure(self, talk: Talk, log: Path) -> Measured:
        """Converse with a server of its own."""
        async with self._running(log) as (url, child):
            plan = PeerPlan(
                url=url,
                protocol=self.peer.protocol(talk.spoken.language),
                recording=talk.recording,
                language=talk.spoken.language,
                weigh=lambda: usage_of(child.pid),
            )
            others, client_before_s = Others(), time.process_time()
            with priority(talk.nice):
                run = await converse(plan)
            return Measured(
                log=run.log,
                client_cpu_s=time.process_time() - client_before_s,
                server=cost(child.cold_start_s, run.before, run.after),
                others_cores=others.cores(),
            )

    @asynccontextmanager
    async def host(self, language: str, log: Path) -> AsyncIterator[Host]:
        """A server of its own."""
        async with self._running(log) as (url, child):
            yield PeerHost(url=url, protocol=self.peer.protocol(language), pid=child.pid)

    @asynccontextmanager
    async def _running(self, log: Path) -> AsyncIterator[tuple[str, Child[bool]]]:
        port = free_port()
        command = [*self.peer.program(self.setup), *self.peer.flags(self.setup)]
        async with running_child(
            [*command, "--port", str(port)],
            log=log,
            probe=_probe(port, self.peer.health),
            environment={**self.peer.variables, "OMP_NUM_THREADS": str(self.threads)},
            start_timeout_s=START_TIMEOUT_S,
        ) as child:
            yield f"ws://127.0.0.1:{port}", child


def told_flags(peer: Peer, setup: Setup) -> tuple[str, ...]:
    """The flags as a person reads them: paths from the checkout or the home folder."""
    shortened = (flag.replace(str(CHECKOUT) + "/", "") for flag in peer.flags(setup))
    return tuple(flag.replace(str(Path.home()), "~") for flag in shortened)


def _probe(port: int, health: str | None) -> Probe:
    async def listens() -> bool | None:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            return None
        writer.close()
        return True

    async def is_healthy() -> bool | None:
        async with httpx.AsyncClient(trust_env=False) as client:
            return await answers(client, f"http://127.0.0.1:{port}{health}") or None

    return is_healthy if health else listens
