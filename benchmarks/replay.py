"""A microphone made of a file: one conversation, in real time, through the service's own websocket.

The frames leave in time (``pacing``). The same process receives, so that every time is of one
monotonic clock. After the last frame the microphone is paused, and the run ends when everything is
final.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import Final

from pydantic import ValidationError
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.typing import Origin, Subprotocol

from benchmarks.audio import Recording
from benchmarks.desk_client import BUSY, staff_conversation
from benchmarks.errors import ReplayFailed, ServiceBusy
from benchmarks.event_log import EventLog, FrameSent, MessageReceived, RunEnded, RunStarted
from benchmarks.failures import told_as
from benchmarks.pacing import LEAD_S, speak
from benchmarks.settling import Unsettled
from models.types import SAMPLE_RATE
from service.wire.codec import AUDIO_HEADER
from service.wire.messages import (
    PROTOCOL,
    SERVER_MESSAGE,
    ClientBye,
    ClientMessage,
    Error,
    Hello,
    Pause,
    Ready,
    ServerMessage,
    TrackOffer,
)

READY_TIMEOUT_S: Final = 10.0
BYE_TIMEOUT_S: Final = 5.0
MAX_RECEIVED: Final = 1 << 20
"""Bytes of one message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayPlan:
    """What to replay, and to whom."""

    url: str
    """Of the service: http://host:port."""
    secret: str = field(repr=False)
    recording: Recording
    speaks: str
    """Language of the recording and of the staff."""
    reads: str
    """Language of the client: what the captions are translated into."""
    start_at_s: float = 0.0
    """On this process's monotonic clock: the recording begins then, or later, when the socket is
    ready."""
    speed: float = 1.0
    """Seconds of audio a second; of lags nothing is known unless it is 1."""
    quiet_s: float = 2.0
    """So long nothing may change before the run is settled."""
    settle_timeout_s: float = 30.0
    """So long after the recording the client waits for everything to become final."""


async def replay(plan: ReplayPlan) -> EventLog:
    """Speak the recording into a new conversation and note everything that comes back.

    Raises:
        ServiceBusy: the service has no room for one more.
        ReplayFailed: it refused, spoke another protocol or closed before the end.
    """
    async with staff_conversation(
        plan.url, plan.secret, staff_lang=plan.speaks, client_lang=plan.reads
    ) as ticket:
        with told_as(ReplayFailed, ConnectionClosed, InvalidHandshake, OSError):
            async with connect(
                plan.url.replace("http", "ws", 1) + "/v1/stream",
                subprotocols=[Subprotocol(PROTOCOL)],
                origin=Origin(plan.url),
                compression=None,
                proxy=None,
                max_size=MAX_RECEIVED,
            ) as socket:
                return await _Run(plan, socket).run(ticket)


class _Run:
    """One replay: its clock, and what it has noted so far."""

    def __init__(self, plan: ReplayPlan, socket: ClientConnection) -> None:
        self._plan = plan
        self._socket = socket
        self._t0_s = 0.0
        self._sent: list[FrameSent] = []
        self._received: list[MessageReceived] = []
        self._unsettled = Unsettled(reads=plan.reads)

    async def run(self, ticket: str) -> EventLog:
        await self._open(ticket)
        async with asyncio.TaskGroup() as group:
            receiving = group.create_task(self._receive())
            await self._speak()
            settled = await self._settle()
            ended_s = self._now_s()
            await self._send(ClientBye())
            await asyncio.wait_for(receiving, BYE_TIMEOUT_S)
        return EventLog(
            started=RunStarted(
                audio_sha256=self._plan.recording.sha256,
                audio_s=self._plan.recording.duration_s,
                speaks=self._plan.speaks,
                reads=(self._plan.reads,),
            ),
            sent=tuple(self._sent),
            received=tuple(self._received),
            ended=RunEnded(at_s=ended_s, settled=settled),
        )

    async def _open(self, ticket: str) -> None:
        plan = self._plan
        track = TrackOffer(speaks=plan.speaks, sample_rate=SAMPLE_RATE)
        await self._send(Hello(ticket=ticket, reads=(plan.speaks, plan.reads), track=track))
        async with asyncio.timeout(READY_TIMEOUT_S):
            first = _parse(await self._socket.recv(decode=True))
        if isinstance(first, Error) and first.code == BUSY:
            raise ServiceBusy(f"the server said: {first.message}")
        if not isinstance(first, Ready):
            raise ReplayFailed(f"the server said {first.type!r} instead of ready")
        self._t0_s = max(plan.start_at_s, time.monotonic() + LEAD_S)

    async def _speak(self) -> None:
        async def send(first_sample: int, pcm: bytes) -> None:
            await self._socket.send(AUDIO_HEADER.pack(first_sample) + pcm)

        self._sent = await speak(
            self._plan.recording, send, now_s=self._now_s, speed=self._plan.speed
        )
        await self._send(Pause())

    async def _receive(self) -> None:
        async for data in self._socket:
            at_s = self._now_s()
            message = _parse(data)
            self._received.append(MessageReceived(at_s=at_s, message=message))
            self._unsettled.note(message)

    async def _settle(self) -> bool:
        """True when nothing is open and nothing changes any more; False if that takes too long."""
        try:
            async with asyncio.timeout(self._plan.settle_timeout_s):
                await self._unsettled.wait_until_settled(quiet_s=self._plan.quiet_s)
        except TimeoutError:
            return False
        return True

    async def _send(self, message: ClientMessage) -> None:
        await self._socket.send(message.model_dump_json(exclude_none=True))

    def _now_s(self) -> float:
        return time.monotonic() - self._t0_s


def _parse(data: str | bytes) -> ServerMessage:
    try:
        return SERVER_MESSAGE.validate_json(data)
    except ValidationError as error:
        raise ReplayFailed(f"not a message of {PROTOCOL}: {error}") from error
