"""A local engine of fakes, with everything that a test may want to look at."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

import numpy as np
from manual_clock import ManualClock

from models.fakes import (
    EnergyVad,
    FakeLanguageIdentifier,
    ScriptedRecognizer,
    ScriptedTranslator,
    SpeechScript,
    heard,
)
from models.routing import RoutedTranslator
from models.types import (
    SAMPLE_RATE,
    AudioWindow,
    Hypothesis,
    LanguagePair,
    TranslatedText,
    VoiceInput,
    VoiceScores,
    Word,
)
from service.inference.batcher import BatchLimits
from service.inference.batchers import BatchingConfig
from service.inference.engine import Engine
from service.inference.local import LocalEngine
from service.inference.model_set import ModelSet
from service.inference.warm_up import utterance

EN_PT = LanguagePair("en", "pt")
PT_EN = LanguagePair("pt", "en")
SOON = 1.0
"""A patience, in seconds, of requests whose order does not matter."""
BATCHING = BatchingConfig(
    recognition=BatchLimits(batch=8, waiting=16, hung_after_s=30.0),
    translation=BatchLimits(batch=8, waiting=16),
)


class WatchedRecognizer(ScriptedRecognizer):
    """Remembers the windows of each batch, and how long they were, in seconds."""

    def __init__(self, script: SpeechScript | None = None) -> None:
        super().__init__(script, translates_from=["fi"])
        self.batches: list[list[float]] = []
        self.windows: list[Sequence[AudioWindow]] = []

    def recognize(self, windows: Sequence[AudioWindow]) -> list[Hypothesis]:
        self.windows.append(windows)
        self.batches.append([window.samples.size / SAMPLE_RATE for window in windows])
        return super().recognize(windows)


class WatchedTranslator(ScriptedTranslator):
    """Remembers what it was asked, and how often it was closed; numbers other wordings."""

    def __init__(self) -> None:
        super().__init__(lambda text, pair: f"{text}>{pair.target}", pairs=(EN_PT, PT_EN))
        self.batches: list[list[str]] = []
        self.closed = 0

    def translate(
        self, texts: Sequence[str], pair: LanguagePair, *, alternatives: int = 0
    ) -> list[TranslatedText]:
        self.batches.append(list(texts))
        return [
            replace(one, alternatives=tuple(f"{one.text}{n}" for n in range(alternatives)))
            for one in super().translate(texts, pair)
        ]

    def close(self) -> None:
        self.closed += 1


class WatchedVad(EnergyVad):
    """Remembers how long the pieces of each batch were, in frames."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []

    def score(self, batch: Sequence[VoiceInput]) -> list[VoiceScores]:
        self.batches.append([piece.samples.size // self.frame_samples for piece in batch])
        return super().score(batch)


class Gate:
    """Holds a thread where the test wants it."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._reached = asyncio.Event()
        self._opened = threading.Event()

    def pass_through(self) -> None:
        self._loop.call_soon_threadsafe(self._reached.set)
        assert self._opened.wait(timeout=60)

    async def reached(self) -> None:
        async with asyncio.timeout(5):
            await self._reached.wait()

    def open(self) -> None:
        self._opened.set()


class Rig:
    """An engine of fakes, with everything that a test may want to look at."""

    def __init__(self, script: SpeechScript | None = None) -> None:
        self.recognizer = WatchedRecognizer(script)
        self.translator = WatchedTranslator()
        self.voice_detector = WatchedVad()
        self.clock = ManualClock()
        self.loading: Gate | None = None
        self.engine = LocalEngine(self.load, batching=BATCHING, clock=self.clock)

    def load(self) -> ModelSet:
        if self.loading is not None:
            self.loading.pass_through()
        return ModelSet(
            recognizer=self.recognizer,
            translator=RoutedTranslator([self.translator]),
            voice_detector=self.voice_detector,
            language_identifier=FakeLanguageIdentifier(),
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Engine]:
        await self.engine.start()
        self.recognizer.batches.clear()
        self.translator.batches.clear()
        self.voice_detector.batches.clear()
        try:
            yield self.engine
        finally:
            await self.engine.close()


def window(seconds: float, *, final: bool = False) -> AudioWindow:
    return AudioWindow(
        samples=np.zeros(int(seconds * SAMPLE_RATE), np.float32),
        start_sample=0,
        languages=("en",),
        final=final,
    )


def answer(_window: AudioWindow) -> Hypothesis:
    return heard([Word(text=" hello")], language="en")


def gated(gate: Gate) -> SpeechScript:
    """Hear "hello" everywhere, but in windows longer than a warm-up only once the gate is open."""

    def script(asked: AudioWindow) -> Hypothesis:
        if asked.samples.size > utterance().size:
            gate.pass_through()
        return answer(asked)

    return script
