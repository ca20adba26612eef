"""Many conversations on one machine, in a time of their own: nobody sleeps, every run is the same.

The conversations, the queue and the counting of load are the real ones; what takes time is one
worker, which needs ``cost_s`` for a batch.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count

import numpy as np

from models.fakes import EnergyVad, ScriptedRecognizer
from models.loading import load_sentence_splitter
from models.types import SAMPLE_RATE, AudioWindow, LanguagePair
from service.conversation.abilities import Abilities
from service.conversation.config import ConversationConfig
from service.conversation.conversation import Conversation
from service.conversation.events import (
    AudioReceived,
    Event,
    LagChanged,
    Participant,
    ParticipantJoined,
    Paused,
    Recognize,
    Role,
    ScoreVoice,
    VoiceScored,
    WindowRecognized,
)
from service.inference.deadline_queue import DeadlineQueue
from service.inference.load import Load, RecentLoad
from service.live.host import LOAD_S

FRAME_S = 0.1
MOST = 8
"""Windows in one batch."""


def cost_s(windows: Sequence[AudioWindow]) -> float:
    """About what whisper-base needs on one core: most for the first window, less for the others."""
    lengths_s = [window.samples.size / SAMPLE_RATE for window in windows]
    return 0.08 + 0.02 * max(lengths_s) + 0.06 * (len(windows) - 1)


@dataclass(slots=True, kw_only=True)
class Speaker:
    """One conversation in which one person speaks without end."""

    conversation: Conversation
    said: int = 0
    speaking: bool = True
    decodes: list[float] = field(default_factory=list)
    """When each of its windows was answered."""
    lags: list[tuple[float, float]] = field(default_factory=list)
    """Time, and the lag that its readers were told."""

    def lag_s(self) -> float:
        return self.lags[-1][1] if self.lags else 0.0


@dataclass(frozen=True, slots=True)
class _Asked:
    speaker: Speaker
    request: Recognize
    since_s: float


class Crowd:
    """A machine with one worker and any number of people who speak."""

    def __init__(self, config: ConversationConfig | None = None) -> None:
        self.now_s = 0.0
        self.speakers: list[Speaker] = []
        self._config = config
        self._voice = EnergyVad()
        self._recognizer = ScriptedRecognizer()
        self._split = load_sentence_splitter()
        self._queue: DeadlineQueue[_Asked] = DeadlineQueue()
        self._recent = RecentLoad(workers=1, now_s=0.0)
        self._running_since_s: float | None = None
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = count()

    def load(self, over_s: float = LOAD_S) -> Load:
        running = [] if self._running_since_s is None else [self._running_since_s]
        return self._recent.over(over_s, now_s=self.now_s, running_since_s=running)

    def join(self) -> Speaker:
        """Somebody begins to speak, in a conversation of their own."""
        abilities = Abilities(
            recognizer="fake",
            recognizes=frozenset({"en"}),
            translates=frozenset(),
            voice_frame_samples=self._voice.frame_samples,
            initial_voice_state=self._voice.initial_state(),
            split_sentences=self._split,
        )
        conversation = Conversation(
            pair=LanguagePair("en", "pt"), abilities=abilities, config=self._config
        )
        speaker = Speaker(conversation=conversation)
        self.speakers.append(speaker)
        participant = Participant(id="p", role=Role.STAFF, reads=("en",), speaks="en")
        self._handle(speaker, ParticipantJoined(participant=participant))
        self._at(FRAME_S, lambda: self._speak(speaker))
        return speaker

    def leave(self, speaker: Speaker) -> None:
        """Somebody stops."""
        speaker.speaking = False
        self._handle(speaker, Paused(participant="p"))

    def run_for(self, seconds: float) -> None:
        until_s = self.now_s + seconds
        while self._due and self._due[0][0] <= until_s:
            self.now_s, _, happen = heappop(self._due)
            happen()
        self.now_s = until_s

    def _at(self, in_s: float, happen: Callable[[], None]) -> None:
        heappush(self._due, (self.now_s + in_s, next(self._numbers), happen))

    def _speak(self, speaker: Speaker) -> None:
        if not speaker.speaking:
            return
        size = round(FRAME_S * SAMPLE_RATE)
        frame = np.full(size, 0.5, np.float32)
        start, speaker.said = speaker.said, speaker.said + size
        self._handle(speaker, AudioReceived(participant="p", start_sample=start, samples=frame))
        self._at(FRAME_S, lambda: self._speak(speaker))

    def _handle(self, speaker: Speaker, event: Event) -> None:
        for effect in speaker.conversation.handle(event):
            match effect:
                case ScoreVoice():
                    (scores,) = self._voice.score([effect.voice])
                    self._handle(speaker, VoiceScored(request=effect.request, scores=scores))
                case Recognize():
                    bucket = effect.window.samples.size // (2 * SAMPLE_RATE), effect.window.final
                    self._queue.push(
                        _Asked(speaker, effect, self.now_s),
                        deadline_s=self.now_s + effect.patience_s,
                        bucket=bucket,
                    )
                    self._at(0.0, self._dispatch)
                case LagChanged():
                    speaker.lags.append((self.now_s, effect.seconds))

    def _dispatch(self) -> None:
        if self._running_since_s is not None or not self._queue:
            return
        batch = self._queue.take(MOST)
        waited_s = sum(self.now_s - asked.since_s for asked in batch)
        self._recent.taken(len(batch), waited_s=waited_s, now_s=self.now_s)
        self._running_since_s = self.now_s
        self._at(cost_s([asked.request.window for asked in batch]), lambda: self._answer(batch))

    def _answer(self, batch: Sequence[_Asked]) -> None:
        assert self._running_since_s is not None
        self._recent.ended(len(batch), since_s=self._running_since_s, now_s=self.now_s)
        self._running_since_s = None
        heard = self._recognizer.recognize([asked.request.window for asked in batch])
        for asked, hypothesis in zip(batch, heard, strict=True):
            asked.speaker.decodes.append(self.now_s)
            self._handle(
                asked.speaker,
                WindowRecognized(
                    request=asked.request.request,
                    hypothesis=hypothesis,
                    queue_wait_s=self.load().wait_s,
                ),
            )
        self._at(0.0, self._dispatch)
