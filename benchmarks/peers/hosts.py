"""Many conversations with another program at one time."""

from __future__ import annotations

from dataclasses import dataclass, replace

from benchmarks.event_log import EventLog
from benchmarks.peers.protocol import PeerProtocol
from benchmarks.peers.session import PeerPlan, converse
from benchmarks.pieces import Piece
from benchmarks.server import Usage, usage_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerHost:
    """A program that is ready."""

    url: str
    """ws://host:port."""
    protocol: PeerProtocol
    pid: int

    async def converse(self, piece: Piece, start_at_s: float) -> EventLog:
        """Speak, and note every change of the screen."""
        run = await converse(
            PeerPlan(
                url=self.url,
                protocol=self.protocol,
                recording=piece.recording,
                language=piece.spoken.language,
                weigh=_not_weighed,
                start_at_s=start_at_s,
            )
        )
        return run.log if self.protocol.end_of_audio is not None else finished(run.log)

    def cpu_s(self) -> float | None:
        """Of its processes."""
        return usage_of(self.pid).cpu_s


def finished(log: EventLog) -> EventLog:
    """The log of a program that never says that it is done: what stayed to the end is final.

    Otherwise each of its conversations would count as lost.
    """
    if not log.ended.settled or not log.screens:
        return log
    last = replace(log.screens[-1], final=True)
    return replace(log, screens=(*log.screens[:-1], last))


def _not_weighed() -> Usage:
    """Conversations that go on at one time cannot be weighed one by one."""
    return Usage(cpu_s=0.0, resident_bytes=0, proportional_bytes=0, threads=0, open_files=0)
