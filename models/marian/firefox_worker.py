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
from typing import IO

from fxtranslate import Translator

from models.marian.firefox_protocol import (
    Direction,
    Reply,
    receive_directions,
    receive_request,
    send,
)


def load(direction: Direction) -> Translator:
    """Load a model, in about 0.1 s. It is bound to the thread that loads it.

    Raises:
        OSError: a file cannot be read.
        ValueError: a file is not what its name says.
    """
    source = Path(direction.source_vocabulary).read_bytes()
    target = source
    if direction.target_vocabulary != direction.source_vocabulary:
        target = Path(direction.target_vocabulary).read_bytes()
    shortlist = Path(direction.shortlist).read_bytes() if direction.shortlist else None
    return Translator(Path(direction.model).read_bytes(), source, target, shortlist)


def main() -> int:
    """Load what the first message names, then answer requests until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends us
    requests, replies = _claim_pipes()
    models: dict[tuple[str, str], Translator] = {}
    for direction in receive_directions(requests):
        try:
            models[direction.source, direction.target] = load(direction)
        except (OSError, ValueError) as error:
            send(replies, Reply(failure=f"{direction.model}: {error}"))
            return 1
    send(replies, Reply())
    while (request := receive_request(requests)) is not None:
        model = models[request.source, request.target]
        send(replies, Reply(passages=tuple(map(model.translate, request.passages))))
    return 0


def _claim_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Take standard input and output for messages; what libraries print goes to standard error."""
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return sys.stdin.buffer, replies


if __name__ == "__main__":
    sys.exit(main())
