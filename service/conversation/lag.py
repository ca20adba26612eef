"""How far the screen is behind the voice, told when it has moved enough to be seen."""

from __future__ import annotations

from service.conversation.events import LagChanged


class LagMeter:
    """The lag of one track, in seconds of audio."""

    def __init__(self, participant: str, *, step_s: float) -> None:
        self._participant = participant
        self._step_s = step_s
        self._told_s = 0.0

    def measure(self, lag_s: float) -> list[LagChanged]:
        """Tell a lag that differs from the last one told by a step, or that is over."""
        over = lag_s == 0 and self._told_s != 0
        if not over and abs(lag_s - self._told_s) < self._step_s:
            return []
        self._told_s = lag_s
        return [LagChanged(participant=self._participant, seconds=lag_s)]
