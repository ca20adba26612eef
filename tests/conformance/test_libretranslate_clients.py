"""Clients that were written for LibreTranslate, unchanged, against this server.

What they expect of any server of their kind is tested, not what a model says.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError

import pytest
from deep_translator import LibreTranslator
from deep_translator.exceptions import ServerException
from libretranslate_aio import AsyncLibreTranslate, DetectedLanguage, LibreTranslate
from libretranslate_aio.exceptions import BadRequestError, ForbiddenError
from libretranslatepy import LibreTranslateAPI

pytestmark = pytest.mark.e2e

APPOINTMENT = "I need an appointment."
NUMBER = "Please take a number."
PORTUGUESE = "Bom dia, preciso de ajuda com o formulário."


@pytest.fixture
def py(server_url: str) -> LibreTranslateAPI:
    return LibreTranslateAPI(server_url, api_key="anything")


@pytest.fixture
def aio(server_url: str) -> Iterator[LibreTranslate]:
    with LibreTranslate(server_url, api_key="anything") as client:
        yield client


@pytest.fixture
def deep(server_url: str) -> LibreTranslator:
    return LibreTranslator("en", "pt", api_key="anything", custom_url=f"{server_url}/")


# --- libretranslatepy: forms, and a GET with a body ---------------------------------------------


def test_libretranslatepy_translates_form(py: LibreTranslateAPI) -> None:
    translated = py.translate(APPOINTMENT, "en", "pt")
    assert isinstance(translated, str)
    assert translated not in {"", APPOINTMENT}
    assert translated != py.translate(NUMBER, "en", "pt")


def test_libretranslatepy_translates_more_than_ascii(py: LibreTranslateAPI) -> None:
    assert py.translate(f"{PORTUGUESE} é & + % 😀", "pt", "en") != PORTUGUESE


def test_libretranslatepy_reads_languages_and_detects(py: LibreTranslateAPI) -> None:
    languages = {language["code"]: language for language in py.languages()}
    assert languages["en"]["name"] == "English"
    assert "pt" in languages["en"]["targets"]
    best = py.detect(PORTUGUESE)[0]
    assert best["language"] in languages
    assert isinstance(best["confidence"], float)


def test_libretranslatepy_raises_when_language_is_unknown(py: LibreTranslateAPI) -> None:
    with pytest.raises(HTTPError) as raised:
        py.translate(APPOINTMENT, "en", "zz")
    with raised.value as response:
        assert response.code == 400
        assert json.load(response) == {"error": "zz is not supported"}


# --- libretranslate-aio: every route, repeated form fields --------------------------------------


def test_aio_translates_one_and_many_the_same(aio: LibreTranslate) -> None:
    one = aio.translate(APPOINTMENT, "en", "pt")
    many = aio.translate([NUMBER, APPOINTMENT, "😀"], "en", "pt")
    assert one.detected_language is None
    assert isinstance(many.translated_text, list)
    assert many.translated_text[1:] == [one.translated_text, "😀"]


def test_aio_translates_from_an_unknown_language(aio: LibreTranslate) -> None:
    translation = aio.translate(PORTUGUESE, "auto", "en")
    assert isinstance(translation.detected_language, DetectedLanguage)
    assert 0 <= translation.detected_language.confidence <= 100
    many = aio.translate([PORTUGUESE, PORTUGUESE], "auto", "en")
    assert isinstance(many.detected_language, list)
    assert len(many.detected_language) == 2


def test_aio_translates_html(aio: LibreTranslate) -> None:
    source = f'<p class="x">{APPOINTMENT}<br>{NUMBER}</p>'
    translated = aio.translate(source, "en", "pt", format="html").translated_text
    assert isinstance(translated, str)
    begin, end = '<p class="x">', "</p>"
    assert translated.startswith(begin)
    assert translated.endswith(end)
    text = translated.removeprefix(begin).removesuffix(end)
    assert text.split("<br>") == [
        aio.translate(sentence, "en", "pt").translated_text for sentence in (APPOINTMENT, NUMBER)
    ]


def test_aio_reads_what_the_server_tells_of_itself(aio: LibreTranslate) -> None:
    settings = aio.frontend_settings()
    languages = {language.code for language in aio.languages()}
    assert aio.health()
    assert settings.char_limit > 0
    assert settings.language.source.code == "auto"
    assert settings.language.target.code in languages
    assert aio.detect(PORTUGUESE)[0].language in languages


def test_aio_raises_typed_errors_with_the_message(aio: LibreTranslate, tmp_path: Path) -> None:
    document = tmp_path / "letter.txt"
    document.write_text(APPOINTMENT)
    with pytest.raises(BadRequestError, match=r"^zz is not supported$"):
        aio.translate(APPOINTMENT, "zz", "pt")
    with pytest.raises(BadRequestError, match=r"alternatives parameter must be <= 3$"):
        aio.translate(APPOINTMENT, "en", "pt", alternatives=4)
    with pytest.raises(ForbiddenError, match="Suggestions are disabled"):
        aio.suggest(APPOINTMENT, "Olá", "en", "pt")
    with pytest.raises(ForbiddenError, match="Files translation are disabled"):
        aio.translate_file(document, "en", "pt")


async def test_aio_async_translates_many_at_once(server_url: str, aio: LibreTranslate) -> None:
    texts = [f"{APPOINTMENT} {number}" for number in range(12)]
    async with AsyncLibreTranslate(server_url) as client:
        answers = await asyncio.gather(*(client.translate(text, "en", "pt") for text in texts))
    assert [answer.translated_text for answer in answers] == (
        aio.translate(texts, "en", "pt").translated_text
    )


# --- deep-translator: everything in the query string --------------------------------------------


def test_deep_translator_translates_query_string(
    deep: LibreTranslator, aio: LibreTranslate
) -> None:
    text = f"{APPOINTMENT} é & + % 😀"
    assert deep.translate(text) == aio.translate(text, "en", "pt").translated_text


def test_deep_translator_translates_batch_one_by_one(deep: LibreTranslator) -> None:
    assert deep.translate_batch([APPOINTMENT, NUMBER]) == [
        deep.translate(APPOINTMENT),
        deep.translate(NUMBER),
    ]


def test_deep_translator_raises_when_pair_is_unknown(server_url: str) -> None:
    client = LibreTranslator("ga", "vi", api_key="anything", custom_url=f"{server_url}/")
    with pytest.raises(ServerException):
        client.translate(APPOINTMENT)
