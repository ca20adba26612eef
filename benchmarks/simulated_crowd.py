"""Many conversations on one machine, in a time of their own: nobody sleeps, every run is the same.

The conversations, the queue and the counting of load are the real ones; what takes time are the
workers, which need ``cost_s`` for a batch. How work is given out can be changed (``Serving``), to
see what each part of that is worth.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from functools import partial
from heapq import heappop, heappush
from itertools import count
from math import ceil
from random import Random
from typing import Final

import numpy as np

from models.fakes import EnergyVad, ScriptedRecognizer
from models.loading import load_sentence_splitter
from models.types import SAMPLE_RATE, AudioWindow, LanguagePair
from service.conversation.abilities import Abilities
from service.conversation.config import ConversationConfig
from service.conversation.conversation import Conversation
from service.conversation.events import (
    AudioReceived,
    CaptionChanged,
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
from service.inference.fair_queue import FairQueue, Place
from service.inference.load import Load, RecentLoad
from service.live.asking import LOAD_S

FRAME_S: Final = 0.1
_BAND_SAMPLES: Final = 2 * SAMPLE_RATE
"""Windows whose lengths are in one band of this width are of one length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """How work is given out; by default as the service does it."""

    batch: int = 8
    """Most windows in one batch."""
    by_deadline: bool = True
    """False: in the order in which it came."""
    in_turn: bool = True
    """Of one conversation one window competes at a time."""
    by_length: bool = True
    """Only windows of about one length share a batch."""
    latest_wins: bool = True
    """A window reaches to the newest audio; False: every tick has one, also while another is
    computed, and they are answered one after the other.
    """

    def bucket(self, window: AudioWindow) -> Hashable:
        """What windows that share a batch have in common."""
        return window.samples.size // _BAND_SAMPLES if self.by_length else 0, window.final


AS_IT_SERVES: Final = Serving()


def cost_s(windows: Sequence[AudioWindow]) -> float:
    """About what whisper-base needs on one core; in company a window takes 0.6 of that."""
    alone_s = [0.04 + 0.03 * window.samples.size / SAMPLE_RATE for window in windows]
    return 0.4 * max(alone_s) + 0.6 * sum(alone_s)


def endless(at_s: float) -> bool:
    """Somebody who never pauses."""
    del at_s
    return True


def turns(seed: int) -> Callable[[float], bool]:
    """Somebody at a desk: turns of 2 to 7 s, and pauses of 0.8 to 2 s."""
    chance = Random(seed)  # noqa: S311 - a scene that is the same at every run
    ends_s = [chance.uniform(0.0, 2.0)]

    def speaks(at_s: float) -> bool:
        while ends_s[-1] <= at_s:
            talks = len(ends_s) % 2 == 1
            ends_s.append(
                ends_s[-1] + (chance.uniform(2.0, 7.0) if talks else chance.uniform(0.8, 2.0))
            )
        return bisect_right(ends_s, at_s) % 2 == 1

    return speaks


@dataclass(slots=True, kw_only=True)
class Voice:
    """One person of a conversation."""

    participant: str
    held: deque[tuple[float, Event]] = field(default_factory=deque)
    """What was said at these times and no window has reached yet, where the latest does not win."""
    windows: int = 0
    """Asked for and not answered."""


@dataclass(slots=True, kw_only=True)
class Speaker:
    """One conversation in which some people speak, all at the same time."""

    conversation: Conversation
    talks: Callable[[float], bool]
    voices: tuple[Voice, ...]
    joined_s: float
    said: int = 0
    """Samples."""
    speaking: bool = True
    decodes: list[float] = field(default_factory=list)
    """When each of its windows was answered."""
    lags: list[tuple[float, float]] = field(default_factory=list)
    """Time, and the lag that its readers were told."""
    finals: list[tuple[float, float]] = field(default_factory=list)
    """Time of each final caption, and how long after the end of its audio that was."""

    def lag_s(self) -> float:
        """What its readers were told last, and how much was said since that is held back."""
        told_s = self.lags[-1][1] if self.lags else 0.0
        return told_s + FRAME_S * max(len(voice.held) for voice in self.voices)


@dataclass(frozen=True, slots=True)
class _Asked:
    speaker: Speaker
    voice: Voice
    request: Recognize
    held_s: float
    """How long its newest audio was held back."""


class Crowd:
    """A machine with some workers and any number of people who speak.

    Args:
        config: of each conversation.
        workers: batches that are computed side by side.
        serving: how they are given work.
    """

    def __init__(
        self,
        config: ConversationConfig | None = None,
        *,
        workers: int = 1,
        serving: Serving = AS_IT_SERVES,
    ) -> None:
        self.now_s = 0.0
        self.speakers: list[Speaker] = []
        self._config = config
        self._serving = serving
        self._voice = EnergyVad()
        self._recognizer = ScriptedRecognizer()
        self._split = load_sentence_splitter()
        self._queue: FairQueue[_Asked] = FairQueue()
        self._recent = RecentLoad(workers=workers, now_s=0.0)
        self._workers = workers
        self._running_since_s: list[float] = []
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = count()

    def load(self, over_s: float = LOAD_S) -> Load:
        """How busy the workers have been."""
        return self._recent.over(over_s, now_s=self.now_s, running_since_s=self._running_since_s)

    def join(self, people: int = 1, talks: Callable[[float], bool] = endless) -> Speaker:
        """Somebody begins to speak, in a conversation of their own; or several do in one."""
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
        voices = tuple(Voice(participant=f"p{number}") for number in range(people))
        speaker = Speaker(
            conversation=conversation, talks=talks, voices=voices, joined_s=self.now_s
        )
        self.speakers.append(speaker)
        for voice in voices:
            participant = Participant(
                id=voice.participant, role=Role.STAFF, reads=("en",), speaks="en"
            )
            self._handle(speaker, voice, ParticipantJoined(participant=participant))
        self._at(FRAME_S, lambda: self._speak(speaker))
        return speaker

    def leave(self, speaker: Speaker) -> None:
        """Somebody stops."""
        speaker.speaking = False
        for voice in speaker.voices:
            self._hear(speaker, voice, Paused(participant=voice.participant))

    def run_for(self, seconds: float) -> None:
        """Let time pass."""
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
        frame = np.full(size, 0.5 if speaker.talks(self.now_s) else 0.0, np.float32)
        start, speaker.said = speaker.said, speaker.said + size
        for voice in speaker.voices:
            heard = AudioReceived(participant=voice.participant, start_sample=start, samples=frame)
            self._hear(speaker, voice, heard)
        self._at(FRAME_S, lambda: self._speak(speaker))

    def _hear(self, speaker: Speaker, voice: Voice, event: Event) -> None:
        voice.held.append((self.now_s, event))
        self._let_through(speaker, voice)

    def _let_through(self, speaker: Speaker, voice: Voice) -> None:
        """Where the latest wins, all that was said; else what the next tick takes in."""
        while voice.held and (self._serving.latest_wins or not voice.windows):
            said_s, event = voice.held.popleft()
            self._handle(speaker, voice, event, held_s=self.now_s - said_s)

    def _handle(self, speaker: Speaker, voice: Voice, event: Event, *, held_s: float = 0.0) -> None:
        for effect in speaker.conversation.handle(event):
            match effect:
                case ScoreVoice():
                    (scores,) = self._voice.score([effect.voice])
                    wait_s = self.load().present_wait_s
                    scored = VoiceScored(request=effect.request, scores=scores, queue_wait_s=wait_s)
                    self._handle(speaker, voice, scored, held_s=held_s)
                case Recognize():
                    voice.windows += 1
                    self._queue.push(
                        _Asked(speaker, voice, effect, held_s),
                        patience_s=effect.patience_s if self._serving.by_deadline else 0.0,
                        now_s=self.now_s,
                        bucket=self._serving.bucket(effect.window),
                        owner=id(speaker) if self._serving.in_turn else None,
                    )
                    self._at(0.0, self._dispatch)
                case LagChanged():
                    speaker.lags.append((self.now_s, effect.seconds))
                case CaptionChanged(final=True, end_sample=int() as end):
                    ended_s = speaker.joined_s + end / SAMPLE_RATE
                    speaker.finals.append((self.now_s, self.now_s - ended_s))

    def _dispatch(self) -> None:
        while self._queue and (idle := self._workers - len(self._running_since_s)):
            batch = self._queue.take(min(self._serving.batch, ceil(len(self._queue) / idle)))
            waited_s = sum(place.waited_s(self.now_s) + place.item.held_s for place in batch)
            self._recent.taken(len(batch), waited_s=waited_s, now_s=self.now_s)
            self._running_since_s.append(self.now_s)
            took_s = cost_s([place.item.request.window for place in batch])
            self._at(took_s, partial(self._answer, batch, self.now_s))

    def _answer(self, batch: Sequence[Place[_Asked]], since_s: float) -> None:
        self._recent.ended(len(batch), since_s=since_s, now_s=self.now_s)
        self._running_since_s.remove(since_s)
        for place in batch:
            self._queue.done(place, now_s=self.now_s)
        answered = [place.item for place in batch]
        heard = self._recognizer.recognize([asked.request.window for asked in answered])
        for asked, hypothesis in zip(answered, heard, strict=True):
            asked.speaker.decodes.append(self.now_s)
            asked.voice.windows -= 1
            self._handle(
                asked.speaker,
                asked.voice,
                WindowRecognized(
                    request=asked.request.request,
                    hypothesis=hypothesis,
                    queue_wait_s=self.load().present_wait_s,
                ),
            )
            self._let_through(asked.speaker, asked.voice)
        self._at(0.0, self._dispatch)
