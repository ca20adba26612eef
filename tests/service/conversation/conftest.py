"""Models that are simple enough to reason about: audio that carries its own words.

A word is spoken as a stretch of one constant value that stands for it, with a quieter but voiced
joint after it; a pause is silence. So voice, words and half-heard words can be read from the
samples alone, and every cut that the core makes shows in what is recognized.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import pytest

from models.types import (
    SAMPLE_RATE,
    AudioWindow,
    Hypothesis,
    LanguagePair,
    Samples,
    Task,
    TranslatedText,
    VoiceInput,
    VoiceScores,
    VoiceState,
    Word,
)
from service.conversation.abilities import Abilities
from service.conversation.events import (
    Answer,
    ModelRequest,
    Recognize,
    ScoreVoice,
    TextTranslated,
    Translate,
    VoiceScored,
    WindowRecognized,
)

FRAME = 512
WORD = round(0.28 * SAMPLE_RATE)
JOINT = round(0.04 * SAMPLE_RATE)
FIRST_VALUE = 0.2
STEP = 0.002
JOINT_VALUE = 0.1
PAUSE = re.compile(r"<([\d.]+)>")
NOISE = re.compile(r"\(([\d.]+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingState(VoiceState):
    frames: int = 0


def split_sentences(text: str, language: str) -> list[str]:
    """A sentence ends with a mark and white space."""
    del language
    return re.findall(r".*?[.!?]\s+|.+$", text, flags=re.DOTALL)


class FakeModels:
    """Says words into samples and finds them there again."""

    def __init__(self) -> None:
        self._spoken: list[str] = []
        """Word, or word@language, by the value that stands for it."""
        self.windows: list[AudioWindow] = []
        """All that was asked to be recognized."""

    def speak(self, script: str) -> Samples:
        """Audio of words, pauses and noise: ``hello there. <0.8> olá@pt (0.5) ~thanks``.

        A word after ``~`` is heard in tentative windows only: what a model makes up.
        """
        pieces = [self._speak(part) for part in script.split()]
        return np.concatenate([np.zeros(0, np.float32), *pieces])

    def answer(self, request: ModelRequest) -> Answer:
        match request:
            case ScoreVoice():
                return VoiceScored(request=request.request, scores=self.score(request.voice))
            case Recognize():
                self.windows.append(request.window)
                hypothesis = self.recognize(request.window)
                return WindowRecognized(request=request.request, hypothesis=hypothesis)
            case Translate():
                translation = self.translate(request.text, request.pair)
                return TextTranslated(request=request.request, translation=translation)

    def score(self, voice: VoiceInput) -> VoiceScores:
        assert isinstance(voice.state, CountingState)
        frames = voice.samples.reshape(-1, FRAME)
        loud = (frames >= FIRST_VALUE).mean(axis=1)
        voiced = (frames >= JOINT_VALUE).mean(axis=1)
        return VoiceScores(
            probabilities=tuple(float(p) for p in 0.3 * loud + 0.65 * voiced),
            state=replace(voice.state, frames=voice.state.frames + len(frames)),
        )

    def recognize(self, window: AudioWindow) -> Hypothesis:
        assert 0 < window.samples.size <= 30 * SAMPLE_RATE
        words = list(self._words(window))
        known = window.prefix.split()
        assert [word.text.strip() for word, _ in words[: len(known)]] == known
        del words[: len(known)]
        spoken = [language for _, language in words if language in window.languages]
        language = max(window.languages, key=spoken.count)
        sure = len(window.languages) == 1 or len(words) > 1
        if window.task is Task.TRANSLATE:
            words = [(Word(text=f" en:{word.text.strip()}"), "en") for word, _ in words]
        return Hypothesis(
            words=tuple(word for word, _ in words),
            language=language,
            language_probability=0.95 if sure else 0.6,
            no_speech_probability=0.0,
            average_log_probability=-0.2,
        )

    def translate(self, text: str, pair: LanguagePair) -> TranslatedText:
        sentences = split_sentences(text, pair.source)
        translated = "".join(f"{pair.target}:{sentence}" for sentence in sentences)
        return TranslatedText(text=translated, pair=pair, model="fake-mt")

    def _speak(self, part: str) -> Samples:
        if pause := PAUSE.fullmatch(part):
            return np.zeros(round(float(pause[1]) * SAMPLE_RATE), np.float32)
        if noise := NOISE.fullmatch(part):
            return np.full(round(float(noise[1]) * SAMPLE_RATE), JOINT_VALUE, np.float32)
        if part not in self._spoken:
            self._spoken.append(part)
        value = FIRST_VALUE + STEP * self._spoken.index(part)
        joint = np.full(JOINT, JOINT_VALUE, np.float32)
        return np.concatenate([np.full(WORD, value, np.float32), joint])

    def _words(self, window: AudioWindow) -> Iterator[tuple[Word, str]]:
        samples = window.samples
        changes = np.flatnonzero(np.diff(samples)) + 1
        edges = [0, *(int(change) for change in changes), samples.size]
        for start, end in pairwise(edges):
            if samples[start] < FIRST_VALUE - STEP / 2:
                continue
            spoken = self._spoken[round((float(samples[start]) - FIRST_VALUE) / STEP)]
            text, _, language = spoken.removeprefix("~").partition("@")
            if (end - start) * 3 < WORD or (window.final and spoken[0] == "~"):
                continue
            heard = text if end - start > 0.8 * WORD else text[: len(text) // 2 + 1]
            times = (window.start_sample + start, window.start_sample + end)
            word = Word(text=f" {heard}", start_sample=times[0], end_sample=times[1])
            yield (word if window.final else Word(text=word.text)), language or "en"


@pytest.fixture
def fake_models() -> FakeModels:
    return FakeModels()


@pytest.fixture
def speak(fake_models: FakeModels) -> Callable[[str], Samples]:
    """Audio of a script: words, word@language, <pause in seconds>."""
    return fake_models.speak


@pytest.fixture
def answer(fake_models: FakeModels) -> Callable[[ModelRequest], Answer]:
    """Does what a request asks for, and remembers the windows."""
    return fake_models.answer


@pytest.fixture
def windows(fake_models: FakeModels) -> list[AudioWindow]:
    """All windows that were asked to be recognized so far."""
    return fake_models.windows


@pytest.fixture
def abilities() -> Abilities:
    """Understands three languages and translates between two of them, and from one into Finnish."""
    pairs = [("en", "pt"), ("pt", "en"), ("en", "fi")]
    return Abilities(
        recognizer="fake-asr",
        recognizes=frozenset({"en", "pt", "fi"}),
        translates=frozenset(LanguagePair(source, target) for source, target in pairs),
        voice_frame_samples=FRAME,
        initial_voice_state=CountingState(),
        split_sentences=split_sentences,
    )
