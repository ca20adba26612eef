"""For how long captions were how far behind the voice."""

from __future__ import annotations

from itertools import accumulate
from typing import Final

STEP_S: Final = 0.05
_LONGEST_S: Final = 60.0
"""A lag beyond counts as this."""


class LagTimes:
    """A histogram of lag, weighted by time: half a minute at 1 s counts thirty times one second.

    A lag is shown until the next one is told, so time, not the number of messages, says what people
    saw. Time without any lag, when nobody speaks, does not count.
    """

    def __init__(self) -> None:
        self._times_s = [0.0] * (round(_LONGEST_S / STEP_S) + 1)
        self._now: dict[str, tuple[float, float]] = {}

    def tell(self, speaker: str, lag_s: float, *, at_s: float) -> None:
        """From ``at_s`` on the captions of a speaker are ``lag_s`` behind."""
        self._close(speaker, at_s)
        if lag_s > 0:
            self._now[speaker] = (lag_s, at_s)

    def finish(self, *, at_s: float) -> None:
        """No lag is shown any more."""
        for speaker in list(self._now):
            self._close(speaker, at_s)

    def quantile(self, share: float) -> float | None:
        """The lag that was not exceeded for ``share`` of the time, to a step; None without any."""
        reached_s = list(accumulate(self._times_s))
        wanted_s = share * reached_s[-1]
        steps = (i for i, time_s in enumerate(reached_s) if time_s > 0 and time_s >= wanted_s)
        step = next(steps, None)
        return None if step is None else round(step * STEP_S, 3)

    def _close(self, speaker: str, at_s: float) -> None:
        lag_s, since_s = self._now.pop(speaker, (0.0, at_s))
        if at_s > since_s:
            self._times_s[round(min(lag_s, _LONGEST_S) / STEP_S)] += at_s - since_s
