"""The counters of one conversation, and the answers to the one question at its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from models.types import LanguagePair

Answer = Literal["good", "partly", "bad"]
"""To: "Did you understand each other?"."""
Voter = Literal["staff", "client"]
Variant = Literal["", "a", "b"]
"""Of the desk's experiment; empty where nothing was compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where and how a conversation was held: what counters are grouped by."""

    desk: str
    """Its slug, also of a desk that is there no more."""
    pair: LanguagePair
    """Languages of staff and client."""
    hour: datetime
    """In UTC, when it began, to the hour: a visit shall not be recognised by its time."""
    experiment: str = ""
    variant: Variant = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What is known of one conversation afterwards."""

    setting: Setting
    minutes: float
    spoken_turns: int
    typed_turns: int
    corrections: int
    handovers: int
    """How often a human interpreter was asked for and the wish not taken back."""
    readers: int
    """Phones and displays that took part."""
    lag_p50_s: float | None
    """How far captions were behind the voice half of the time; None where nobody spoke."""
    lag_p95_s: float | None

    @property
    def turns(self) -> int:
        """Spoken and typed together."""
        return self.spoken_turns + self.typed_turns


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """One answer. It is not tied to its visit: only to desk, languages and hour."""

    setting: Setting
    voter: Voter
    answer: Answer


def hour_of(moment: datetime) -> datetime:
    """The hour in which a moment lies."""
    return moment.replace(minute=0, second=0, microsecond=0)
