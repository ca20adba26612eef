"""Many conversations at one time, from one process, each through sockets of its own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from benchmarks.errors import ReplayFailed, ServiceBusy
from benchmarks.event_log import EventLog
from benchmarks.others import Others
from benchmarks.replay import ReplayPlan, replay
from benchmarks.server import RunningServer
from benchmarks.turns import Turn

OPENING_S: Final = 2.0
"""So long before its first word a conversation is opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Where the conversations go."""

    url: str
    secret: str = field(repr=False)
    reads: str
    process: RunningServer | None
    """None: it runs elsewhere, and is not weighed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What became of one turn."""

    turn: Turn
    log: EventLog | None
    """None: it was refused, or broke off."""
    failure: str | None = None
    """Why it broke off."""

    @property
    def refused(self) -> bool:
        return self.log is None and self.failure is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a crowd took, in processor seconds a second."""

    server_cores: float | None
    client_cores: float
    """Of the process that speaks for all, which is on the same machine where the server is too."""
    others_cores: float | None = None
    """Of all that took no part; None where nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrowdRun:
    """All turns of a plan."""

    followed: tuple[Followed, ...]
    cost: Cost


async def follow(turns: Sequence[Turn], service: Service) -> CrowdRun:
    """Let all conversations of a plan happen."""
    begin_s = time.monotonic() + OPENING_S
    before = await _cpu_s(service)
    others, client_before_s, wall_before_s = Others(), time.process_time(), time.monotonic()
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_follow(turn, service, begin_s)) for turn in turns]
    wall_s = time.monotonic() - wall_before_s
    client_s, others_cores = time.process_time() - client_before_s, others.cores()
    after = await _cpu_s(service)
    return CrowdRun(
        followed=tuple(task.result() for task in tasks),
        cost=Cost(
            server_cores=None if before is None or after is None else (after - before) / wall_s,
            client_cores=client_s / wall_s,
            others_cores=None if after is None else others_cores,
        ),
    )


async def _cpu_s(service: Service) -> float | None:
    if service.process is None:
        return None
    return (await asyncio.to_thread(service.process.usage)).cpu_s


async def _follow(turn: Turn, service: Service, begin_s: float) -> Followed:
    starts_s = begin_s + turn.start_s
    await asyncio.sleep(starts_s - OPENING_S - time.monotonic())
    plan = ReplayPlan(
        url=service.url,
        secret=service.secret,
        recording=turn.piece.recording,
        speaks=turn.piece.spoken.language,
        reads=service.reads,
        start_at_s=starts_s,
    )
    try:
        return Followed(turn=turn, log=await replay(plan))
    except ServiceBusy:
        return Followed(turn=turn, log=None)
    except ReplayFailed as failure:
        return Followed(turn=turn, log=None, failure=str(failure))
