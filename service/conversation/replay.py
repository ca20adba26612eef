"""A conversation in the time of its audio instead of a clock's.

Answers are made by a function and come back after a latency counted in seconds of audio. With none,
a file is transcribed by the very code that serves a live desk; with some, what a live desk would
have shown, and when, is computed in no time and always the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush

from models.types import Samples
from service.conversation.conversation import Conversation
from service.conversation.duration import seconds
from service.conversation.events import (
    Answer,
    AudioReceived,
    Event,
    ModelRequest,
    Participant,
    ParticipantJoined,
    Paused,
    Published,
    ToOne,
)

Told = Published | ToOne
"""Effects that ask for nothing."""


def at_once(request: ModelRequest) -> float:
    """The latency of models that take no time."""
    del request
    return 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Something that happens at a time."""

    at_s: float
    event: Event


@dataclass(frozen=True, slots=True, order=True)
class _Due:
    at_s: float
    number: int
    request: ModelRequest = field(compare=False)


class Replay:
    """Runs a conversation and answers its requests."""

    def __init__(
        self,
        conversation: Conversation,
        answer: Callable[[ModelRequest], Answer],
        *,
        latency_s: Callable[[ModelRequest], float] = at_once,
    ) -> None:
        """Nothing has happened yet.

        Args:
            conversation: runs in the time of ``submit``.
            answer: does what a request asks for.
            latency_s: how long that takes.
        """
        self._conversation = conversation
        self._answer = answer
        self._latency_s = latency_s
        self._due: list[_Due] = []
        self._asked = 0
        self.now_s = 0.0

    def submit(self, moment: Moment) -> list[Told]:
        """Let time pass until the event, let it happen, and what is due at once."""
        told = self.run_until(moment.at_s)
        told += self._handle(moment.event)
        return [*told, *self.run_until(self.now_s)]

    def run_until(self, at_s: float) -> list[Told]:
        """Let time pass: answers that are due by then come back."""
        told: list[Told] = []
        while self._due and self._due[0].at_s <= at_s:
            due = heappop(self._due)
            self.now_s = max(self.now_s, due.at_s)
            told += self._handle(self._answer(due.request))
        self.now_s = max(self.now_s, at_s)
        return told

    def finish(self) -> list[Told]:
        """Let as much time pass as the answers take that are still under way."""
        told: list[Told] = []
        while self._due:
            told += self.run_until(self._due[0].at_s)
        return told

    def _handle(self, event: Event) -> list[Told]:
        told: list[Told] = []
        for effect in self._conversation.handle(event):
            if isinstance(effect, ModelRequest):
                self._asked += 1
                at_s = self.now_s + self._latency_s(effect)
                heappush(self._due, _Due(at_s, self._asked, effect))
            else:
                told.append(effect)
        return told


def recital(participant: Participant, audio: Iterable[Samples]) -> Iterator[Moment]:
    """One participant joins, speaks the audio and stops; each piece comes when it has been said."""
    yield Moment(at_s=0.0, event=ParticipantJoined(participant=participant))
    said = 0
    for piece in audio:
        start, said = said, said + piece.size
        heard = AudioReceived(participant=participant.id, start_sample=start, samples=piece)
        yield Moment(at_s=seconds(said), event=heard)
    yield Moment(at_s=seconds(said), event=Paused(participant=participant.id))
