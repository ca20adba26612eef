"""A live conversation in the time of its audio: the real models, a fixed latency, no clock.

So every run gives the same, and ten minutes take as long as their decodes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from models.interfaces import Recognizer, VoiceActivityDetector
from models.loading import load_sentence_splitter
from models.types import LanguagePair, Samples
from service.conversation.abilities import Abilities
from service.conversation.config import ConversationConfig
from service.conversation.conversation import Conversation
from service.conversation.events import (
    Answer,
    CaptionChanged,
    ModelRequest,
    Participant,
    Recognize,
    Role,
    ScoreVoice,
    VoiceScored,
    WindowRecognized,
)
from service.conversation.replay import Replay, recital

DECODE_S: Final = 0.25
FRAME_SAMPLES: Final = 320


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """The models that hear."""

    recognizer: Recognizer
    detector: VoiceActivityDetector

    def answer(self, request: ModelRequest) -> Answer:
        """Do what a conversation asks for."""
        match request:
            case ScoreVoice():
                (scores,) = self.detector.score([request.voice])
                return VoiceScored(request=request.request, scores=scores)
            case Recognize():
                (hypothesis,) = self.recognizer.recognize([request.window])
                return WindowRecognized(request=request.request, hypothesis=hypothesis)
            case _:
                raise AssertionError("a conversation without pairs asks for no translation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A caption as a reader saw it."""

    at_s: float
    caption: CaptionChanged


def captions(
    audio: Samples, *, language: str, models: Models, config: ConversationConfig
) -> Iterator[Shown]:
    """Everything that a reader would have seen while somebody spoke the audio."""
    abilities = Abilities(
        recognizer=models.recognizer.model,
        recognizes=models.recognizer.languages,
        translates=frozenset(),
        voice_frame_samples=models.detector.frame_samples,
        initial_voice_state=models.detector.initial_state(),
        split_sentences=load_sentence_splitter(),
    )
    conversation = Conversation(
        pair=LanguagePair(language, language), abilities=abilities, config=config
    )
    replay = Replay(
        conversation,
        models.answer,
        latency_s=lambda request: DECODE_S if isinstance(request, Recognize) else 0.0,
    )
    speaker = Participant(id="staff", role=Role.STAFF, reads=(language,), speaks=language)
    frames = np.split(audio, range(FRAME_SAMPLES, audio.size, FRAME_SAMPLES))
    for moment in recital(speaker, frames):
        for told in replay.submit(moment):
            if isinstance(told, CaptionChanged):
                yield Shown(at_s=replay.now_s, caption=told)
    for told in replay.finish():
        if isinstance(told, CaptionChanged):
            yield Shown(at_s=replay.now_s, caption=told)
