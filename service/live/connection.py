"""One websocket: a reader, a driver and a writer in one task group.

The *reader* turns frames into events of the conversation and never waits for a model. The *driver*
follows the caption log and puts what it gives into the outbox. The *writer* sends what is in the
outbox. Whichever ends first ends the others.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import Final

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from models.types import SAMPLE_RATE
from service.access.grants import Grant, Grants
from service.conversation import events
from service.conversation.events import Participant, Role
from service.feed.log import LogClosed, Position, ReaderTooSlow, Subscription
from service.live import present
from service.live.closing import CLOSE_CODES, CloseCode
from service.live.host import MOST_VIEWERS, ConversationHost
from service.live.outbox import Outbox
from service.live.pace import AUDIO_BURST_S, AUDIO_SPEED, MESSAGE_BURST, MESSAGES_PER_S, Allowance
from service.live.registry import Conversations
from service.wire import messages
from service.wire.codec import (
    MAX_AUDIO_BYTES,
    MAX_MESSAGE_BYTES,
    decode_audio,
    decode_message,
    encode_message,
)
from service.wire.errors import WireError
from service.wire.messages import ClientMessage, Hello, ServerMessage

logger = logging.getLogger(__name__)

_MOST_BAD_MESSAGES: Final = 20
"""A client that sends more of them is broken or hostile."""
_KEEP_UNACKNOWLEDGED_S: Final = 30.0
_GOODBYE_S: Final = 2.0
"""Longest wait for last messages to be taken."""
_FLUSHED: Final = frozenset({"ended", "shutdown", "idle", "failed"})
"""Where what waits is still sent before the socket closes."""

REFUSALS: Final = {
    "not_allowed": "You may not do this here.",
    "unknown_caption": "This caption is not known any more.",
    "caption_not_final": "This caption is still being spoken; correct it when it is finished.",
    "text_empty": "The text is empty.",
    "unsupported_language": "This server has no model for this language.",
    "no_track": "This participant has no microphone here.",
    "audio_too_far_ahead": "The audio offset is too far ahead of what has arrived.",
    "busy": "The server is busy; the text will come later.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SocketLimits:
    """How long a socket may keep the server waiting."""

    authenticate_s: float
    stalled_s: float


class _Closed(Exception):
    """The socket is to be closed: by ``bye`` code, or by close code alone."""

    def __init__(self, bye: str | None = None, code: CloseCode = CloseCode.NORMAL) -> None:
        super().__init__(bye)
        self.bye = bye
        self.code = CLOSE_CODES[bye] if bye else code


class Connection:
    """Serves one accepted websocket until it closes. Implements ``host.Seat``."""

    def __init__(
        self,
        socket: WebSocket,
        *,
        conversations: Conversations,
        grants: Grants,
        limits: SocketLimits,
    ) -> None:
        self._socket = socket
        self._conversations = conversations
        self._grants = grants
        self._limits = limits
        self._outbox = Outbox()
        self._leaving: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._bad_messages = 0

    # --- Seat ---------------------------------------------------------------------------------

    def acknowledge(self, samples: int) -> None:
        self._outbox.acknowledge(samples)

    def refuse(self, code: str) -> None:
        self._outbox.refuse(messages.Error(code=code, message=REFUSALS.get(code, code)))

    def leave(self, code: str) -> None:
        if not self._leaving.done():
            self._leaving.set_result(code)

    # --- life ---------------------------------------------------------------------------------

    async def serve(self) -> None:
        """Authenticate, serve, close."""
        try:
            hello = await self._hello()
            grant, host = self._enter(hello)
            await self._attend(hello, grant, host)
        except _Closed as closed:
            await self._close(closed)
        except WebSocketDisconnect:
            return

    async def _hello(self) -> Hello:
        try:
            async with asyncio.timeout(self._limits.authenticate_s):
                frame = await self._socket.receive()
        except TimeoutError:
            raise _Closed(code=CloseCode.UNAUTHORIZED) from None
        if frame["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(frame.get("code", 1000))
        try:
            message = decode_message(frame.get("text") or "")
        except WireError as error:
            await self._send(messages.Error(code=error.code, message=error.message))
            raise _Closed(code=CloseCode.BAD_MESSAGE) from None
        if not isinstance(message, Hello):
            await self._say_error("bad_message", "the first message must be hello")
            raise _Closed(code=CloseCode.BAD_MESSAGE)
        return message

    def _enter(self, hello: Hello) -> tuple[Grant, ConversationHost]:
        grant = self._grants.redeem_ticket(hello.ticket)
        host = self._conversations.find(grant.conversation) if grant else None
        if grant is None or host is None:
            raise _Closed(code=CloseCode.UNAUTHORIZED)
        return grant, host

    async def _attend(self, hello: Hello, grant: Grant, host: ConversationHost) -> None:
        await self._check_offer(hello, grant, host)
        last = Position(hello.last.epoch, hello.last.seq) if hello.last else None
        participant = Participant(
            id=grant.participant,
            role=grant.role,
            reads=hello.reads,
            speaks=hello.track.speaks if hello.track else None,
        )
        try:
            async with host.log.follow(last, languages=frozenset(hello.reads)) as subscription:
                host.take_seat(participant, self)
                try:
                    await self._send(self._ready(participant, host, subscription))
                    await self._run(participant, host, subscription)
                finally:
                    host.leave_seat(participant.id, self)
        except LogClosed:
            raise _Closed("ended") from None

    async def _check_offer(self, hello: Hello, grant: Grant, host: ConversationHost) -> None:
        if grant.role is Role.VIEWER and host.viewers >= MOST_VIEWERS:
            await self._say_error("full", "This conversation has as many readers as it may have.")
            raise _Closed(code=CloseCode.BUSY)
        if hello.track is None:
            return
        if grant.role is Role.VIEWER:
            await self._say_error("not_allowed", "A reader may not open a microphone.")
            raise _Closed(code=CloseCode.FORBIDDEN)
        if hello.track.sample_rate != SAMPLE_RATE:
            await self._say_error(
                "unsupported_sample_rate", f"Send audio with {SAMPLE_RATE} samples per second."
            )
            raise _Closed(code=CloseCode.BAD_MESSAGE)

    def _ready(
        self,
        participant: Participant,
        host: ConversationHost,
        subscription: Subscription[ServerMessage],
    ) -> messages.Ready:
        track = None
        if participant.speaks is not None:
            track = messages.TrackState(next_sample=host.next_sample(participant.id))
        return messages.Ready(
            conversation=host.conversation,
            participant=participant.id,
            role=participant.role.value,
            pair=(host.pair.source, host.pair.target),
            epoch=subscription.position.epoch,
            seq=subscription.position.seq,
            recovered=subscription.recovered,
            track=track,
            limits=messages.Limits(
                max_message_bytes=MAX_MESSAGE_BYTES,
                max_audio_bytes=MAX_AUDIO_BYTES,
                max_text_chars=messages.MAX_TEXT,
                max_unacknowledged_s=_KEEP_UNACKNOWLEDGED_S,
            ),
        )

    async def _run(
        self,
        participant: Participant,
        host: ConversationHost,
        subscription: Subscription[ServerMessage],
    ) -> None:
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._read(participant, host, subscription), name="reader")
                group.create_task(self._drive(subscription), name="driver")
                group.create_task(self._write(), name="writer")
                group.create_task(self._watch_leaving(), name="leaving")
        except* WebSocketDisconnect:
            pass
        except* _Closed as closed:
            raise _first(closed) from None

    async def _watch_leaving(self) -> None:
        code = await self._leaving
        if code in _FLUSHED:  # the writer ends this first, once everything is sent
            await asyncio.sleep(_GOODBYE_S)
        raise _Closed(code)

    # --- reader -------------------------------------------------------------------------------

    async def _read(
        self,
        participant: Participant,
        host: ConversationHost,
        subscription: Subscription[ServerMessage],
    ) -> None:
        loop = asyncio.get_running_loop()
        audio = Allowance(burst=AUDIO_BURST_S, rate=AUDIO_SPEED, now_s=loop.time())
        texts = Allowance(burst=MESSAGE_BURST, rate=MESSAGES_PER_S, now_s=loop.time())
        while True:
            frame = await self._socket.receive()
            if frame["type"] == "websocket.disconnect":
                raise WebSocketDisconnect(frame.get("code", 1000))
            try:
                if (data := frame.get("bytes")) is not None:
                    owed_s = audio.spend(len(data) / (2 * SAMPLE_RATE), loop.time())
                    self._hear(data, participant, host)
                else:
                    owed_s = texts.spend(1, loop.time())
                    message = decode_message(frame["text"])
                    self._obey(message, participant.id, host, subscription)
            except WireError as error:
                self._count_bad_message()
                self._outbox.refuse(messages.Error(code=error.code, message=error.message))
            if owed_s:
                await asyncio.sleep(owed_s)  # hold the sender back; nothing is lost

    def _hear(self, data: bytes, participant: Participant, host: ConversationHost) -> None:
        if participant.role is Role.VIEWER:
            raise WireError("not_allowed", REFUSALS["not_allowed"])
        frame = decode_audio(data)
        host.submit(
            events.AudioReceived(
                participant=participant.id, start_sample=frame.start_sample, samples=frame.samples
            )
        )

    def _obey(
        self,
        message: ClientMessage,
        participant: str,
        host: ConversationHost,
        subscription: Subscription[ServerMessage],
    ) -> None:
        match message:
            case messages.ClientBye():
                raise _Closed("left")
            case messages.Hello():
                raise WireError("bad_message", "hello was said already")
            case messages.Reads():
                subscription.languages = frozenset(message.reads)
                host.submit(events.ReadsChanged(participant=participant, reads=message.reads))
            case _:
                host.submit(_event(message, participant))

    def _count_bad_message(self) -> None:
        self._bad_messages += 1
        if self._bad_messages > _MOST_BAD_MESSAGES:
            raise _Closed(code=CloseCode.POLICY)

    # --- driver and writer --------------------------------------------------------------------

    async def _drive(self, subscription: Subscription[ServerMessage]) -> None:
        try:
            async for delivery in subscription:
                await self._outbox.put(present.numbered(delivery))
        except ReaderTooSlow:
            raise _Closed("too_slow") from None
        self._outbox.finish()

    async def _write(self) -> None:
        while True:
            message = await self._outbox.get()
            if message is None:
                raise _Closed(await self._leaving)  # the log has ended: the host says why
            try:
                async with asyncio.timeout(self._limits.stalled_s):
                    await self._send(message)
            except TimeoutError:
                raise _Closed("too_slow") from None

    async def _send(self, message: ServerMessage) -> None:
        await self._socket.send_text(encode_message(message))

    async def _say_error(self, code: str, message: str) -> None:
        await self._send(messages.Error(code=code, message=message))

    async def _close(self, closed: _Closed) -> None:
        if self._socket.application_state is not WebSocketState.CONNECTED:
            return
        try:
            async with asyncio.timeout(_GOODBYE_S):
                if closed.bye is not None:
                    await self._send(messages.Bye(code=closed.bye))
                await self._socket.close(closed.code)
        except (TimeoutError, WebSocketDisconnect, RuntimeError):
            logger.info("a socket was gone before it could be closed with %d", closed.code)


def _event(
    message: messages.Pause | messages.Resume | messages.Speaks | messages.Say | messages.Correct,
    participant: str,
) -> events.Event:
    match message:
        case messages.Pause():
            return events.Paused(participant=participant)
        case messages.Resume():
            return events.Resumed(participant=participant)
        case messages.Speaks():
            return events.SpeaksChanged(participant=participant, speaks=message.speaks)
        case messages.Say():
            return events.Said(participant=participant, text=message.text, language=message.lang)
        case messages.Correct():
            return events.Corrected(
                participant=participant, caption=message.caption, text=message.text
            )


def _first(group: BaseExceptionGroup[_Closed]) -> _Closed:
    for error in group.exceptions:
        if isinstance(error, _Closed):
            return error
        if isinstance(error, BaseExceptionGroup):
            return _first(error)
    raise group
