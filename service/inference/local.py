"""The engine of one machine: models in this process, batched across conversations."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from models.heap import give_back
from models.types import (
    NO_TERMS,
    AudioWindow,
    Hypothesis,
    LanguageGuess,
    LanguagePair,
    TermList,
    TranslatedText,
    VoiceInput,
    VoiceScores,
    VoiceState,
)
from service.inference.batchers import Batchers, BatchingConfig, TranslationRequest
from service.inference.engine import Capabilities, EngineUnavailable
from service.inference.load import Load
from service.inference.model_set import ModelSet
from service.inference.stats import EngineStats

_IDENTIFICATION_PATIENCE_S: Final = 1.0
TIDY_EVERY_S: Final = 20.0
"""So often freed memory goes back to the system; that takes a few milliseconds of one core."""


class _State(Enum):
    NEW = auto()
    STARTING = auto()
    READY = auto()
    CLOSED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Serving:
    """What there is once the models are loaded."""

    batchers: Batchers
    capabilities: Capabilities
    initial_voice_state: VoiceState


class LocalEngine:
    """Implements ``Engine`` with one batcher for each kind of work.

    Args:
        load: Blocking; gives loaded models, or raises and leaves nothing behind. Called once, by
            ``start``, on a thread of the engine.
        batching: Sizes and times.
        clock: Monotonic, seconds.
        tidy: Blocking; gives freed memory back. Called while the engine runs, on another thread.
        tidy_every_s: How often.
    """

    def __init__(
        self,
        load: Callable[[], ModelSet],
        *,
        batching: BatchingConfig | None = None,
        clock: Callable[[], float] = time.monotonic,
        tidy: Callable[[], None] = give_back,
        tidy_every_s: float = TIDY_EVERY_S,
    ) -> None:
        self._load = load
        self._batching = batching or BatchingConfig()
        self._clock = clock
        self._tidy = tidy
        self._tidy_every_s = tidy_every_s
        self._tidying: asyncio.Task[None] | None = None
        self._state = _State.NEW
        self._serving: _Serving | None = None
        # One thread loads and unloads, in this order, even where nobody waits for it any more: a
        # start that is cancelled in the middle of loading leaves no models behind.
        self._keeper = ThreadPoolExecutor(max_workers=1, thread_name_prefix="tulkki-models")
        self._models: ModelSet | None = None  # touched on the keeper's thread only
        self._unloading: Future[None] | None = None

    @property
    def ready(self) -> bool:
        return (
            self._state is _State.READY
            and self._serving is not None
            and self._serving.batchers.healthy
        )

    @property
    def capabilities(self) -> Capabilities:
        return self._started().capabilities

    def initial_voice_state(self) -> VoiceState:
        return self._started().initial_voice_state

    def recognition_load(self, *, over_s: float) -> Load:
        return self._started().batchers.recognition.load(over_s=over_s)

    def stats(self) -> EngineStats:
        """The counters now; raises RuntimeError before ``start`` has ended."""
        return self._started().batchers.stats()

    async def start(self) -> None:
        if self._state is not _State.NEW:
            raise RuntimeError("an engine can be started once")
        self._state = _State.STARTING
        try:
            serving = await asyncio.wrap_future(self._keeper.submit(self._load_and_warm_up))
            if self._state is not _State.STARTING:
                raise EngineUnavailable("the engine was closed while it started")
            self._serving = serving
            serving.batchers.start()
            self._tidying = asyncio.create_task(self._keep_tidy())
            self._state = _State.READY
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        self._state = _State.CLOSED
        if self._tidying is not None:
            self._tidying.cancel()
            await asyncio.wait([self._tidying])
        try:
            if self._serving is not None:
                await self._serving.batchers.close()
        finally:
            if self._unloading is None:
                self._unloading = self._keeper.submit(self._unload)
                self._keeper.shutdown(wait=False)
        # Shielded: cancelling the wait must not cancel the unloading.
        await asyncio.shield(asyncio.wrap_future(self._unloading))

    async def score_voice(self, voice: VoiceInput, *, patience_s: float) -> VoiceScores:
        return await self._open().voice.submit(voice, patience_s=patience_s)

    async def recognize(
        self, window: AudioWindow, *, patience_s: float, conversation: str | None = None
    ) -> Hypothesis:
        batchers = self._open()
        if conversation is not None:  # its captions will be translated
            batchers.translation.expect_owner()
        return await batchers.recognition.submit(window, patience_s=patience_s, owner=conversation)

    async def translate(
        self,
        text: str,
        pair: LanguagePair,
        *,
        patience_s: float,
        conversation: str | None = None,
        alternatives: int = 0,
        terms: TermList = NO_TERMS,
    ) -> TranslatedText:
        request = TranslationRequest(text=text, pair=pair, alternatives=alternatives, terms=terms)
        return await self._open().translation.submit(
            request, patience_s=patience_s, owner=conversation
        )

    async def identify_language(self, text: str) -> tuple[LanguageGuess, ...]:
        return await self._open().identification.submit(text, patience_s=_IDENTIFICATION_PATIENCE_S)

    async def _keep_tidy(self) -> None:
        while True:
            await asyncio.to_thread(self._tidy)
            await asyncio.sleep(self._tidy_every_s)

    def _started(self) -> _Serving:
        if self._serving is None:
            raise RuntimeError("the engine has not been started")
        return self._serving

    def _open(self) -> Batchers:
        if self._serving is None:
            raise EngineUnavailable("the engine is not running")
        return self._serving.batchers

    # --- on the keeper's thread -----------------------------------------------------------------

    def _load_and_warm_up(self) -> _Serving:
        self._models = models = self._load()
        models.warm_up()
        return _Serving(
            batchers=Batchers(models, self._batching, self._clock),
            capabilities=Capabilities(
                recognizes=models.recognizer.languages,
                routes=models.translator.routes,
                speech_routes=models.speech_routes,
                recognizer=models.recognizer.model,
                voice_frame_samples=models.voice_detector.frame_samples,
                identifies=models.language_identifier.languages,
                models=models.translation_models,
                speech_model=models.speech_model,
            ),
            initial_voice_state=models.voice_detector.initial_state(),
        )

    def _unload(self) -> None:
        models, self._models = self._models, None
        if models is not None:
            models.close()
