"""A visit at the desk as tests see it: a browser's HTTP and sockets of ``tulkki.v1``."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import httpx
import numpy as np
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin, Subprotocol

from models.types import SAMPLE_RATE, Samples
from service.wire.codec import AudioFrame, encode_audio
from service.wire.messages import (
    PROTOCOL,
    SERVER_MESSAGE,
    ClientMessage,
    Hello,
    LastSeen,
    Ready,
    ServerMessage,
    TrackOffer,
)

M = TypeVar("M")
TULKKI = str(Path(sys.executable).with_name("tulkki"))
"""The console script of the environment that runs the tests."""
FRAME_SAMPLES = 320
WAIT_S = 60.0


@dataclass(kw_only=True)
class Socket:
    """One open websocket and everything that came over it."""

    connection: ClientConnection
    received: list[ServerMessage] = field(default_factory=list)

    async def send(self, message: ClientMessage) -> None:
        await self.connection.send(message.model_dump_json(exclude_none=True))

    async def speak(self, samples: Samples, *, start_sample: int = 0) -> None:
        """Send audio at once, in frames of 20 ms."""
        for begin in range(0, samples.size, FRAME_SAMPLES):
            piece = samples[begin : begin + FRAME_SAMPLES]
            frame = AudioFrame(start_sample=start_sample + begin, samples=piece)
            await self.connection.send(encode_audio(frame))

    async def receive(self) -> ServerMessage:
        """The next message."""
        async with asyncio.timeout(WAIT_S):
            message = SERVER_MESSAGE.validate_json(await self.connection.recv())
        self.received.append(message)
        return message

    async def until(self, kind: type[M], wanted: Callable[[M], bool] = lambda _: True) -> M:
        """The next message of a kind that is wanted; others are only noted."""
        while True:
            message = await self.receive()
            if isinstance(message, kind) and wanted(message):
                return message

    async def closed(self) -> int:
        """Read to the end; gives the close code."""
        try:
            while True:
                await self.receive()
        except ConnectionClosed as end:
            assert end.rcvd is not None, "the connection broke without a close"
            return end.rcvd.code


class Visit:
    """Staff with a session on one server."""

    def __init__(self, url: str, secret: str) -> None:
        self.url = url
        self._secret = secret
        self.http = httpx.AsyncClient(
            base_url=url, headers={"Origin": url}, trust_env=False, timeout=WAIT_S
        )
        self._cookie: dict[str, str] = {}

    async def sign_in(self) -> None:
        response = await self.http.post("/session", json={"secret": self._secret})
        assert response.status_code == 204, response.text
        # By hand: cookie jars keep Secure cookies from plain http; browsers send them to localhost.
        self._cookie = {"Cookie": response.headers["set-cookie"].partition(";")[0]}
        self.http.cookies.clear()

    async def staff(
        self, method: str, path: str, body: Mapping[str, object] | None = None
    ) -> httpx.Response:
        """A request with the staff cookie."""
        return await self.http.request(method, path, json=body, headers=self._cookie)

    async def open(
        self, staff_lang: str = "en", client_lang: str = "pt", *, practice: bool = False
    ) -> str:
        """A new conversation."""
        body = {"staff_lang": staff_lang, "client_lang": client_lang, "practice": practice}
        response = await self.staff("POST", "/conversations", body)
        assert response.status_code == 201, response.text
        return str(response.json()["conversation"])

    async def ticket(self, conversation: str) -> str:
        response = await self.staff("POST", f"/conversations/{conversation}/tickets")
        assert response.status_code == 201, response.text
        return str(response.json()["ticket"])

    async def invite(self, conversation: str, role: str = "client") -> dict[str, str]:
        """The way in for one phone, or one screen."""
        path = f"/conversations/{conversation}/invitations"
        response = await self.staff("POST", path, {"role": role})
        assert response.status_code == 201, response.text
        return dict(response.json())

    async def join(self, conversation: str) -> dict[str, str]:
        """A new phone's place."""
        invitation = await self.invite(conversation)
        return await self.come_in({"code": invitation["code"]})

    async def join_as_display(self, conversation: str) -> dict[str, str]:
        """A new display's place."""
        invitation = await self.invite(conversation, "viewer")
        return await self.come_in({"secret": invitation["link"].partition("#s=")[2]})

    async def come_in(self, way: dict[str, str]) -> dict[str, str]:
        """A place, by the code or the secret of an invitation."""
        response = await self.http.post("/join", json=way)
        assert response.status_code == 201, response.text
        return dict(response.json())

    async def reader_ticket(self, place: dict[str, str]) -> str:
        """Another ticket for a reader who comes back."""
        headers = {"Authorization": f"Bearer {place['reader']}"}
        response = await self.http.post("/join/ticket", headers=headers)
        assert response.status_code == 201, response.text
        return str(response.json()["ticket"])

    @asynccontextmanager
    async def socket(self, *, origin: str | None = None) -> AsyncIterator[Socket]:
        """An open websocket on which nothing has been said."""
        async with connect(
            self.url.replace("http", "ws", 1) + "/v1/stream",
            subprotocols=[Subprotocol(PROTOCOL)],
            origin=Origin(origin or self.url),
            compression=None,
            proxy=None,
        ) as connection:
            yield Socket(connection=connection)

    @asynccontextmanager
    async def seat(
        self,
        ticket: str,
        *,
        reads: tuple[str, ...] = ("en", "pt"),
        speaks: str | None = None,
        last: LastSeen | None = None,
    ) -> AsyncIterator[tuple[Socket, Ready]]:
        """A socket that has said hello and was told ready."""
        track = TrackOffer(speaks=speaks, sample_rate=SAMPLE_RATE) if speaks else None
        async with self.socket() as socket:
            await socket.send(Hello(ticket=ticket, reads=reads, track=track, last=last))
            ready = await socket.receive()
            assert isinstance(ready, Ready), ready
            yield socket, ready


@asynccontextmanager
async def visit(url: str, secret: str) -> AsyncIterator[Visit]:
    """Staff signed in."""
    staff = Visit(url, secret)
    async with staff.http:
        await staff.sign_in()
        yield staff


def tone(seconds: float, *, hz: float = 220.0, level: float = 0.3) -> Samples:
    """A voice for the energy detector of the scripted models."""
    t = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (level * np.sin(2 * np.pi * hz * t)).astype(np.float32)


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * SAMPLE_RATE), dtype=np.float32)
