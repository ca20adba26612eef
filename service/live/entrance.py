"""The way in: a socket says hello with a ticket, and becomes a participant of a conversation."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Final

from starlette.websockets import WebSocket, WebSocketDisconnect

from models.types import SAMPLE_RATE
from service.access.grants import Grant, Grants
from service.conversation.events import Participant, Role
from service.feed.log import Position, Subscription
from service.live.admission import Busy
from service.live.closing import CloseCode, Closed
from service.live.host import ConversationHost
from service.live.registry import Conversations
from service.wire import messages
from service.wire.codec import MAX_AUDIO_BYTES, MAX_MESSAGE_BYTES, decode_message, encode_message
from service.wire.errors import WireError
from service.wire.messages import Hello, ServerMessage

_KEEP_UNACKNOWLEDGED_S: Final = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """Who came in, where, and from which position it goes on reading."""

    participant: Participant
    host: ConversationHost
    last: Position | None


class Entrance:
    """Asks one socket who it is. Whoever may not come in is told why, and closed."""

    def __init__(
        self, socket: WebSocket, *, conversations: Conversations, grants: Grants, patience_s: float
    ) -> None:
        self._socket = socket
        self._conversations = conversations
        self._grants = grants
        self._patience_s = patience_s

    async def admit(self) -> Admitted:
        """Wait for the hello and check it.

        Raises:
            Closed: this socket may not come in.
            WebSocketDisconnect: it went away.
        """
        hello = await self._hello()
        grant = self._grants.redeem_ticket(hello.ticket)
        host = self._conversations.find(grant.conversation) if grant else None
        if grant is None or host is None:
            raise Closed(code=CloseCode.UNAUTHORIZED)
        await self._check(hello, grant, host)
        participant = Participant(
            id=grant.participant,
            role=grant.role,
            reads=hello.reads,
            speaks=hello.track.speaks if hello.track else None,
        )
        last = Position(hello.last.epoch, hello.last.seq) if hello.last else None
        return Admitted(participant=participant, host=host, last=last)

    async def _hello(self) -> Hello:
        try:
            async with asyncio.timeout(self._patience_s):
                frame = await self._socket.receive()
        except TimeoutError:
            raise Closed(code=CloseCode.UNAUTHORIZED) from None
        if frame["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(frame.get("code", CloseCode.NORMAL))
        try:
            message = decode_message(frame.get("text") or "")
        except WireError as error:
            raise await self._refuse(error.code, error.message, CloseCode.BAD_MESSAGE) from None
        if not isinstance(message, Hello):
            text = "the first message must be hello"
            raise await self._refuse("bad_message", text, CloseCode.BAD_MESSAGE)
        return message

    async def _check(self, hello: Hello, grant: Grant, host: ConversationHost) -> None:
        if not host.admits(grant.participant, grant.role):
            text = "This conversation has as many readers as it may have."
            raise await self._refuse("full", text, CloseCode.BUSY)
        if hello.track is None:
            return
        if grant.role is Role.VIEWER:
            text = "A reader may not open a microphone."
            raise await self._refuse("not_allowed", text, CloseCode.FORBIDDEN)
        if hello.track.sample_rate != SAMPLE_RATE:
            text = f"Send audio with {SAMPLE_RATE} samples per second."
            raise await self._refuse("unsupported_sample_rate", text, CloseCode.BAD_MESSAGE)
        if host.lets_speak(grant.participant, grant.role):  # the core refuses the others
            try:
                self._conversations.let_speak(host, grant.participant)
            except Busy as busy:
                await self._socket.send_text(encode_message(no_room(busy)))
                raise Closed(code=CloseCode.BUSY) from None

    async def _refuse(self, code: str, message: str, close: CloseCode) -> Closed:
        """Tell the reason; raise what this returns."""
        error = messages.Error(code=code, message=message)
        await self._socket.send_text(encode_message(error))
        return Closed(code=close)


def no_room(busy: Busy) -> messages.Error:
    """What is told to one whose microphone is one too many."""
    return messages.Error(
        code="busy",
        message=f"As many people speak as this server can follow: {busy}.",
        retry_after_s=busy.retry_after_s,
    )


def welcome(admitted: Admitted, subscription: Subscription[ServerMessage]) -> messages.Ready:
    """The first message to one who came in."""
    participant, host = admitted.participant, admitted.host
    track = None
    if participant.role is not Role.VIEWER:
        track = messages.TrackState(next_sample=host.next_sample(participant.id))
    return messages.Ready(
        conversation=host.conversation,
        participant=participant.id,
        role=participant.role.value,
        pair=(host.pair.source, host.pair.target),
        practice=host.practice,
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
