"""Texts of conversations that have ended, for as long as their desk says: in memory only.

Read-only from the end on. A text goes when its time is over, when either side asks, when others
need the room, or with the process, whichever comes first. Time is that of a clock that also counts
while the machine sleeps: an hour is an hour.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from service.export.transcript import Transcript

logger = logging.getLogger(__name__)

_LOOK_AGAIN_S: Final = 60.0
"""Timers stand still while the machine sleeps, so the clock is looked at this often, while there is
something to forget.
"""
_TURN_BYTES: Final = 1_000
"""What a turn takes beside its letters."""
_LETTER_BYTES: Final = 4


def seconds_since_boot() -> float:
    """A clock that never goes back and, on Linux, counts the time that the machine sleeps."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLimits:
    """How much is kept of all conversations together."""

    conversations: int = 500
    size_bytes: int = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The text of one conversation."""

    conversation: str
    transcript: Transcript
    readers: frozenset[str]
    """Tokens of the phones that may still have it."""
    until_s: float
    size_bytes: int


class KeptTranscripts:
    """Keeps, finds and forgets."""

    def __init__(
        self, *, clock: Callable[[], float] = seconds_since_boot, limits: KeptLimits | None = None
    ) -> None:
        self._clock = clock
        self._limits = limits or KeptLimits()
        self._kept: dict[str, Kept] = {}
        self._timer: asyncio.TimerHandle | None = None

    def keep(
        self,
        conversation: str,
        transcript: Transcript,
        *,
        for_s: float,
        readers: frozenset[str] = frozenset(),
    ) -> None:
        """Keep a text for a time. What does not fit drives out what was kept first."""
        self.forget_expired()
        size_bytes = _size(transcript)
        if size_bytes > self._limits.size_bytes:
            logger.warning("conversation %s is too long to be kept", conversation)
            return
        self._kept.pop(conversation, None)
        while self._kept and not self._fits(size_bytes):
            oldest = next(iter(self._kept))
            del self._kept[oldest]
            logger.warning("conversation %s is forgotten early: there is no room", oldest)
        self._kept[conversation] = Kept(
            conversation=conversation,
            transcript=transcript,
            readers=readers,
            until_s=self._clock() + for_s,
            size_bytes=size_bytes,
        )
        self._watch()

    def find(self, conversation: str) -> Kept | None:
        """The text of a conversation; None where it is forgotten."""
        self.forget_expired()
        return self._kept.get(conversation)

    def find_by_reader(self, token: str) -> Kept | None:
        """The text that the holder of a reader's token took part in."""
        self.forget_expired()
        return next((kept for kept in self._kept.values() if token in kept.readers), None)

    def left_s(self, kept: Kept) -> float:
        """How long it is still kept."""
        return max(0.0, kept.until_s - self._clock())

    def forget(self, conversation: str) -> None:
        """Forget at once. Idempotent."""
        self._kept.pop(conversation, None)

    def forget_all(self) -> None:
        """Forget everything: the server goes down."""
        self._kept.clear()
        if self._timer is not None:
            self._timer.cancel()

    def forget_expired(self) -> None:
        """Forget what has been kept long enough. Idempotent."""
        now_s = self._clock()
        for conversation, kept in list(self._kept.items()):
            if kept.until_s <= now_s:
                del self._kept[conversation]

    def __len__(self) -> int:
        return len(self._kept)

    def _fits(self, more_bytes: int) -> bool:
        used = sum(kept.size_bytes for kept in self._kept.values())
        return (
            len(self._kept) < self._limits.conversations
            and used + more_bytes <= self._limits.size_bytes
        )

    def _watch(self) -> None:
        """Be there when the next one's time is over."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._kept:
            next_s = min(self.left_s(kept) for kept in self._kept.values())
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(min(next_s, _LOOK_AGAIN_S), self._look)

    def _look(self) -> None:
        self.forget_expired()
        self._watch()


def _size(transcript: Transcript) -> int:
    """About what the text takes in memory, at the most."""
    letters = sum(
        len(turn.original.text)
        + sum(len(one.text) for one in turn.translations)
        + sum(map(len, turn.earlier))
        for turn in transcript.turns
    )
    return _LETTER_BYTES * letters + _TURN_BYTES * len(transcript.entries)
