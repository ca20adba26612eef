"""What waits to be sent on one socket."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Final

from service.wire.messages import AudioAck, CheckResult, Error, ServerMessage

_ROOM: Final = 4
"""Messages of the log that may wait here.

Few: what waits in the log is still replaced by newer revisions.
"""
_MOST_ANSWERS: Final = 16


class Outbox:
    """A short queue with three lanes: the newest acknowledgement, answers, and the log's messages.

    ``put`` waits for room, so a slow socket holds back the reading of the log and never fills
    memory. The other two never wait: a newer acknowledgement replaces an older one, and beyond
    ``_MOST_ANSWERS`` answers the oldest goes.
    """

    def __init__(self) -> None:
        self._ack: AudioAck | None = None
        self._answers: deque[Error | CheckResult] = deque(maxlen=_MOST_ANSWERS)
        self._messages: deque[ServerMessage] = deque()
        self._something = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()
        self._finished = False

    async def put(self, message: ServerMessage) -> None:
        """Add a message of the log once there is room."""
        while len(self._messages) >= _ROOM:
            self._room.clear()
            await self._room.wait()
        self._messages.append(message)
        self._something.set()

    def acknowledge(self, samples: int) -> None:
        """Tell the speaker how much audio has arrived."""
        self._ack = AudioAck(samples=samples)
        self._something.set()

    def answer(self, answer: Error | CheckResult) -> None:
        """Tell the participant what came of something, or that it was not done."""
        self._answers.append(answer)
        self._something.set()

    def finish(self) -> None:
        """Nothing is added any more: ``get`` gives what waits, then None."""
        self._finished = True
        self._something.set()

    async def get(self) -> ServerMessage | None:
        """The next message to send; None after ``finish`` once nothing waits."""
        while True:
            message = self._take()
            if message is not None or self._finished:
                return message
            self._something.clear()
            await self._something.wait()

    def _take(self) -> ServerMessage | None:
        if self._ack is not None:
            ack, self._ack = self._ack, None
            return ack
        if self._answers:
            return self._answers.popleft()
        if self._messages:
            message = self._messages.popleft()
            self._room.set()
            return message
        return None
