"""Counts what a conversation publishes. No text is kept: not even its length."""

from __future__ import annotations

from typing import Final

from service.conversation.events import (
    CaptionChanged,
    LagChanged,
    Noticed,
    ParticipantsChanged,
    Published,
    Role,
)
from service.usage.lag_times import LagTimes
from service.usage.visit import Setting, Visit

_HANDOVERS: Final = {"interpreter_wanted": 1, "interpreter_withdrawn": -1}
"""What a notice adds to the wishes for a human interpreter."""
_S_PER_MINUTE: Final = 60.0


class Tally:
    """The counters of one conversation while it lives.

    Args:
        setting: where and how it is held.
        at_s: when it begins; all times are of one clock that never goes back.
    """

    def __init__(self, setting: Setting, *, at_s: float) -> None:
        self._setting = setting
        self._begun_s = at_s
        self._lags = LagTimes()
        self._turns: set[str] = set()
        self._readers: set[str] = set()
        self._typed = 0
        self._corrections = 0
        self._handovers = 0

    def see(self, published: Published, *, at_s: float) -> None:
        """Count something that readers are shown."""
        match published:
            case CaptionChanged():
                self._caption(published)
            case LagChanged():
                self._lags.tell(published.participant, published.seconds, at_s=at_s)
            case ParticipantsChanged():
                people = published.participants
                self._readers.update(one.id for one in people if one.role is not Role.STAFF)
            case Noticed(code=code):
                self._handovers += _HANDOVERS.get(code, 0)
            case _:
                pass

    def close(self, *, at_s: float) -> Visit:
        """What there was, when it ends."""
        self._lags.finish(at_s=at_s)
        return Visit(
            setting=self._setting,
            minutes=max(0.0, at_s - self._begun_s) / _S_PER_MINUTE,
            spoken_turns=len(self._turns) - self._typed,
            typed_turns=self._typed,
            corrections=self._corrections,
            handovers=self._handovers,
            readers=len(self._readers),
            lag_p50_s=self._lags.quantile(0.5),
            lag_p95_s=self._lags.quantile(0.95),
        )

    def _caption(self, caption: CaptionChanged) -> None:
        if not caption.final:
            return
        if caption.corrected:
            self._corrections += 1
        elif caption.committed and caption.caption not in self._turns:
            self._turns.add(caption.caption)
            self._typed += caption.typed
