"""How much a socket may send."""

from __future__ import annotations

from typing import Final

AUDIO_BURST_S: Final = 40.0
"""Audio that may come at once:

what a client has kept through a broken connection (30 s), and some.
"""
AUDIO_SPEED: Final = 1.5
"""Seconds of audio a second after that."""
MESSAGE_BURST: Final = 40.0
MESSAGES_PER_S: Final = 10.0


class Allowance:
    """A token bucket: ``burst`` at once, then ``rate`` a second. The clock is passed in."""

    def __init__(self, *, burst: float, rate: float, now_s: float) -> None:
        self._burst = burst
        self._rate = rate
        self._left = burst
        self._at_s = now_s

    def spend(self, amount: float, now_s: float) -> float:
        """Take ``amount``; gives the seconds until it is earned, 0 where nothing is owed."""
        self._left = min(self._burst, self._left + (now_s - self._at_s) * self._rate) - amount
        self._at_s = now_s
        return max(0.0, -self._left / self._rate)
