"""Whether one more microphone may open: decided by what speech recognition has left.

How many conversations a machine carries depends on the machine, the model and how people talk, so
nothing is counted in advance. Each time somebody wants to begin, the recent past is looked at:

- While workers were idle for long enough, there is room.
- When they hardly rest, there may still be room, because windows that wait fill each other's
  batches. How soon windows are answered tells. Then one conversation is let in at a time, and the
  next only when that has been measured with it.

A conversation that was let in counts as expected load until what it does can be measured, so that
ten that come in one second are not all let into the same gap. So does each further microphone in
it: people may speak at the same time. One that is in stays in, and may break off and come back.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from service.inference.load import LONGEST_S, Load

logger = logging.getLogger(__name__)


class Busy(Exception):
    """There is no room for one more conversation now."""

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(f"try again in {retry_after_s} s")
        self.retry_after_s = retry_after_s


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionConfig:
    """Where room ends."""

    window_s: float = 10.0
    """How far to look back: some sentences, so that a breath is not taken for idleness."""
    most_busy: float = 0.85
    """Share of the workers' time beyond which answers decide."""
    most_answer_s: float = 0.16
    """Mean time from asking for a window to its answer.

    A word is seen when another one follows it, and should be within a second. Each decision is
    logged with what it saw; this comes from the logs that ``tulkki bench capacity`` leaves.
    """
    decode_every_s: float = 0.4
    """How often somebody who speaks is decoded, finals included."""
    unmeasured_share: float = 0.3
    """What a conversation takes of all workers, before anything has been decoded at all."""

    def __post_init__(self) -> None:
        if not 0 < self.window_s <= LONGEST_S:
            raise ValueError(f"window_s must be in 0..{LONGEST_S}")
        if not 0 < self.most_busy <= 1 or not 0 < self.unmeasured_share <= 1:
            raise ValueError("most_busy and unmeasured_share must be in 0..1")
        if self.most_answer_s < 0 or self.decode_every_s <= 0:
            raise ValueError("most_answer_s must not be negative, decode_every_s must be positive")


def has_room(load: Load, *, newcomers: float, config: AdmissionConfig) -> bool:
    """True where one more conversation fits.

    Args:
        load: of the last ``window_s``.
        newcomers: conversations that it does not show yet; one that it half shows is a half.
        config: where room ends.
    """
    share = config.unmeasured_share
    if load.request_s is not None:
        share = min(1.0, load.request_s / config.decode_every_s)
    if load.busy_share + (newcomers + 1) * share <= config.most_busy:
        return True
    return newcomers == 0 and load.wait_s + load.run_s <= config.most_answer_s


class Admission:
    """Gives places to speak.

    Args:
        load: of speech recognition, over the last seconds.
        clock: monotonic, seconds.
        config: None lets everybody in.
    """

    def __init__(
        self,
        load: Callable[[float], Load],
        *,
        clock: Callable[[], float],
        config: AdmissionConfig | None,
    ) -> None:
        self._load = load
        self._clock = clock
        self._config = config
        self._reserved: dict[str, float] = {}
        """When, by conversation; until somebody speaks in it."""
        self._speaking: dict[str, dict[str, float]] = {}
        """Since when, by conversation and speaker."""

    def reserve(self, conversation: str) -> None:
        """Keep a place for a conversation that begins; for a while, if nobody speaks in it.

        Raises:
            Busy: there is no room.
        """
        if self._config is not None:
            now_s = self._clock()
            self._require_room(self._config, now_s)
            self._reserved[conversation] = now_s

    def let_speak(self, conversation: str, speaker: str) -> None:
        """Somebody opens a microphone; allowed for good once it was allowed.

        Raises:
            Busy: the conversation's reservation has lapsed or was taken by another speaker, and
                there is no room any more.
        """
        if self._config is None:
            return
        now_s, speaking = self._clock(), self._speaking.get(conversation, {})
        if speaker in speaking:
            return
        reserved_s = self._reserved.get(conversation)
        if reserved_s is None or now_s - reserved_s >= self._config.window_s:
            self._require_room(self._config, now_s)
        self._reserved.pop(conversation, None)
        self._speaking[conversation] = {**speaking, speaker: now_s}

    def leave(self, conversation: str) -> None:
        """A conversation is over."""
        self._reserved.pop(conversation, None)
        self._speaking.pop(conversation, None)

    def _require_room(self, config: AdmissionConfig, now_s: float) -> None:
        speaking = [since for one in self._speaking.values() for since in one.values()]
        places = [*self._reserved.values(), *speaking]
        newcomers = sum(max(0.0, 1 - (now_s - since) / config.window_s) for since in places)
        load = self._load(config.window_s)
        room = has_room(load, newcomers=newcomers, config=config)
        logger.info(
            "%s for one more microphone: recognition %.0f %% busy, windows wait %.2f s and take "
            "%.2f s, %.1f of %d places not measured yet",
            "room" if room else "no room",
            100 * load.busy_share,
            load.wait_s,
            load.run_s,
            newcomers,
            len(places),
        )
        if not room:
            raise Busy(ceil(config.window_s))
