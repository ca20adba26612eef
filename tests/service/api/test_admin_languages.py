"""/admin/api/languages: pairs with their models, and texts that people have read."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from served import Served, served

from models.language_names import DESK_CODES
from models.types import DIRECT, FROM_SPEECH, LanguagePair, Route
from service.api.admin_languages import pair_of
from service.inference.engine import Capabilities, ModelFacts

WHISPER = ModelFacts(key="whisper-base", engine="faster-whisper", licence="MIT")
OPUS = ModelFacts(
    key="opus-fi-en",
    engine="ctranslate2-marian",
    licence="CC-BY-4.0",
    quality="B",
    quality_source="desk phrases",
)
FIREFOX = ModelFacts(key="firefox-en-pt", engine="firefox-marian", licence="MPL-2.0", quality="A")
ABLE = Capabilities(
    recognizes=frozenset({"fi", "so"}),
    routes={
        LanguagePair("fi", "en"): DIRECT,
        LanguagePair("fi", "pt"): Route(("en",)),
        LanguagePair("en", "pt"): DIRECT,
    },
    speech_routes={
        LanguagePair("so", "en"): FROM_SPEECH,
        LanguagePair("so", "pt"): Route(("en",), from_speech=True),
    },
    recognizer="whisper-base",
    voice_frame_samples=512,
    identifies=frozenset({"en", "fi"}),
    models={LanguagePair("fi", "en"): OPUS, LanguagePair("en", "pt"): FIREFOX},
    speech_model=WHISPER,
)


@pytest.fixture
async def app() -> AsyncIterator[Served]:
    async with served() as app:
        yield app


@pytest.mark.parametrize(
    ("source", "target", "route", "models", "quality"),
    [
        ("fi", "en", "direct", ["opus-fi-en"], "B"),
        ("fi", "pt", "pivot:en", ["opus-fi-en", "firefox-en-pt"], None),
        ("so", "en", "speech:en", ["whisper-base"], None),
        ("so", "pt", "speech:en+text", ["whisper-base", "firefox-en-pt"], None),
    ],
)
def test_pair_is_told_with_the_models_that_work_for_it(
    source: str, target: str, route: str, models: list[str], quality: str | None
) -> None:
    pair = LanguagePair(source, target)
    way = {**ABLE.speech_routes, **ABLE.routes}[pair]
    told = pair_of(pair, way, ABLE)
    assert (told.route, [one.key for one in told.models]) == (route, models)
    assert told.quality == quality
    assert told.quality_source == ("desk phrases" if quality else "")


def test_letters_are_those_of_pairs_that_one_model_translates() -> None:
    assert ABLE.quality == {LanguagePair("fi", "en"): "B", LanguagePair("en", "pt"): "A"}


async def test_every_pair_and_every_language_of_the_desk_is_told(app: Served) -> None:
    told = (await app.admin.get("/admin/api/languages")).json()
    pairs = {(one["source"], one["target"]) for one in told["pairs"]}
    able = app.services.engine.capabilities
    assert pairs == {(pair.source, pair.target) for pair in able.interprets}
    assert {one["code"] for one in told["texts"]} == DESK_CODES
    assert told["speech"]["engine"] == "scripted"
    assert all(one["models"] for one in told["pairs"])
