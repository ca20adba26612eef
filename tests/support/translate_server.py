"""The LibreTranslate routes over a scripted engine."""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace

from fastapi import FastAPI
from starlette import types as asgi

from models.types import (
    DIRECT,
    AudioWindow,
    Hypothesis,
    LanguageGuess,
    LanguagePair,
    TranslatedText,
    VoiceInput,
    VoiceScores,
    VoiceState,
)
from service.access.api_keys import ApiKey, KeyRefused, Scope, Used
from service.api.libretranslate.errors import LibreTranslateError, answer_libretranslate_error
from service.api.libretranslate.keys import KeyDoor, Keys
from service.api.translate import TranslateLimits, build_router
from service.inference.engine import Capabilities
from service.inference.load import Load

EN_PT = LanguagePair("en", "pt")
PT_EN = LanguagePair("pt", "en")


@dataclass(slots=True, kw_only=True)
class FakeEngine:
    """Says what its phrasebook says, and ``text [target]`` of everything else."""

    pairs: frozenset[LanguagePair] = frozenset({EN_PT, PT_EN, LanguagePair("en", "fi")})
    phrasebook: dict[str, str] = field(default_factory=dict)
    wordings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Other wordings of what the phrasebook says."""
    confidences: dict[str, float] = field(default_factory=dict)
    languages: dict[str, tuple[LanguageGuess, ...]] = field(default_factory=dict)
    identifies: frozenset[str] = frozenset({"en", "fi", "pt"})
    failures: dict[str, Exception] = field(default_factory=dict)
    ready: bool = True
    gate: asyncio.Event | None = None
    """Where set, translations wait for it."""
    arrivals: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))
    """Released by every text that arrives."""
    asked: list[str] = field(default_factory=list)
    identified: list[str] = field(default_factory=list)
    running: int = 0
    most_running: int = 0
    withdrawn: int = 0

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            recognizes=frozenset({"en"}),
            routes=dict.fromkeys(self.pairs, DIRECT),
            speech_routes={},
            recognizer="fake",
            voice_frame_samples=512,
            identifies=self.identifies,
        )

    def recognition_load(self, *, over_s: float) -> Load:
        assert over_s > 0
        return Load(busy_share=0.0, wait_s=0.0, run_s=0.1, request_s=None)

    async def translate(
        self, text: str, pair: LanguagePair, *, patience_s: float, alternatives: int = 0
    ) -> TranslatedText:
        assert patience_s > 0
        self.asked.append(text)
        self.arrivals.release()
        self.running += 1
        self.most_running = max(self.most_running, self.running)
        try:
            await (self.gate.wait() if self.gate else asyncio.sleep(0))
        except asyncio.CancelledError:
            self.withdrawn += 1
            raise
        finally:
            self.running -= 1
        if text in self.failures:
            raise self.failures[text]
        told = self.phrasebook.get(text, f"{text} [{pair.target}]")
        return TranslatedText(
            text=told,
            pair=pair,
            model="fake",
            confidence=self.confidences.get(text),
            alternatives=self.wordings.get(text, ())[:alternatives],
        )

    async def identify_language(self, text: str) -> tuple[LanguageGuess, ...]:
        self.identified.append(text)
        if not any(map(str.isalpha, text)):
            return ()
        return self.languages.get(text, (LanguageGuess(language="en", confidence=0.9),))

    async def start(self) -> None:
        raise AssertionError("routes start nothing")

    async def close(self) -> None:
        raise AssertionError("routes close nothing")

    def initial_voice_state(self) -> VoiceState:
        raise AssertionError("not text")

    async def score_voice(self, voice: VoiceInput, *, patience_s: float) -> VoiceScores:
        raise AssertionError("not text")

    async def recognize(self, window: AudioWindow, *, patience_s: float) -> Hypothesis:
        raise AssertionError("not text")


class NoKeys:
    """For servers to which nobody brings a key."""

    async def open(self, presented: str, scope: Scope) -> ApiKey:
        del presented, scope
        raise KeyRefused

    def spending(self, key: ApiKey, wanted: Used) -> AbstractAsyncContextManager[None]:
        raise AssertionError("there is no key to spend from")


@dataclass(slots=True, kw_only=True)
class TranslateServer:
    """An ASGI application. A test sets it up before it asks, and may look at it afterwards."""

    engine: FakeEngine = field(default_factory=FakeEngine)
    limits: TranslateLimits = field(default_factory=TranslateLimits)
    keys: Keys = field(default_factory=NoKeys)
    keys_required: bool = False
    refusal: LibreTranslateError | None = None
    """What the rate limit answers."""

    def limit(self, **changes: int) -> None:
        self.limits = replace(self.limits, **changes)

    def app(self) -> FastAPI:
        async def rate_limit() -> None:
            if self.refusal is not None:
                raise self.refusal

        app = FastAPI(max_body_size=1024)
        app.add_exception_handler(LibreTranslateError, answer_libretranslate_error)
        app.include_router(build_router(rate_limit))
        return app

    async def __call__(self, scope: asgi.Scope, receive: asgi.Receive, send: asgi.Send) -> None:
        state = {
            "engine": self.engine,
            "translate_limits": self.limits,
            "key_door": KeyDoor(keys=self.keys, required=self.keys_required),
        }
        await self.app()({**scope, "state": state}, receive, send)
