"""A stand-in for the service, for tests of the client: ``python fake_service.py PORT [MODE]``.

It hears one word in every quarter of a second of audio and finishes when the microphone is
paused. It translates texts into capitals, has no room for "full" and fails at "broken".

Modes: ``sound``; ``full`` has room for no conversation, ``crowded`` for no microphone; ``refusing``
gives no ticket; ``closing`` closes after half a second; ``mute`` says bye instead of ready;
``foreign`` speaks another protocol; ``unfinished`` makes nothing final; ``ending`` ends at once;
``deaf`` is never ready.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from typing import Final

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from service.wire.codec import decode_audio, decode_message, encode_message
from service.wire.messages import (
    PROTOCOL,
    AudioAck,
    Bye,
    Caption,
    ClientBye,
    Error,
    Hello,
    Limits,
    Pause,
    Ready,
    ServerMessage,
    TrackState,
    Translation,
)

WORDS: Final = ("Good", "morning,", "how", "can", "I", "help?")
SAMPLES_PER_WORD: Final = 4_000
SECRET: Final = "s3cret-_"  # noqa: S105 - a test's
COOKIE: Final = "__Host-staff=signed-in"


class FakeService:
    def __init__(self, port: int, mode: str) -> None:
        self.origin = f"http://127.0.0.1:{port}"
        self.mode = mode
        self.ended: list[str] = []

    def routes(self) -> list[Route | WebSocketRoute]:
        return [
            Route("/readyz", self.readyz),
            Route("/session", self.session, methods=["POST"]),
            Route("/conversations", self.open, methods=["POST"]),
            Route("/conversations/c1/tickets", self.ticket, methods=["POST"]),
            Route("/conversations/c1", self.end, methods=["DELETE"]),
            Route("/ended", self.told_ended),
            Route("/translate", self.translate, methods=["POST"]),
            WebSocketRoute("/v1/stream", self.stream),
        ]

    def allowed(self, request: Request) -> bool:
        signed_in = request.headers.get("cookie") == COOKIE
        return signed_in and request.headers.get("origin") == self.origin

    async def readyz(self, request: Request) -> Response:
        return Response(status_code=503 if self.mode == "deaf" else 200)

    async def session(self, request: Request) -> Response:
        if await request.json() != {"secret": SECRET}:
            return JSONResponse({"error": {"code": "bad_secret"}}, 401)
        return Response(status_code=204, headers={"set-cookie": f"{COOKIE}; Secure; HttpOnly"})

    async def open(self, request: Request) -> Response:
        if not self.allowed(request):
            return Response(status_code=403)
        if self.mode == "full":
            busy = {"error": {"code": "busy", "message": "no room"}}
            return JSONResponse(busy, 503, headers={"retry-after": "10"})
        pair = await request.json()
        return JSONResponse(
            {"conversation": "c1", "pair": [pair["staff_lang"], pair["client_lang"]]}, 201
        )

    async def ticket(self, request: Request) -> Response:
        if self.mode == "refusing" or not self.allowed(request):
            return JSONResponse({"error": {"code": "busy"}}, 503)
        return JSONResponse({"ticket": "t1", "expires_s": 60}, 201)

    async def end(self, request: Request) -> Response:
        self.ended.append("c1")
        return Response(status_code=204 if self.allowed(request) else 403)

    async def told_ended(self, request: Request) -> Response:
        return JSONResponse(self.ended)

    async def translate(self, request: Request) -> Response:
        texts = (await request.json())["q"]
        if "full" in texts:
            return JSONResponse({"error": "busy"}, 503)
        if "broken" in texts:
            return JSONResponse({"error": "broken"}, 500)
        return JSONResponse({"translatedText": [text.upper() for text in texts if text != "lost"]})

    async def stream(self, websocket: WebSocket) -> None:
        assert websocket.headers["origin"] == self.origin
        await websocket.accept(PROTOCOL)
        hello = decode_message(await websocket.receive_text())
        assert isinstance(hello, Hello)
        assert hello.ticket == "t1"
        await websocket.send_text(encode_message(welcome(self.mode)))
        if self.mode == "foreign":
            await websocket.send_text('{"type": "segment"}')
        heard = 0
        while True:
            received = await websocket.receive()
            if received["type"] == "websocket.disconnect":
                return
            if (data := received.get("bytes")) is not None:
                frame = decode_audio(data)
                assert frame.start_sample == heard
                before, heard = heard, heard + len(frame.samples)
                if self.mode == "closing" and heard > 8_000:
                    await websocket.close(1012)
                    return
                for message in shown(before, heard):
                    await websocket.send_text(encode_message(message))
                continue
            match decode_message(received["text"]):
                case Pause() if self.mode != "unfinished":
                    for message in finals(heard):
                        await websocket.send_text(encode_message(message))
                case ClientBye():
                    await websocket.send_text(encode_message(Bye(code="left")))
                    await websocket.close()
                    return


def welcome(mode: str) -> ServerMessage:
    match mode:
        case "mute":
            return Bye(code="ended")
        case "crowded":
            return Error(code="busy", message="no room")
        case _:
            return ready()


def ready() -> Ready:
    limits = Limits(
        max_message_bytes=65_536, max_audio_bytes=32_768, max_text_chars=2_000,
        max_unacknowledged_s=30,
    )  # fmt: skip
    return Ready(
        conversation="c1", participant="p1", role="staff", pair=("en", "pt"), epoch="e", seq=0,
        recovered=False, track=TrackState(next_sample=0), limits=limits,
    )  # fmt: skip


def shown(before: int, heard: int) -> Iterator[ServerMessage]:
    count = heard // SAMPLES_PER_WORD
    if count == before // SAMPLES_PER_WORD or count > len(WORDS):
        return
    yield caption(count, final=False)
    yield translation(count, final=False)
    yield AudioAck(samples=heard)


def finals(heard: int) -> Iterator[ServerMessage]:
    count = min(heard // SAMPLES_PER_WORD, len(WORDS))
    yield caption(count, final=True)
    yield translation(count, final=True)


def caption(count: int, *, final: bool) -> Caption:
    text = " ".join(WORDS[:count])
    return Caption(
        seq=1 if final else None, id="k1", revision=count + final, participant="p1", role="staff",
        lang="en", committed=text if final else "", tentative="" if final else text, final=final,
        ai_generated=True,
    )  # fmt: skip


def translation(count: int, *, final: bool) -> Translation:
    text = " ".join(word.upper() for word in WORDS[:count])
    return Translation(
        seq=2 if final else None, caption="k1", lang="pt", revision=count + final,
        source_revision=count + final, committed=text if final else "",
        tentative="" if final else text, final=final, model="fake",
    )  # fmt: skip


def main(port: int, mode: str = "sound") -> None:
    sys.stdout.write("loading\n")
    if mode == "ending":
        raise SystemExit(3)
    sys.stdout.write(f"desk: http://localhost:{port}/desk#key={SECRET}\n")
    sys.stdout.flush()
    app = Starlette(routes=FakeService(port, mode).routes())
    config = uvicorn.Config(app, ws="websockets-sansio", log_level="warning")
    with socket.create_server(("127.0.0.1", port)) as listening:
        sys.stdout.write("listening\n")
        sys.stdout.flush()
        uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
