"""Clients that were written for LibreTranslate, unchanged, against a server that wants a key."""

from __future__ import annotations

import json
from urllib.error import HTTPError

import pytest
from deep_translator import LibreTranslator
from deep_translator.exceptions import AuthorizationException, ServerException
from libretranslate_aio import LibreTranslate
from libretranslate_aio.exceptions import BadRequestError, ForbiddenError, RateLimitError
from libretranslatepy import LibreTranslateAPI
from locked import Locked

pytestmark = pytest.mark.e2e

TEXT = "Take a number."
TRANSLATED = f"{TEXT} [pt]"
WRONG = f"tulkki_01234567_{'0' * 32}"


# --- libretranslatepy: a form ---------------------------------------------------------------------


def test_libretranslatepy_is_let_in_with_a_key(locked: Locked) -> None:
    client = LibreTranslateAPI(locked.url, api_key=locked.key)
    assert client.translate(TEXT, "en", "pt") == TRANSLATED
    assert client.detect(TEXT)[0]["language"] == "en"
    assert client.languages()


@pytest.mark.parametrize(
    ("key", "refusal"),
    [
        (None, (400, "Please contact the server operator to get an API key")),
        (WRONG, (403, "Invalid API key")),
        ("my key", (403, "Invalid API key")),
    ],
)
def test_libretranslatepy_is_told_what_is_wrong(
    locked: Locked, key: str | None, refusal: tuple[int, str]
) -> None:
    client = LibreTranslateAPI(locked.url, api_key=key)
    assert client.languages()
    with pytest.raises(HTTPError) as raised:
        client.translate(TEXT, "en", "pt")
    with raised.value as response:
        assert (response.code, json.load(response)["error"]) == refusal


# --- libretranslate-aio: typed errors -------------------------------------------------------------


def test_aio_is_let_in_with_a_key(locked: Locked) -> None:
    with LibreTranslate(locked.url, api_key=locked.key) as client:
        assert client.frontend_settings().key_required
        assert client.translate([TEXT, "a"], "en", "pt").translated_text == [TRANSLATED, "a [pt]"]
        assert client.detect(TEXT)[0].language == "en"


def test_aio_raises_what_is_wrong(locked: Locked) -> None:
    with (
        LibreTranslate(locked.url) as nobody,
        LibreTranslate(locked.url, api_key=WRONG) as stranger,
        LibreTranslate(locked.url, api_key=locked.short_key) as spent,
    ):
        with pytest.raises(BadRequestError, match="contact the server operator"):
            nobody.translate(TEXT, "en", "pt")
        with pytest.raises(ForbiddenError, match="Invalid API key"):
            stranger.detect(TEXT)
        with pytest.raises(RateLimitError, match="used up for this month"):
            spent.translate(TEXT, "en", "pt")
        assert spent.translate("a", "en", "pt").translated_text == "a [pt]"


# --- deep-translator: everything in the query string ----------------------------------------------


def test_deep_translator_is_let_in_with_the_key_as_a_password(locked: Locked) -> None:
    client = deep(locked, key=locked.key)
    assert client.translate(TEXT) == TRANSLATED
    with pytest.raises(AuthorizationException):
        deep(locked, key=WRONG).translate(TEXT)


@pytest.mark.parametrize("in_address", ["anything", "the key"])
def test_deep_translator_is_not_let_in_by_what_stands_in_the_address(
    locked: Locked, in_address: str
) -> None:
    api_key = locked.key if in_address == "the key" else in_address
    client = LibreTranslator("en", "pt", api_key=api_key, custom_url=f"{locked.url}/")
    with pytest.raises(ServerException, match="BAD_REQUEST"):
        client.translate(TEXT)


def deep(locked: Locked, *, key: str) -> LibreTranslator:
    address = locked.url.replace("http://", f"http://key:{key}@")
    return LibreTranslator("en", "pt", api_key="-", custom_url=f"{address}/")
