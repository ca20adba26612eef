"""Many conversations at one time, from one process, each through sockets of its own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from benchmarks.errors import ReplayFailed, ServiceBusy
from benchmarks.event_log import EventLog
from benchmarks.others import Others
from benchmarks.pieces import Piece
from benchmarks.replay import ReplayPlan, replay
from benchmarks.server import RunningServer
from benchmarks.turns import Turn

OPENING_S: Final = 2.0
"""So long before its first word a conversation is opened."""
REST_S: Final = 30.0
"""A program that works on what others left behind gets so long before the next step."""
LOOK_S: Final = 1.0
_IDLE_CORES: Final = 0.1


class Host(Protocol):
    """Where the conversations go."""

    async def converse(self, piece: Piece, start_at_s: float) -> EventLog:
        """Hold one, whose first word is said at a time of this process's monotonic clock.

        Raises:
            ServiceBusy: there is no room for one more.
            ReplayFailed: it broke off.
        """
        ...

    def cpu_s(self) -> float | None:
        """Processor time that it has used so far; None where it is not weighed."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """This service."""

    url: str
    secret: str = field(repr=False)
    reads: str
    process: RunningServer | None
    """None: it runs elsewhere, and is not weighed."""

    async def converse(self, piece: Piece, start_at_s: float) -> EventLog:
        """Open a conversation and speak."""
        return await replay(
            ReplayPlan(
                url=self.url,
                secret=self.secret,
                recording=piece.recording,
                speaks=piece.spoken.language,
                reads=self.reads,
                start_at_s=start_at_s,
            )
        )

    def cpu_s(self) -> float | None:
        """Of its processes."""
        return None if self.process is None else self.process.usage().cpu_s


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


async def at_rest(host: Host, *, longest_s: float = REST_S, look_s: float = LOOK_S) -> None:
    """Return when the host has nothing left to do of what was asked before, or after so long."""
    end_s = time.monotonic() + longest_s
    used = await asyncio.to_thread(host.cpu_s)
    while used is not None and time.monotonic() < end_s:
        await asyncio.sleep(look_s)
        before, used = used, await asyncio.to_thread(host.cpu_s)
        if used is not None and used - before < _IDLE_CORES * look_s:
            return


async def follow(turns: Sequence[Turn], host: Host) -> CrowdRun:
    """Let all conversations of a plan happen."""
    begin_s = time.monotonic() + OPENING_S
    before = await asyncio.to_thread(host.cpu_s)
    others, client_before_s, wall_before_s = Others(), time.process_time(), time.monotonic()
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_follow(turn, host, begin_s)) for turn in turns]
    wall_s = time.monotonic() - wall_before_s
    client_s, others_cores = time.process_time() - client_before_s, others.cores()
    after = await asyncio.to_thread(host.cpu_s)
    return CrowdRun(
        followed=tuple(task.result() for task in tasks),
        cost=Cost(
            server_cores=None if before is None or after is None else (after - before) / wall_s,
            client_cores=client_s / wall_s,
            others_cores=None if after is None else others_cores,
        ),
    )


async def _follow(turn: Turn, host: Host, begin_s: float) -> Followed:
    starts_s = begin_s + turn.start_s
    await asyncio.sleep(starts_s - OPENING_S - time.monotonic())
    try:
        return Followed(turn=turn, log=await host.converse(turn.piece, starts_s))
    except ServiceBusy:
        return Followed(turn=turn, log=None)
    except ReplayFailed as failure:
        return Followed(turn=turn, log=None, failure=str(failure))
