"""What events and effects are made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a participant is: staff, a client with a phone, or a screen that is only read."""

    STAFF = "staff"
    CLIENT = "client"
    VIEWER = "viewer"


PAIR = "pair"
"""What a track speaks when it speaks either language of the conversation's pair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody who takes part: reads some languages, and may speak one."""

    id: str
    role: Role
    reads: tuple[str, ...]
    speaks: str | None = None
    """A language code, ``PAIR``, or None for one who has no track."""
    may_speak: bool = False
    """Staff may; a client may while staff allow it. The conversation decides, whoever joins."""
    listening: bool = False
    """True while the participant's track is open and not paused."""
    consented: bool = False
    """A client has understood that a computer translates; staff have told the client so."""
    wants_interpreter: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedWord:
    """One word of a final caption: where it stands in ``committed``, and when it was spoken."""

    start: int
    """Characters of ``committed`` before it; white space belongs to no word."""
    end: int
    start_sample: int | None
    """None where the decoding of the whole utterance did not hear this word."""
    end_sample: int | None
    probability: float | None
    """0..1, how sure the recognizer is of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerText:
    """What a caption said before a person corrected it."""

    text: str
    model: str | None
    """Catalog key of the recognizer; None for what a person wrote."""
    writer: str
    """The participant who said or wrote it."""
    revision: int
    """Of the caption, when it said this for good."""
