"""One paced conversation with another program, into the event log that every score is made from."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from pydantic import ValidationError
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from benchmarks.audio import Recording
from benchmarks.errors import ReplayFailed
from benchmarks.event_log import EventLog, FrameSent, RunEnded, RunStarted, ScreenShown
from benchmarks.failures import told_as
from benchmarks.pacing import LEAD_S, speak
from benchmarks.peers.protocol import Done, PeerProtocol, Ready, Shown, Told
from benchmarks.server import Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerPlan:
    """What to say to whom."""

    url: str
    """ws://host:port."""
    protocol: PeerProtocol
    recording: Recording
    language: str
    weigh: Callable[[], Usage]
    """What the program's processes have used so far."""
    start_at_s: float = 0.0
    """On this process's monotonic clock: the recording begins then, or later, when the program is
    ready."""
    ready_timeout_s: float = 120.0
    """Some load their model when the first client comes."""
    settle_timeout_s: float = 60.0
    """So long after the recording the client waits for that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerRun:
    """One conversation and what it cost."""

    log: EventLog
    before: Usage
    """When the program was ready for audio."""
    after: Usage
    """At the end of the recording, or at the last change of the screen if that came later."""


async def converse(plan: PeerPlan) -> PeerRun:
    """Speak the recording and note every change of the screen.

    Raises:
        ReplayFailed: the program refused, said what it never says, or closed before the end.
    """
    with told_as(ReplayFailed, ConnectionClosed, InvalidHandshake, OSError):
        async with connect(
            plan.url + plan.protocol.path, compression=None, proxy=None, max_size=None
        ) as socket:
            return await _Conversation(plan, socket).run()


class _Conversation:
    """The clock of one conversation, and what was noted so far."""

    def __init__(self, plan: PeerPlan, socket: ClientConnection) -> None:
        self._plan = plan
        self._socket = socket
        self._t0_s = 0.0
        self._screens: list[ScreenShown] = []
        self._changed = asyncio.Event()
        self._done = asyncio.Event()
        self._used: Usage | None = None
        """Weighed at the end of the recording, and again at every change after it."""

    async def run(self) -> PeerRun:
        await self._open()
        before = self._plan.weigh()
        self._t0_s = max(self._plan.start_at_s, time.monotonic() + LEAD_S)
        async with asyncio.TaskGroup() as group:
            receiving = group.create_task(self._receive())
            sent = await speak(self._plan.recording, self._send, now_s=self._now_s)
            self._used = self._plan.weigh()
            if self._plan.protocol.end_of_audio is not None:
                await self._socket.send(self._plan.protocol.end_of_audio)
            settled = await self._settle()
            after = self._used
            receiving.cancel()
        return PeerRun(log=self._log(sent, settled=settled), before=before, after=after)

    async def _open(self) -> None:
        hello = self._plan.protocol.hello
        if hello is not None:
            await self._socket.send(hello)
        async with asyncio.timeout(self._plan.ready_timeout_s):
            while not isinstance(self._read(await self._socket.recv()), Ready):
                pass

    async def _send(self, _first_sample: int, pcm: bytes) -> None:
        await self._socket.send(pcm)

    async def _receive(self) -> None:
        async for data in self._socket:
            at_s = self._now_s()
            match self._read(data):
                case Shown() as shown:
                    self._note(at_s, shown)
                case Done():
                    self._screens += [
                        replace(last, at_s=at_s, final=True) for last in self._screens[-1:]
                    ]
                    self._done.set()

    def _note(self, at_s: float, shown: Shown) -> None:
        screen = ScreenShown(
            at_s=at_s,
            committed=shown.committed,
            tentative=f" {shown.tentative}" if shown.tentative else "",
            final=False,
        )
        if self._screens and _same_text(self._screens[-1], screen):
            return
        self._screens.append(screen)
        self._changed.set()
        if self._used is not None:
            self._used = self._plan.weigh()

    async def _settle(self) -> bool:
        """True when the program is done, or has changed nothing for long enough."""
        waits_for_done = self._plan.protocol.end_of_audio is not None
        waiting = self._done.wait() if waits_for_done else self._wait_until_quiet()
        try:
            async with asyncio.timeout(self._plan.settle_timeout_s):
                await waiting
        except TimeoutError:
            return False
        return True

    async def _wait_until_quiet(self) -> None:
        while True:
            self._changed.clear()
            try:
                async with asyncio.timeout(self._plan.protocol.quiet_s):
                    await self._changed.wait()
            except TimeoutError:
                return

    def _log(self, sent: list[FrameSent], *, settled: bool) -> EventLog:
        ended_s = self._now_s()
        return EventLog(
            started=RunStarted(
                audio_sha256=self._plan.recording.sha256,
                audio_s=self._plan.recording.duration_s,
                speaks=self._plan.language,
                reads=(),
            ),
            sent=tuple(sent),
            received=(),
            screens=tuple(self._screens),
            ended=RunEnded(at_s=ended_s, settled=settled),
        )

    def _read(self, data: str | bytes) -> Told:
        if isinstance(data, bytes):
            raise ReplayFailed("the program sent bytes instead of text")
        try:
            return self._plan.protocol.read(data)
        except ValidationError as error:
            raise ReplayFailed(f"not a message of this program: {error}") from error

    def _now_s(self) -> float:
        return time.monotonic() - self._t0_s


def _same_text(before: ScreenShown, after: ScreenShown) -> bool:
    return (before.committed, before.tentative) == (after.committed, after.tentative)
