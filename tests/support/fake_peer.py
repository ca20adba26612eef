"""A stand-in for other captioning programs: ``python fake_peer.py --port PORT --mode MODE``.

It hears one word in every quarter of a second. Modes: ``lines`` speaks like WhisperLiveKit,
``segments`` like WhisperLive; ``closing`` closes after half a second; ``foreign`` says what neither
says; ``bytes`` answers with bytes; ``ending`` ends at once; ``endless`` is never done.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Final

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

WORDS: Final = ("Good", "morning,", "how", "can", "I", "help?")
BYTES_PER_WORD: Final = 8_000


class FakePeer:
    def __init__(self, mode: str) -> None:
        self.mode = mode

    def message(self, count: int) -> str:
        """All words but the last one are finished."""
        done, guess = " ".join(WORDS[: count - 1]), WORDS[count - 1]
        if self.mode == "foreign":
            return '{"type": "transcript", "text": 1}'
        if self.mode == "segments":
            parts = [{"text": f" {done}", "completed": True}, {"text": guess, "completed": False}]
            return json.dumps({"uid": "bench", "segments": parts})
        return json.dumps({"lines": [{"speaker": 1, "text": done}], "buffer_transcription": guess})

    async def stream(self, websocket: WebSocket) -> None:
        await websocket.accept()
        if self.mode == "segments":
            assert json.loads(await websocket.receive_text())["language"] == "en"
            await websocket.send_text('{"uid": "bench", "message": "SERVER_READY"}')
        else:
            await websocket.send_text('{"type": "config", "useAudioWorklet": true}')
        heard = 0
        async for data in websocket.iter_bytes():
            before, heard = heard, heard + len(data)
            if self.mode == "bytes":
                await websocket.send_bytes(b"")
            if self.mode == "closing" and heard > 16_000:
                await websocket.close(1012)
                return
            if not data and self.mode == "lines":
                await websocket.send_text('{"type": "ready_to_stop"}')
            count = heard // BYTES_PER_WORD
            if count > before // BYTES_PER_WORD and count <= len(WORDS):
                await websocket.send_text(self.message(count))
                await websocket.send_text(self.message(count))


async def health(_: Request) -> Response:
    return Response()


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--port", type=int, required=True)
    options.add_argument("--mode", required=True)
    chosen = options.parse_args()
    if chosen.mode == "ending":
        sys.exit(3)
    stream = FakePeer(chosen.mode).stream
    routes = [
        Route("/health", health),
        WebSocketRoute("/asr", stream),
        WebSocketRoute("/", stream),
    ]
    uvicorn.run(Starlette(routes=routes), host="127.0.0.1", port=chosen.port, log_level="warning")


if __name__ == "__main__":
    main()
