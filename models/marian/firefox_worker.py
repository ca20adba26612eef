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
from models.marian.spelling import Spelling, restore
from models.marian.vocabulary import read_characters
from models.marian.wording import Wording

MODEL_FILE: Final = "model.bin"
VOCABULARY_FILE: Final = "vocab.spm"


class PassageTranslator:
    """One model. Bound to the thread that made it.

    The model has no shortlist: with one it is 1.2 times as fast and 15 MB larger, but it loses
    English contractions ("I're sorry").
    """

    def __init__(self, direction: Direction) -> None:
        """Load the model, in about 0.1 s.

        Raises:
            OSError: a file cannot be read.
            ValueError: a file is not what its name says.
        """
        folder = Path(direction.folder)
        vocabulary = (folder / VOCABULARY_FILE).read_bytes()
        self._spelling = Spelling(read_characters(vocabulary))
        self._wording = Wording(lead_in=direction.lead_in, target=direction.target)
        self._engine = Translator((folder / MODEL_FILE).read_bytes(), vocabulary, vocabulary)

    def translate(self, passage: str) -> str:
        """Translate at most a sentence; words that the model cannot spell stay as they are."""
        return "".join(
            self._translate_run(run.text) if run.spellable else run.text
            for run in self._spelling.cut(passage)
        )

    def _translate_run(self, run: str) -> str:
        words = run.strip()
        if not any(map(str.isalpha, words)):
            return run
        prepared = self._wording.prepare(words)
        spelled = self._spelling.spell(prepared.text)
        translation = restore(self._engine.translate(spelled.text), spelled)
        finished = self._wording.finish(translation, prepared)
        start = run.index(words)
        return run[:start] + finished + run[start + len(words) :]


def main() -> int:
    """Load what the first message names, then answer requests until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends us
    requests, replies = _claim_pipes()
    models: dict[tuple[str, str], PassageTranslator] = {}
    for direction in receive_directions(requests):
        try:
            models[direction.source, direction.target] = PassageTranslator(direction)
        except (OSError, ValueError) as error:
            send(replies, Reply(failure=f"{direction.folder}: {error}"))
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
