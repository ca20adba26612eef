"""The parent's side of one worker process."""

from __future__ import annotations

import os
import selectors
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import IO, Final

from models.errors import InferenceFailed, ModelUnusable, pull_anew
from models.marian.firefox_protocol import (
    Direction,
    ProtocolError,
    Reply,
    Request,
    receive_reply,
    send,
    send_directions,
)
from models.marian.worker_pool import WorkerDied

_COMMAND: Final = (sys.executable, "-P", "-m", "models.marian.firefox_worker")
_KEPT_VARIABLES: Final = ("PATH", "LD_LIBRARY_PATH", "PYTHONHOME", "LANG", "LC_ALL")
_LOADING_TIMEOUT_S: Final = 60.0
_REPLY_TIMEOUT_S: Final = 30.0
_ENDING_TIMEOUT_S: Final = 5.0


class WorkerProcess:
    """One process with loaded models. Used by one thread at a time; ``kill`` by any.

    It has a process group of its own, so that Ctrl-C in a terminal reaches only its parent. What it
    prints is thrown away: a panic of the native engine quotes the text that it choked on. Of the
    environment it is given no more than it needs to start, and no secret.
    """

    def __init__(self, directions: Sequence[Direction]) -> None:
        """Start the process; ``wait_until_ready`` tells when its models are loaded.

        Raises:
            InferenceFailed: the system lets no process start.
        """
        try:
            self._process = subprocess.Popen(  # noqa: S603 - a constant command
                _COMMAND,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                process_group=0,
            )
        except OSError as error:
            raise InferenceFailed(f"no translation process can be started: {error}") from error
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("the worker has no pipes")
        self._requests: IO[bytes] = self._process.stdin
        self._replies: IO[bytes] = self._process.stdout
        self._directions = directions

    @property
    def pid(self) -> int:
        """Process id."""
        return self._process.pid

    def wait_until_ready(self) -> None:
        """Have the models loaded.

        Raises:
            ModelUnusable: the engine cannot load a model.
            WorkerDied: the process ended.
            InferenceFailed: it did not answer.
        """
        try:
            send_directions(self._requests, self._directions)
        except OSError as error:
            raise WorkerDied from error
        reply = self._receive(_LOADING_TIMEOUT_S)
        if reply.failure:
            raise ModelUnusable(
                f"{reply.failed} cannot be loaded: {reply.failure}. {pull_anew(reply.failed)}"
            )

    def translate(self, request: Request) -> tuple[str, ...]:
        """Translate passages.

        Raises:
            WorkerDied: the process ended.
            InferenceFailed: it did not answer and was killed.
        """
        try:
            send(self._requests, request)
        except OSError as error:
            raise WorkerDied from error
        return self._receive(_REPLY_TIMEOUT_S).passages

    def kill(self) -> None:
        """End the process now; whoever waits for its reply sees ``WorkerDied``."""
        self._process.kill()

    def stop(self) -> None:
        """Let the process end, make it if it does not, and leave no trace of it."""
        with suppress(BrokenPipeError):  # it has already ended, with a request unread
            self._requests.close()
        try:
            self._process.wait(_ENDING_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._replies.close()

    def _receive(self, timeout_s: float) -> Reply:
        with selectors.DefaultSelector() as selector:
            selector.register(self._replies, selectors.EVENT_READ)
            if not selector.select(timeout_s):
                self.kill()
                raise InferenceFailed(f"the translation process gave no answer in {timeout_s} s")
        try:
            reply = receive_reply(self._replies)
        except ProtocolError as error:
            raise WorkerDied from error
        if reply is None:
            raise WorkerDied
        return reply


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "RUST_BACKTRACE": "0"}
