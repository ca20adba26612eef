"""MarianMT as transformers' own documentation runs it, behind HTTP; run by its own environment.

``generate`` in float32, greedy or with a beam, one request at a time. It answers ``/translate`` in
LibreTranslate's words, as far as the comparison needs them.
"""

from __future__ import annotations

import argparse
import threading
from pathlib import Path

import torch
import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from transformers import MarianMTModel, MarianTokenizer


class Translator:
    """A model, and the lock that lets one request in."""

    def __init__(self, folder: Path, *, beam: int) -> None:
        self._tokenizer = MarianTokenizer.from_pretrained(str(folder))
        self._model = MarianMTModel.from_pretrained(str(folder), dtype=torch.float32)
        self._beam = beam
        self._lock = threading.Lock()

    def translate(self, text: str) -> str:
        """One sentence."""
        with self._lock, torch.inference_mode():
            tokens = self._tokenizer([text], return_tensors="pt")
            said = self._model.generate(  # type: ignore[misc] # its mixin names another self
                **tokens, num_beams=self._beam, max_length=512
            )
            return str(self._tokenizer.batch_decode(said, skip_special_tokens=True)[0])


def application(translator: Translator) -> Starlette:
    """The routes."""

    async def translate(request: Request) -> Response:
        body = await request.json()
        text = await run_in_threadpool(translator.translate, body["q"])
        return JSONResponse({"translatedText": text})

    async def health(_: Request) -> Response:
        return Response()

    return Starlette(
        routes=[Route("/translate", translate, methods=["POST"]), Route("/readyz", health)]
    )


def main() -> None:
    """Serve until stopped."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--port", type=int, required=True)
    options.add_argument("--model", type=Path, required=True)
    options.add_argument("--beam", type=int, required=True)
    options.add_argument("--threads", type=int, required=True)
    chosen = options.parse_args()
    torch.set_num_threads(chosen.threads)
    served = application(Translator(chosen.model, beam=chosen.beam))
    uvicorn.run(served, host="127.0.0.1", port=chosen.port, log_level="warning")


if __name__ == "__main__":
    main()
