"""One MarianMT model behind two servers: this service and transformers, asked in turn."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx

from benchmarks.lag import own_server
from benchmarks.peers.programs import OFFLINE
from benchmarks.peers.translation_load import Rate, measure_rate
from benchmarks.server import answers, free_port, running_child
from models.types import LanguagePair

CLIENTS: Final = (1, 8)
"""One who waits for each answer, and as many as keep a machine busy."""
OURS: Final = "tulkki"
THEIRS: Final = "transformers"
_SERVER: Final = Path(__file__).with_name("serve_marian.py")
_MODEL: Final = "measured"
_WARM_UP: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is asked of both."""

    model: Path
    pair: LanguagePair
    texts: tuple[str, ...]
    beam: int
    rounds: int
    converted: Path
    """The same model for CTranslate2."""
    environment: Path
    """Where transformers is installed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One run of one server."""

    label: str
    rate: Rate


async def measure_both(order: Order, logs: Path) -> list[Answered]:
    """Start both and ask them in turn, A, B, A, B, for each number of clients.

    Raises:
        BenchmarkError: a server did not start, or a request failed.
    """
    async with AsyncExitStack() as servers:
        urls = {
            OURS: await servers.enter_async_context(_ours(order, logs)),
            THEIRS: await servers.enter_async_context(_theirs(order, logs)),
        }
        for url in urls.values():
            await measure_rate(url, order.texts[:_WARM_UP], order.pair, clients=1)
        return [
            Answered(
                label=label,
                rate=await measure_rate(url, order.texts, order.pair, clients=clients),
            )
            for clients in CLIENTS
            for _ in range(order.rounds)
            for label, url in urls.items()
        ]


@asynccontextmanager
async def _ours(order: Order, logs: Path) -> AsyncIterator[str]:
    own_model = {
        "engine": "ctranslate2-marian",
        "folder": str(order.converted),
        "pair": f"{order.pair.source}-{order.pair.target}",
    }
    settings = {
        "TULKKI_MODELS": json.dumps({_MODEL: own_model}),
        "TULKKI_TRANSLATORS": json.dumps([_MODEL]),
        "TULKKI_TRANSLATE_REQUESTS_PER_MINUTE": "1000000",
    }
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
