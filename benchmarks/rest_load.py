"""Makes requests to ``/translate`` when they are due, and notes what becomes of them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Final

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

from benchmarks.arrivals import Arrival
from benchmarks.errors import BenchmarkError
from benchmarks.failures import told_as
from benchmarks.rest_steps import Asked, Load
from models.types import LanguagePair

TIMEOUT_S: Final = 60.0
_REFUSALS: Final = frozenset({httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE})
_LEAD_S: Final = 0.1
"""From the first task to the first request that may be due."""
_NO_LIMIT: Final = httpx.Limits(max_connections=None, max_keepalive_connections=None)
"""A request that waited for a connection would make the loop a closed one."""


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)

    translatedText: list[str]  # noqa: N815 - the protocol's name


async def ask(
    url: str,
    schedule: Sequence[Arrival],
    pair: LanguagePair,
    *,
    seconds: float,
    server_cpu_s: Callable[[], float],
) -> Load:
    """Make all requests of a schedule, each at its time, and wait for every answer.

    Args:
        url: of the service.
        schedule: at least one request.
        pair: what is translated into what.
        seconds: how long the schedule is.
        server_cpu_s: what the server has used so far; blocks.

    Raises:
        BenchmarkError: a request failed. One that is refused for want of room has not.
    """
    server_before_s = await asyncio.to_thread(server_cpu_s)
    client_before_s, wall_before_s = time.process_time(), time.monotonic()
    async with httpx.AsyncClient(
        base_url=url, timeout=TIMEOUT_S, trust_env=False, limits=_NO_LIMIT
    ) as http:
        begin_s = time.monotonic() + _LEAD_S
        with told_as(BenchmarkError):
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(_ask(http, one, pair, begin_s)) for one in schedule]
    wall_s = time.monotonic() - wall_before_s
    client_s = time.process_time() - client_before_s
    server_s = await asyncio.to_thread(server_cpu_s) - server_before_s
    return Load(
        seconds=seconds,
        asked=tuple(task.result() for task in tasks),
        client_cores=client_s / wall_s,
        server_cores=server_s / wall_s,
    )


async def _ask(
    http: httpx.AsyncClient, arrival: Arrival, pair: LanguagePair, begin_s: float
) -> Asked:
    await asyncio.sleep(begin_s + arrival.at_s - time.monotonic())
    sent_s = time.monotonic()
    body = {"q": arrival.texts, "source": pair.source, "target": pair.target}
    try:
        response = await http.post("/translate", json=body)
    except httpx.TransportError as error:
        raise BenchmarkError(f"POST /translate: {type(error).__name__} {error}") from error
    answered_s = time.monotonic()
    refused = response.status_code in _REFUSALS
    if not refused:
        _require_translations(response, len(arrival.texts))
    return Asked(
        due_s=arrival.at_s,
        sent_s=sent_s - begin_s,
        answered_s=answered_s - begin_s,
        sentences=len(arrival.texts),
        refused=refused,
    )


def _require_translations(response: httpx.Response, count: int) -> None:
    try:
        answer = _Answer.model_validate_json(response.content)
    except ValidationError as error:
        raise BenchmarkError(f"POST /translate: {response.status_code} {error}") from error
    if len(answer.translatedText) != count:
        raise BenchmarkError(f"POST /translate: {len(answer.translatedText)} of {count} texts")
