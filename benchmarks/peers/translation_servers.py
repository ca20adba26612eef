"""One MarianMT model behind two servers: this service and transformers, asked in turn."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx

from benchmarks.lag import own_server
from benchmarks.own_marian import OwnMarian
from benchmarks.peers.programs import OFFLINE
from benchmarks.peers.translation_load import Rate, measure_rate
from benchmarks.priority import priority
from benchmarks.server import answers, free_port, running_child

CLIENTS: Final = (1, 8)
"""One who waits for each answer, and as many as keep a machine busy."""
OURS: Final = "tulkki"
THEIRS: Final = "transformers"
_SERVER: Final = Path(__file__).with_name("serve_marian.py")
_WARM_UP: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is asked of both."""

    model: Path
    texts: tuple[str, ...]
    beam: int
    rounds: int
    own: OwnMarian
    """The same model for CTranslate2."""
    environment: Path
    """Where transformers is installed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One run of one server."""

    label: str
    rate: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What both did, and the engine of this service without a server."""

    runs: tuple[Answered, ...]
    raw_per_s: float
    """Mean of before and after."""


@asynccontextmanager
async def both_servers(order: Order, logs: Path) -> AsyncIterator[Mapping[str, str]]:
    """The address of each, warm; what they print goes to a folder.

    Raises:
        BenchmarkError: one did not start or did not stop.
    """
    async with AsyncExitStack() as servers:
        urls = {
            OURS: await servers.enter_async_context(_ours(order, logs)),
            THEIRS: await servers.enter_async_context(_theirs(order, logs)),
        }
        for url in urls.values():
            await measure_rate(url, order.texts[:_WARM_UP], order.own.pair, clients=1)
        yield urls


async def measure_both(
    order: Order, urls: Mapping[str, str], raw: Callable[[], float], *, nice: int = 0
) -> Compared:
    """Ask them in turn, A, B, A, B, for each number of clients.

    Args:
        order: what is asked.
        urls: of both servers.
        raw: the rate of the engine alone; blocks, and is asked while both idle.
        nice: the priority of the client.

    Raises:
        BenchmarkError: a request failed.
    """
    before_per_s = await asyncio.to_thread(raw)
    with priority(nice):
        runs = [
            Answered(
                label=label,
                rate=await measure_rate(url, order.texts, order.own.pair, clients=clients),
            )
            for clients in CLIENTS
            for _ in range(order.rounds)
            for label, url in urls.items()
        ]
    after_per_s = await asyncio.to_thread(raw)
    return Compared(runs=tuple(runs), raw_per_s=(before_per_s + after_per_s) / 2)


@asynccontextmanager
async def _ours(order: Order, logs: Path) -> AsyncIterator[str]:
    settings = {**order.own.environment, "TULKKI_TRANSLATE_REQUESTS_PER_MINUTE": "1000000"}
    async with own_server(logs / "translate-tulkki.log", settings) as server:
        yield server.url


@asynccontextmanager
async def _theirs(order: Order, logs: Path) -> AsyncIterator[str]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [str(order.environment / "bin" / "python"), str(_SERVER), "--port", str(port)]
    command += ["--model", str(order.model), "--beam", str(order.beam)]
    command += ["--threads", str(len(os.sched_getaffinity(0)))]
    async with httpx.AsyncClient(trust_env=False) as client:

        async def ready() -> bool | None:
            return await answers(client, f"{url}/readyz") or None

        async with running_child(
            command, log=logs / "translate-transformers.log", probe=ready, environment=OFFLINE
        ):
            yield url
