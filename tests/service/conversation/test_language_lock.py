"""Two languages at one microphone, told apart by a real model."""

from __future__ import annotations

import subprocess
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from speech import librivox, silence

from models.audio import read_audio
from models.catalog import Catalog
from models.loading import load_recognizer, load_voice_activity_detector
from models.types import AudioWindow, LanguagePair, Samples
from service.conversation.abilities import Abilities
from service.conversation.config import ConversationConfig
from service.conversation.conversation import Conversation
from service.conversation.events import (
    PAIR,
    Answer,
    CaptionChanged,
    ModelRequest,
    Participant,
    Recognize,
    Role,
    ScoreVoice,
    Translate,
    VoiceScored,
    WindowRecognized,
)
from service.conversation.replay import Replay, recital

pytestmark = [pytest.mark.weights, pytest.mark.timeout(300)]

FRAME = 320
SPANISH = "Buenos días. Necesito renovar mi tarjeta de transporte, por favor."


def spanish() -> Samples:
    speaking = ["espeak-ng", "-v", "es", "-s", "140", "--stdout", SPANISH]
    spoken = subprocess.run(speaking, check=True, capture_output=True).stdout
    return read_audio(spoken, max_duration_s=60)


class Ears:
    """Answers with real models, and remembers the windows in their order."""

    def __init__(self, catalog: Catalog) -> None:
        self.recognizer = load_recognizer(catalog, "whisper-base")
        self.detector = load_voice_activity_detector(catalog)
        self.windows: list[AudioWindow] = []

    def answer(self, request: ModelRequest) -> Answer:
        match request:
            case ScoreVoice():
                (scores,) = self.detector.score([request.voice])
                return VoiceScored(request=request.request, scores=scores)
            case Recognize():
                self.windows.append(request.window)
                (hypothesis,) = self.recognizer.recognize([request.window])
                return WindowRecognized(request=request.request, hypothesis=hypothesis)
            case Translate():
                raise AssertionError("nothing is translated here")


def pieces(audio: Samples) -> Iterator[Samples]:
    return (audio[start : start + FRAME] for start in range(0, audio.size, FRAME))


def test_language_is_locked_within_an_utterance_and_open_for_the_next(
    tmp_path_factory: pytest.TempPathFactory, abilities: Abilities
) -> None:
    ears = Ears(Catalog.load(tmp_path_factory.mktemp("data")))
    able = replace(
        abilities,
        recognizes=ears.recognizer.languages,
        translates=frozenset(),
        voice_frame_samples=ears.detector.frame_samples,
        initial_voice_state=ears.detector.initial_state(),
    )
    desk = Conversation(pair=LanguagePair("en", "es"), abilities=able, config=ConversationConfig())
    replay = Replay(desk, ears.answer, latency_s=lambda _request: 0.3)
    speaker = Participant(id="anna", role=Role.STAFF, reads=("en",), speaks=PAIR, listening=True)
    audio = np.concatenate([librivox()[1].samples, silence(2.0), spanish(), silence(2.0)])
    told = [one for moment in recital(speaker, pieces(audio)) for one in replay.submit(moment)]
    told += replay.finish()

    seen: dict[str, set[str]] = defaultdict(set)
    final: list[str] = []
    for change in told:
        if isinstance(change, CaptionChanged):
            seen[change.caption].add(change.language)
            final += [change.language] if change.final and change.committed else []
    assert all(len(languages) == 1 for languages in seen.values())
    assert final[0] == "en"
    assert final[-1] == "es"
    assert final == sorted(final)

    asked: dict[int, list[tuple[str, ...]]] = defaultdict(list)
    for window in ears.windows:
        assert set(window.languages) <= {"en", "es"}
        asked[window.start_sample].append(window.languages)
    assert any(len(one) == 1 for languages in asked.values() for one in languages)
    for languages in asked.values():  # open at first, then one language, which stays
        locked = next((i for i, one in enumerate(languages) if len(one) == 1), len(languages))
        assert set(languages[:locked]) == {("en", "es")}
        assert len(set(languages[locked:])) <= 1
