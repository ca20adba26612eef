"""One websocket: a reader, a driver and a writer in one task group.

The *reader* turns frames into events of the conversation and never waits for a model. The *driver*
follows the caption log and puts what it gives into the outbox. The *writer* sends what is in the
outbox. Whichever ends first ends the others.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from functools import partial
from typing import Final

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from service.access.grants import Grants
from service.conversation.events import CheckMade, Role
from service.feed.log import LogClosed, ReaderTooSlow, Subscription
from service.live import present
from service.live.closing import CloseCode, Closed, first_closed
from service.live.entrance import Admitted, Entrance, welcome
from service.live.listener import Listener
from service.live.outbox import Outbox
from service.live.registry import Conversations
from service.wire import messages
from service.wire.codec import encode_message
from service.wire.messages import ServerMessage

logger = logging.getLogger(__name__)

_GOODBYE_S: Final = 2.0
"""Longest wait for last messages to be taken."""
_FLUSHED: Final = frozenset({"ended", "shutdown", "idle", "failed"})
"""Where what waits is still sent before the socket closes."""

REFUSALS: Final = {
    "not_allowed": "You may not do this here.",
    "unknown_caption": "This caption is not known any more.",
    "caption_not_final": "This caption is still being spoken; correct it when it is finished.",
    "unknown_phrase": "There is no such phrase.",
    "text_empty": "The text is empty.",
    "audio_gone": "The audio of this caption is not kept any more.",
    "flip_failed": "Nothing was understood in the other language; the caption stays.",
    "unsupported_language": "This server has no model for this language.",
    "no_track": "This participant has no microphone here.",
    "microphone_not_allowed": "Staff have not allowed this microphone.",
    "unknown_participant": "There is no such phone here.",
    "no_translation": "There is no finished translation of this to check.",
    "check_unavailable": "No model here translates this back.",
    "check_failed": "The translation could not be translated back.",
    "too_many_checks": "Other translations are being checked; wait for them.",
    "audio_too_far_ahead": "The audio offset is too far ahead of what has arrived.",
}
"""What people are told of the core's refusals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SocketLimits:
    """How long a socket may keep the server waiting."""

    authenticate_s: float
    stalled_s: float


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
        self._limits = limits
        self._entrance = Entrance(
            socket, conversations=conversations, grants=grants, patience_s=limits.authenticate_s
        )
        self._outbox = Outbox()
        self._leaving: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    # --- Seat ---------------------------------------------------------------------------------

    def acknowledge(self, samples: int) -> None:
        self._outbox.acknowledge(samples)

    def refuse(self, code: str) -> None:
        self._outbox.answer(messages.Error(code=code, message=REFUSALS[code]))

    def tell_check(self, made: CheckMade) -> None:
        self._outbox.answer(present.check_result(made))

    def leave(self, code: str) -> None:
        if not self._leaving.done():
            self._leaving.set_result(code)

    # --- life ---------------------------------------------------------------------------------

    async def serve(self) -> None:
        """Authenticate, serve, close."""
        try:
            await self._attend(await self._entrance.admit())
        except Closed as closed:
            await self._close(closed)
        except WebSocketDisconnect:
            return

    async def _attend(self, admitted: Admitted) -> None:
        participant, host = admitted.participant, admitted.host
        try:
            async with host.log.follow(
                admitted.last, languages=frozenset(participant.reads)
            ) as subscription:
                host.take_seat(participant, self)
                try:
                    await self._send(welcome(admitted, subscription))
                    await self._run(admitted, subscription)
                finally:
                    host.leave_seat(participant.id, self)
        except LogClosed:
            raise Closed("ended") from None

    async def _run(self, admitted: Admitted, subscription: Subscription[ServerMessage]) -> None:
        listener = Listener(
            admitted.participant,
            admitted.host,
            subscription,
            let_speak=partial(self._conversations.let_speak, admitted.host),
            refuse=self._outbox.answer,
            clock=asyncio.get_running_loop().time,
        )
        role = admitted.participant.role
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._read(listener), name="reader")
                group.create_task(self._drive(subscription, role), name="driver")
                group.create_task(self._write(), name="writer")
                group.create_task(self._watch_leaving(), name="leaving")
        except* WebSocketDisconnect:
            pass
        except* Closed as closed:
            raise first_closed(closed) from None

    async def _read(self, listener: Listener) -> None:
        while True:
            frame = await self._socket.receive()
            if frame["type"] == "websocket.disconnect":
                raise WebSocketDisconnect(frame.get("code", CloseCode.NORMAL))
            if owed_s := listener.take(frame):
                await asyncio.sleep(owed_s)  # hold the sender back; nothing is lost

    async def _drive(self, subscription: Subscription[ServerMessage], role: Role) -> None:
        try:
            async for delivery in subscription:
                await self._outbox.put(present.numbered(delivery, to_staff=role is Role.STAFF))
        except ReaderTooSlow:
            raise Closed("too_slow") from None
        self._outbox.finish()

    async def _write(self) -> None:
        while True:
            message = await self._outbox.get()
            if message is None:
                raise Closed(await self._leaving)  # the log has ended: the host says why
            try:
                async with asyncio.timeout(self._limits.stalled_s):
                    await self._send(message)
            except TimeoutError:
                raise Closed("too_slow") from None

    async def _watch_leaving(self) -> None:
        code = await self._leaving
        if code in _FLUSHED:  # the writer ends this first, once everything is sent
            await asyncio.sleep(_GOODBYE_S)
        raise Closed(code)

    async def _send(self, message: ServerMessage) -> None:
        await self._socket.send_text(encode_message(message))

    async def _close(self, closed: Closed) -> None:
        if self._socket.application_state is not WebSocketState.CONNECTED:
            return
        try:
            async with asyncio.timeout(_GOODBYE_S):
                if closed.bye is not None:
                    await self._send(messages.Bye(code=closed.bye))
                await self._socket.close(closed.code)
        except (TimeoutError, WebSocketDisconnect, RuntimeError):
            logger.info("a socket was gone before it could be closed with %d", closed.code)
