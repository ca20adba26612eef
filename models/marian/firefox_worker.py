"""The process in which Firefox Translations models run: ``python -m models.marian.firefox_worker``.

It reads requests from standard input and writes replies to standard output until standard input
ends, which happens in whatever way its parent ends. It imports as little as it can: 16 MB before
its models, 96 MB with both directions of one pair.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import IO, Final

from fxtranslate import Translator

from models.marian.firefox_protocol import (
    Direction,
    Reply,
    receive_directions,
    receive_request,
    send,
)

_TRIED: Final = "1, 2"
"""Something that any vocabulary can spell."""


def load(direction: Direction) -> Translator:
    """Load a model, in about 0.1 s, and try it. It is bound to the thread that loads it.

    Raises:
        OSError: a file cannot be read.
        ValueError: a file is not what its name says.
        BaseException: the engine panics, at a shortlist that is none, or because the weights lack
            what it looks for when it first translates.
    """
    source = Path(direction.source_vocabulary).read_bytes()
    target = source
    if direction.target_vocabulary != direction.source_vocabulary:
        target = Path(direction.target_vocabulary).read_bytes()
    shortlist = Path(direction.shortlist).read_bytes() if direction.shortlist else None
    translator = Translator(Path(direction.model).read_bytes(), source, target, shortlist)
    translator.translate(_TRIED)
    return translator


def main() -> int:
    """Load what the first message names, then answer requests until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends us
    requests, replies = _claim_pipes()
    models: dict[tuple[str, str], Translator] = {}
    for direction in receive_directions(requests):
        try:
            models[direction.source, direction.target] = load(direction)
        except BaseException as error:  # noqa: BLE001 - a panic of the engine is no Exception
            send(replies, Reply(failed=direction.key, failure=_reason(direction, error)))
            return 1
    send(replies, Reply())
    while (request := receive_request(requests)) is not None:
        model = models[request.source, request.target]
        send(replies, Reply(passages=tuple(map(model.translate, request.passages))))
    return 0


def _reason(direction: Direction, error: BaseException) -> str:
    """What to tell of a model that cannot be loaded: no text has been read yet."""
    if isinstance(error, OSError | ValueError):
        return f"{direction.model}: {error}"
    files = " with ".join(filter(None, (direction.model, direction.shortlist)))
    return f"the engine breaks on {files}"


def _claim_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Take standard input and output for messages; what libraries print goes to standard error."""
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return sys.stdin.buffer, replies


if __name__ == "__main__":
    sys.exit(main())
