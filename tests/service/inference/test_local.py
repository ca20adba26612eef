"""The engine of one machine."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import numpy as np
import pytest

from models.errors import InferenceFailed, ModelNotFound, UnsupportedLanguagePair
from models.fakes import (
    EnergyVad,
    FakeLanguageIdentifier,
    ScriptedRecognizer,
    ScriptedTranslator,
    SpeechScript,
    heard,
)
from models.types import (
    SAMPLE_RATE,
    AudioWindow,
    Hypothesis,
    LanguagePair,
    TranslatedText,
    VoiceInput,
    Word,
)
from service.inference.batcher import BatchLimits
from service.inference.batchers import BatchingConfig
from service.inference.engine import Engine, EngineUnavailable
from service.inference.local import LocalEngine
from service.inference.model_set import ModelSet

SurvivingThreads = Callable[[], list[str]]

EN_PT = LanguagePair("en", "pt")
PT_EN = LanguagePair("pt", "en")
SOON = 1.0
BATCHING = BatchingConfig(
    recognition=BatchLimits(batch=8, waiting=16, hung_after_s=30.0),
    translation=BatchLimits(batch=8, waiting=16),
)


@dataclass(slots=True)
class Clock:
    now_s: float = 1_000.0

    def __call__(self) -> float:
        return self.now_s


class WatchedRecognizer(ScriptedRecognizer):
    """Remembers how long the windows of each batch were, in seconds."""

    def __init__(self, script: SpeechScript | None = None) -> None:
        super().__init__(script)
        self.batches: list[list[float]] = []

    def recognize(self, windows: Sequence[AudioWindow]) -> list[Hypothesis]:
        self.batches.append([window.samples.size / SAMPLE_RATE for window in windows])
        return super().recognize(windows)


class WatchedTranslator(ScriptedTranslator):
    """Remembers what it was asked, and how often it was closed."""

    def __init__(self) -> None:
        super().__init__(lambda text, pair: f"{text}>{pair.target}", pairs=(EN_PT, PT_EN))
        self.batches: list[list[str]] = []
        self.closed = 0

    def translate(self, texts: Sequence[str], pair: LanguagePair) -> list[TranslatedText]:
        self.batches.append(list(texts))
        return super().translate(texts, pair)

    def close(self) -> None:
        self.closed += 1


class Gate:
    """Holds a thread where the test wants it."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._reached = asyncio.Event()
        self._opened = threading.Event()

    def pass_through(self) -> None:
        self._loop.call_soon_threadsafe(self._reached.set)
        assert self._opened.wait(timeout=10)

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
        self.clock = Clock()
        self.loading: Gate | None = None
        self.engine = LocalEngine(self.load, batching=BATCHING, clock=self.clock)

    def load(self) -> ModelSet:
        if self.loading is not None:
            self.loading.pass_through()
        return ModelSet(
            recognizer=self.recognizer,
            translator=self.translator,
            voice_detector=EnergyVad(),
            language_identifier=FakeLanguageIdentifier(),
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Engine]:
        await self.engine.start()
        self.recognizer.batches.clear()
        self.translator.batches.clear()
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


# --- serving ------------------------------------------------------------------------------------


async def test_engine_tells_what_its_models_can_do_when_it_is_ready() -> None:
    rig = Rig()
    assert not rig.engine.ready
    async with rig.running() as engine:
        assert engine.ready
        assert engine.capabilities.recognizes == rig.recognizer.languages
        assert engine.capabilities.translates == {EN_PT, PT_EN}
        assert engine.capabilities.recognizer == "scripted-recognizer"
        assert engine.capabilities.voice_frame_samples == EnergyVad().frame_samples
        assert engine.initial_voice_state() == EnergyVad().initial_state()
    assert not rig.engine.ready


async def test_every_request_reaches_its_model() -> None:
    async with Rig(answer).running() as engine:
        loud = VoiceInput(samples=np.ones(512, np.float32), state=engine.initial_voice_state())
        scores = await engine.score_voice(loud, patience_s=SOON)
        assert scores.probabilities == (1.0,)
        assert (await engine.recognize(window(1.0), patience_s=SOON)).text == "hello"
        translated = await engine.translate("hello", EN_PT, patience_s=SOON)
        assert (translated.text, translated.pair) == ("hello>pt", EN_PT)
        assert (await engine.identify_language("thank you very much"))[0].language == "en"


async def test_every_model_is_warm_when_the_engine_is_ready() -> None:
    rig = Rig()
    await rig.engine.start()
    assert rig.recognizer.batches == [[1.0, 1.0]]
    assert len(rig.translator.batches) == len(rig.translator.pairs)
    await rig.engine.close()


async def test_texts_share_a_batch_when_they_have_the_same_pair() -> None:
    rig = Rig()
    async with rig.running() as engine:
        asked = [("a", EN_PT), ("b", PT_EN), ("c", EN_PT)]
        texts = await asyncio.gather(
            *(engine.translate(text, pair, patience_s=SOON) for text, pair in asked)
        )
        assert [text.text for text in texts] == ["a>pt", "b>en", "c>pt"]
        assert rig.translator.batches == [["a", "c"], ["b"]]


async def test_windows_share_a_batch_when_they_are_alike() -> None:
    rig = Rig()
    async with rig.running() as engine:
        asked = [window(1.0), window(1.5), window(5.0), window(1.2, final=True), window(2.0)]
        await asyncio.gather(*(engine.recognize(one, patience_s=SOON) for one in asked))
        assert rig.recognizer.batches == [[1.0, 1.5, 2.0], [5.0], [1.2]]


async def test_stats_tell_what_was_done() -> None:
    rig = Rig()
    async with rig.running() as engine:
        await engine.translate("a", EN_PT, patience_s=SOON)
        stats = rig.engine.stats()
        assert (stats.translation.completed, stats.recognition.completed) == (1, 0)


async def test_error_of_a_model_reaches_the_caller() -> None:
    async with Rig().running() as engine:
        with pytest.raises(UnsupportedLanguagePair):
            await engine.translate("hei", LanguagePair("fi", "sv"), patience_s=SOON)


async def test_engine_is_not_ready_while_a_model_hangs() -> None:
    gate = Gate()

    def script(asked: AudioWindow) -> Hypothesis:
        if asked.samples.size > SAMPLE_RATE:
            gate.pass_through()
        return answer(asked)

    rig = Rig(script)
    async with rig.running() as engine:
        hanging = asyncio.create_task(engine.recognize(window(2.0), patience_s=SOON))
        await gate.reached()
        assert engine.ready
        rig.clock.now_s += 31.0
        assert not engine.ready
        gate.open()
        await hanging
        assert engine.ready


# --- starting and closing -----------------------------------------------------------------------


async def test_requests_are_refused_when_the_engine_is_not_started_or_closed() -> None:
    rig = Rig()
    with pytest.raises(RuntimeError):
        _ = rig.engine.capabilities
    with pytest.raises(EngineUnavailable):
        await rig.engine.translate("a", EN_PT, patience_s=SOON)
    async with rig.running():
        pass
    with pytest.raises(EngineUnavailable):
        await rig.engine.translate("a", EN_PT, patience_s=SOON)


async def test_engine_refuses_to_start_twice() -> None:
    rig = Rig()
    async with rig.running() as engine:
        with pytest.raises(RuntimeError, match="once"):
            await engine.start()
        assert engine.ready


async def test_nothing_is_left_when_loading_fails(surviving_threads: SurvivingThreads) -> None:
    def load() -> ModelSet:
        raise ModelNotFound("weights are missing")

    engine = LocalEngine(load)
    with pytest.raises(ModelNotFound):
        await engine.start()
    assert not engine.ready
    assert await asyncio.to_thread(surviving_threads) == []
    await engine.close()


async def test_nothing_is_left_when_warming_up_fails(surviving_threads: SurvivingThreads) -> None:
    def script(_window: AudioWindow) -> Hypothesis:
        raise InferenceFailed("out of memory")

    rig = Rig(script)
    with pytest.raises(InferenceFailed):
        await rig.engine.start()
    assert rig.translator.closed == 1
    assert await asyncio.to_thread(surviving_threads) == []


async def test_nothing_is_left_when_start_is_cancelled(
    surviving_threads: SurvivingThreads,
) -> None:
    rig = Rig()
    rig.loading = Gate()
    starting = asyncio.create_task(rig.engine.start())
    await rig.loading.reached()
    starting.cancel()
    await asyncio.sleep(0)  # let it see the cancellation
    assert not starting.done()  # a thread that loads cannot be stopped, so it is waited for
    rig.loading.open()
    with pytest.raises(asyncio.CancelledError):
        await starting
    assert rig.translator.closed == 1
    assert not rig.engine.ready
    assert await asyncio.to_thread(surviving_threads) == []


async def test_models_are_closed_when_nobody_waits_for_a_cancelled_start(
    surviving_threads: SurvivingThreads,
) -> None:
    rig = Rig()
    rig.loading = Gate()
    starting = asyncio.create_task(rig.engine.start())
    await rig.loading.reached()
    for _ in range(2):
        starting.cancel()
        await asyncio.sleep(0)  # let it see the cancellation
    with pytest.raises(asyncio.CancelledError):
        await starting
    rig.loading.open()
    assert await asyncio.to_thread(surviving_threads) == []
    assert rig.translator.closed == 1


async def test_start_fails_when_the_engine_is_closed_meanwhile(
    surviving_threads: SurvivingThreads,
) -> None:
    rig = Rig()
    rig.loading = Gate()
    starting = asyncio.create_task(rig.engine.start())
    await rig.loading.reached()
    closing = asyncio.create_task(rig.engine.close())
    await asyncio.sleep(0)  # let it begin
    rig.loading.open()
    with pytest.raises(EngineUnavailable):
        await starting
    await closing
    assert rig.translator.closed == 1
    assert not rig.engine.ready
    assert await asyncio.to_thread(surviving_threads) == []


async def test_close_ends_threads_and_closes_the_models_once(
    surviving_threads: SurvivingThreads,
) -> None:
    rig = Rig()
    async with rig.running() as engine:
        await asyncio.gather(engine.close(), engine.close())
        await engine.close()
    assert rig.translator.closed == 1
    assert await asyncio.to_thread(surviving_threads) == []


async def test_models_are_closed_when_close_is_cancelled(
    surviving_threads: SurvivingThreads,
) -> None:
    gate = Gate()

    def script(asked: AudioWindow) -> Hypothesis:
        if asked.samples.size > SAMPLE_RATE:
            gate.pass_through()
        return answer(asked)

    rig = Rig(script)
    await rig.engine.start()
    running = asyncio.create_task(rig.engine.recognize(window(2.0), patience_s=SOON))
    await gate.reached()
    closing = asyncio.create_task(rig.engine.close())
    await asyncio.sleep(0)  # let it begin
    closing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await closing
    gate.open()
    assert (await running).text == "hello"
    await rig.engine.close()
    assert rig.translator.closed == 1
    assert await asyncio.to_thread(surviving_threads) == []


async def test_engine_may_be_closed_when_it_was_never_started(
    surviving_threads: SurvivingThreads,
) -> None:
    rig = Rig()
    await rig.engine.close()
    with pytest.raises(RuntimeError):
        await rig.engine.start()
    assert await asyncio.to_thread(surviving_threads) == []
