"""Why a socket closes: the code that the protocol names, and the websocket close code."""

from __future__ import annotations

from enum import IntEnum


class CloseCode(IntEnum):
    """Close codes of ``tulkki.v1``; below 4000 they are those of RFC 6455."""

    NORMAL = 1000
    POLICY = 1008
    RESTART = 1012
    TOO_SLOW = 4008
    BAD_MESSAGE = 4400
    UNAUTHORIZED = 4401
    FORBIDDEN = 4403
    REMOVED = 4404
    IDLE = 4408
    TAKEN_OVER = 4409
    ENDED = 4410
    BUSY = 4429
    FAILED = 4500


CLOSE_CODES = {
    "left": CloseCode.NORMAL,
    "shutdown": CloseCode.RESTART,
    "too_slow": CloseCode.TOO_SLOW,
    "removed": CloseCode.REMOVED,
    "idle": CloseCode.IDLE,
    "taken_over": CloseCode.TAKEN_OVER,
    "ended": CloseCode.ENDED,
    "failed": CloseCode.FAILED,
}
"""``bye`` code to close code."""


class Closed(Exception):
    """The socket is to be closed: by ``bye`` code, or by close code alone."""

    def __init__(self, bye: str | None = None, code: CloseCode = CloseCode.NORMAL) -> None:
        super().__init__(bye)
        self.bye = bye
        self.code = CLOSE_CODES[bye] if bye else code


def first_closed(group: BaseExceptionGroup[Closed]) -> Closed:
    """The first of the reasons for which the tasks of one socket have ended."""
    for error in group.exceptions:
        if isinstance(error, Closed):
            return error
        if isinstance(error, BaseExceptionGroup):
            return first_closed(error)
    raise group
