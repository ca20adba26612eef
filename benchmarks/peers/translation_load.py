"""How many sentences a second come out of ``/translate``: clients that ask again when answered."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

from benchmarks.errors import BenchmarkError
from benchmarks.failures import told_as
from benchmarks.figures import Spread, spread
from models.types import LanguagePair

TIMEOUT_S: Final = 120.0


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)

    translatedText: str  # noqa: N815 - the protocol's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One run through all texts."""

    clients: int
    sentences: int
    wall_s: float
    latency: Spread
    translations: tuple[str, ...]
    """In the order of the texts."""

    @property
    def per_second(self) -> float:
        return self.sentences / self.wall_s


async def measure_rate(url: str, texts: Sequence[str], pair: LanguagePair, *, clients: int) -> Rate:
    """Have so many clients translate all texts, one sentence a request.

    Raises:
        BenchmarkError: a request failed, or there is no text.
    """
    waiting = iter(enumerate(texts))
    said: dict[int, str] = {}
    latencies: list[float] = []
    async with httpx.AsyncClient(base_url=url, timeout=TIMEOUT_S, trust_env=False) as http:
        begun_s = time.monotonic()
        with told_as(BenchmarkError):
            async with asyncio.TaskGroup() as group:
                for _ in range(clients):
                    group.create_task(_ask(http, waiting, pair, said, latencies))
        wall_s = time.monotonic() - begun_s
    latency = spread(latencies)
    if latency is None:
        raise BenchmarkError("there is no text to translate")
    return Rate(
        clients=clients,
        sentences=len(texts),
        wall_s=wall_s,
        latency=latency,
        translations=tuple(said[index] for index in range(len(texts))),
    )


async def _ask(
    http: httpx.AsyncClient,
    waiting: Iterator[tuple[int, str]],
    pair: LanguagePair,
    said: dict[int, str],
    latencies: list[float],
) -> None:
    for index, text in waiting:
        asked_s = time.monotonic()
        body = {"q": text, "source": pair.source, "target": pair.target, "format": "text"}
        try:
            response = await http.post("/translate", json=body)
            said[index] = _Answer.model_validate_json(response.content).translatedText
        except (httpx.TransportError, ValidationError) as error:
            raise BenchmarkError(f"POST /translate: {error}") from error
        latencies.append(time.monotonic() - asked_s)
