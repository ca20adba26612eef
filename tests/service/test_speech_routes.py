"""A language whose speech alone is translated: for conversations and files, not for texts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import numpy as np
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from speech import tones
from starlette.types import Receive, Scope, Send
from temporary_database import new_database

from models.fakes import EnergyVad, FakeLanguageIdentifier, ScriptedRecognizer, ScriptedTranslator
from models.routing import RoutedTranslator
from models.sentences import SentencexSplitter
from models.types import SAMPLE_RATE, LanguagePair
from service.app import build_services, create_app
from service.cli.offline import OfflineConversation
from service.inference.local import LocalEngine
from service.inference.model_set import ModelSet
from service.settings import Settings

EN_PT = LanguagePair("en", "pt")
PT_EN = LanguagePair("pt", "en")
DESK_KEY = "of sixteen letters at least"
ORIGIN = "http://localhost:8000"


def models() -> ModelSet:
    """English and Portuguese texts, and speech in Swedish."""
    return ModelSet(
        recognizer=ScriptedRecognizer(translates_from=["sv"]),
        translator=RoutedTranslator([ScriptedTranslator(pairs=[EN_PT, PT_EN])]),
        voice_detector=EnergyVad(),
        language_identifier=FakeLanguageIdentifier(),
    )


class Started:
    """Waits for the models."""

    def __init__(self) -> None:
        self.ended = asyncio.Event()

    def engine_started(self) -> None:
        self.ended.set()

    def engine_failed(self, error: Exception) -> None:
        raise error


def make_app(started: Started) -> FastAPI:
    settings = Settings(fake=True, staff_secret=SecretStr(DESK_KEY))
    return create_app(
        build_services(settings, LocalEngine(models), new_database(), port=8000), started
    )


@asynccontextmanager
async def signed_in() -> AsyncIterator[httpx.AsyncClient]:
    started = Started()
    app = await asyncio.to_thread(make_app, started)  # reads files
    async with app.router.lifespan_context(app) as state:

        async def with_state(scope: Scope, receive: Receive, send: Send) -> None:
            scope["state"] = dict(state or {})
            await app(scope, receive, send)

        transport = httpx.ASGITransport(app=with_state)
        async with httpx.AsyncClient(
            transport=transport, base_url=ORIGIN, headers={"Origin": ORIGIN}
        ) as client:
            async with asyncio.timeout(10):
                await started.ended.wait()
            answer = await client.post("/session", json={"secret": DESK_KEY})
            cookie = answer.headers["set-cookie"].partition(";")[0]
            client.headers["Cookie"] = cookie
            yield client


async def test_pages_are_offered_the_language_of_speech() -> None:
    async with signed_in() as client:
        told = (await client.get("/capabilities")).json()["languages"]
        (swedish,) = [language for language in told if language["code"] == "sv"]
        assert swedish["speakable"]
        assert swedish["routes"] == {"en": "speech:en", "pt": "speech:en+text"}


async def test_texts_are_not_offered_the_language_of_speech() -> None:
    async with signed_in() as client:
        told = (await client.get("/languages")).json()
        assert [language["code"] for language in told] == ["en", "pt"]
        asked = {"q": "Hej", "source": "sv", "target": "en"}
        assert (await client.post("/translate", json=asked)).status_code == 400


@pytest.mark.parametrize(("client_lang", "status"), [("sv", 201), ("fi", 422)])
async def test_a_conversation_needs_speech_or_text_that_is_translated(
    client_lang: str, status: int
) -> None:
    async with signed_in() as client:
        pair = {"staff_lang": "en", "client_lang": client_lang}
        assert (await client.post("/conversations", json=pair)).status_code == status


async def test_readers_may_choose_what_speech_is_translated_into() -> None:
    async with signed_in() as client:
        pair = {"staff_lang": "en", "client_lang": "sv"}
        opened = (await client.post("/conversations", json=pair)).json()["conversation"]
        invitation = (await client.post(f"/conversations/{opened}/invitations")).json()
        place = (await client.post("/join", json={"code": invitation["code"]})).json()
        assert place["languages"] == ["sv", "en", "pt"]


@pytest.mark.parametrize(
    ("target", "translation"),
    [("en", "Good morning, how can"), ("pt", "[pt] Good morning, how can")],
)
def test_a_recording_is_translated_from_its_sound(target: str, translation: str) -> None:
    loaded = models()
    conversation = OfflineConversation(loaded, LanguagePair("sv", target), SentencexSplitter())
    quiet = np.zeros(2 * SAMPLE_RATE, np.float32)
    for _ in conversation.feed([np.concatenate([tones([200, 300], 1.2), quiet])]):
        pass
    (turn,) = conversation.transcript().turns
    assert (turn.original.language, turn.original.text) == ("sv", "God morgon, hur kan")
    assert [one.text for one in turn.translations] == [translation]
    assert conversation.failures == []
