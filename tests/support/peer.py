"""The other end of a websocket, without a network."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

from starlette.types import Message
from starlette.websockets import WebSocket

from models.types import Samples
from service.wire.codec import AudioFrame, encode_audio
from service.wire.messages import ClientMessage

Told = dict[str, object]
"""A message of the server as it was on the wire."""


class Peer:
    """Says what a test tells it, and takes only what it wants."""

    def __init__(self) -> None:
        self._said: asyncio.Queue[Message] = asyncio.Queue()
        self._took = asyncio.Event()
        self.taken: list[Message] = []
        self.takes = asyncio.Event()
        self.takes.set()
        self.closed: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.socket = WebSocket({"type": "websocket"}, self._said.get, self._take)

    async def _take(self, message: Message) -> None:
        await self.takes.wait()
        self.taken.append(message)
        self._took.set()
        if message["type"] == "websocket.close":
            self.closed.set_result(message["code"])

    def say(self, message: ClientMessage) -> None:
        self._said.put_nowait({"type": "websocket.receive", "text": message.model_dump_json()})

    def speak(self, samples: Samples, *, start_sample: int) -> None:
        frame = encode_audio(AudioFrame(start_sample=start_sample, samples=samples))
        self._said.put_nowait({"type": "websocket.receive", "bytes": frame})

    def go(self) -> None:
        self._said.put_nowait({"type": "websocket.disconnect", "code": 1006})

    async def connect(self) -> None:
        self._said.put_nowait({"type": "websocket.connect"})
        await self.socket.accept()

    def texts(self) -> list[Told]:
        return [json.loads(m["text"]) for m in self.taken if m["type"] == "websocket.send"]

    async def until(self, wanted: Callable[[Told], bool], *, since: int = 0) -> Told:
        """The first message that is wanted, ``since`` so many; waits for it."""
        while True:
            self._took.clear()
            for told in self.texts()[since:]:
                if wanted(told):
                    return told
            await self._took.wait()
