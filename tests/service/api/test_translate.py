"""The LibreTranslate contract: what is answered to good requests."""

from __future__ import annotations

import httpx
import pytest
from translate_server import FakeEngine, TranslateServer

from models.types import LanguageGuess, LanguagePair

ENGLISH = {"source": "en", "target": "pt"}
SENTENCE = "I need an appointment"
PORTUGUESE = "Preciso de uma consulta"


@pytest.fixture(autouse=True)
def phrasebook(engine: FakeEngine) -> None:
    engine.phrasebook[SENTENCE] = PORTUGUESE
    engine.languages[PORTUGUESE] = (
        LanguageGuess(language="pt", confidence=0.8764),
        LanguageGuess(language="gl", confidence=0.1231),
        LanguageGuess(language="es", confidence=0.0001),
    )


# --- the ways in --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "request_parts",
    [
        {"json": {"q": SENTENCE, **ENGLISH}},
        {"data": {"q": SENTENCE, **ENGLISH}},
        {"params": {"q": SENTENCE, **ENGLISH}},
        {"data": {"q": SENTENCE}, "params": ENGLISH},
        {"files": {name: (None, text) for name, text in {"q": SENTENCE, **ENGLISH}.items()}},
        {
            "content": f'{{"q": "{SENTENCE}", "source": "EN", "target": "PT"}}',
            "headers": {"content-type": "application/vnd.api+json; charset=utf-8"},
        },
        {"json": {"q": SENTENCE, "apiKey": "wrong name", "more": [{}], **ENGLISH}},
        {"json": {"q": SENTENCE, "api_key": "any", "format": None, "alternatives": 0, **ENGLISH}},
    ],
    ids=["json", "form", "query", "form and query", "multipart", "json type", "npm", "all"],
)
async def test_translate_when_text_comes_as(
    client: httpx.AsyncClient, request_parts: dict[str, object]
) -> None:
    response = await client.request("POST", "/translate", **request_parts)  # type: ignore[arg-type] # httpx names each part
    assert response.status_code == 200
    assert response.json() == {"translatedText": PORTUGUESE}


async def test_translate_when_query_and_form_differ_takes_the_query(
    client: httpx.AsyncClient,
) -> None:
    response = await client.post("/translate?q=one", data={"q": "two", **ENGLISH})
    assert response.json() == {"translatedText": "one [pt]"}


async def test_translate_when_bare_utf8_is_in_form_and_query(client: httpx.AsyncClient) -> None:
    response = await client.post(
        "/translate",
        content="q=ação é&source=pt&target=en".encode(),
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert response.json() == {"translatedText": "ação é [en]"}


async def test_translate_when_form_has_crlf_makes_plain_line_ends(
    client: httpx.AsyncClient, engine: FakeEngine
) -> None:
    await client.post("/translate", data={"q": "one\r\ntwo", **ENGLISH})
    assert engine.asked == ["one\ntwo"]


@pytest.mark.parametrize("code", ["pt", "PT", "pb", "pt-BR", "pt-br"])
async def test_translate_when_portuguese_is_called_otherwise(
    client: httpx.AsyncClient, code: str
) -> None:
    response = await client.post("/translate", json={"q": SENTENCE, "source": "en", "target": code})
    assert response.json() == {"translatedText": PORTUGUESE}


# --- batches ------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["json", "data", "params"])
async def test_translate_when_texts_are_many_keeps_their_order(
    client: httpx.AsyncClient, way: str
) -> None:
    parts = {way: {"q": ["one", SENTENCE, "", "😀", "two"], **ENGLISH}}
    response = await client.request("POST", "/translate", **parts)  # type: ignore[arg-type] # httpx names each part
    assert response.json() == {
        "translatedText": ["one [pt]", PORTUGUESE, "", "😀", "two [pt]"],
    }


async def test_translate_when_list_has_one_text_answers_a_list(client: httpx.AsyncClient) -> None:
    response = await client.post("/translate", json={"q": [SENTENCE], **ENGLISH})
    assert response.json() == {"translatedText": [PORTUGUESE]}


# --- detection ----------------------------------------------------------------------------------


async def test_translate_when_source_is_auto_tells_the_language(client: httpx.AsyncClient) -> None:
    response = await client.post(
        "/translate", json={"q": PORTUGUESE, "source": "AUTO", "target": "en"}
    )
    assert response.json() == {
        "translatedText": f"{PORTUGUESE} [en]",
        "detectedLanguage": {"confidence": 87.6, "language": "pt"},
    }


async def test_translate_when_batch_is_auto_detects_once_over_all_texts(
    client: httpx.AsyncClient, engine: FakeEngine
) -> None:
    response = await client.post(
        "/translate", json={"q": ["one", "two"], "source": "auto", "target": "pt"}
    )
    detected = {"confidence": 90.0, "language": "en"}
    assert response.json()["detectedLanguage"] == [detected, detected]
    assert engine.identified == ["one\ntwo"]


@pytest.mark.parametrize("text", ["😀", "👍🏽 👨‍👩‍👧", " \n ", "1️⃣", "12.30", "...", "🇫🇮!"])
async def test_translate_when_text_has_no_letters_returns_it(
    client: httpx.AsyncClient, engine: FakeEngine, text: str
) -> None:
    response = await client.post("/translate", json={"q": text, "source": "auto", "target": "fi"})
    assert response.json() == {
        "translatedText": text,
        "detectedLanguage": {"confidence": 0.0, "language": "en"},
    }
    assert engine.asked == []


AMHARIC = "እርዳታ እፈልጋለሁ"


@pytest.fixture
def untold(engine: FakeEngine) -> None:
    """A server that translates Amharic, which nothing tells from other languages."""
    engine.pairs |= {LanguagePair("am", "en")}
    engine.languages[AMHARIC] = ()


@pytest.mark.parametrize(
    "body", [{"q": AMHARIC}, {"q": ["1", AMHARIC]}, {"q": f"<p>{AMHARIC}</p>", "format": "html"}]
)
async def test_translate_when_no_language_can_be_told_says_so_and_returns_nothing(
    client: httpx.AsyncClient, engine: FakeEngine, untold: None, body: dict[str, object]
) -> None:
    engine.languages[f"1\n{AMHARIC}"] = ()
    response = await client.post("/translate", json={**body, "source": "auto", "target": "en"})
    assert response.status_code == 400
    assert response.json() == {
        "error": "The language of the text cannot be told: name it as source. Never told are: am",
        "code": "language_not_detected",
    }
    assert engine.asked == []


@pytest.mark.parametrize("text", ["😀", "12.30", " "])
async def test_translate_when_text_has_no_letters_returns_it_whatever_can_be_told(
    client: httpx.AsyncClient, untold: None, text: str
) -> None:
    response = await client.post("/translate", json={"q": text, "source": "auto", "target": "en"})
    assert response.json()["translatedText"] == text


async def test_translate_when_a_language_that_is_never_told_is_named(
    client: httpx.AsyncClient, untold: None
) -> None:
    response = await client.post("/translate", json={"q": AMHARIC, "source": "am", "target": "en"})
    assert response.json() == {"translatedText": f"{AMHARIC} [en]"}
    listed = {one["code"]: one["detectable"] for one in (await client.get("/languages")).json()}
    assert listed == {"am": False, "en": True, "fi": True, "pt": True}


async def test_translate_when_text_is_in_the_target_language_returns_it(
    client: httpx.AsyncClient,
) -> None:
    response = await client.post("/translate", json={"q": SENTENCE, "source": "en", "target": "en"})
    assert response.json() == {"translatedText": SENTENCE}


async def test_translate_when_html_is_auto_detects_the_text_and_not_the_tags(
    client: httpx.AsyncClient, engine: FakeEngine
) -> None:
    markup = f"<p class='warning'>{PORTUGUESE}</p><code>for while</code>"
    response = await client.post(
        "/translate", json={"q": markup, "source": "auto", "target": "en", "format": "html"}
    )
    assert engine.identified == [PORTUGUESE]
    assert response.json()["translatedText"] == (
        f"<p class='warning'>{PORTUGUESE} [en]</p><code>for while</code>"
    )


async def test_detect_gives_languages_best_first_without_hopeless_ones(
    client: httpx.AsyncClient,
) -> None:
    response = await client.post("/detect", data={"q": PORTUGUESE})
    assert response.json() == [
        {"confidence": 87.6, "language": "pt"},
        {"confidence": 12.3, "language": "gl"},
    ]


async def test_detect_when_text_has_no_language(client: httpx.AsyncClient) -> None:
    response = await client.post("/detect", json={"q": "😀 12"})
    assert response.json() == [{"confidence": 0.0, "language": "en"}]


async def test_detect_when_text_is_long_looks_at_a_sample(
    client: httpx.AsyncClient, engine: FakeEngine
) -> None:
    await client.post("/detect", json={"q": "a " * 4_000})
    assert [len(text) for text in engine.identified] == [2_000]


# --- alternatives -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("q", "alternatives", "expected"),
    [
        ("one", 2, ["um", "uma"]),
        ("one", "1", ["um"]),
        ("two", 2, []),
        (["one", "two", "2"], 3, [["um", "uma"], [], []]),
        (["one"], 1, [["um"]]),
        ("one", 0, None),
        ("one", "", None),
    ],
)
async def test_translate_when_alternatives_are_asked_for_gives_what_the_engine_has(
    client: httpx.AsyncClient,
    engine: FakeEngine,
    q: str | list[str],
    alternatives: int | str,
    expected: list[object] | None,
) -> None:
    engine.wordings["one"] = ("um", "uma")
    body = {"q": q, "alternatives": alternatives, **ENGLISH}
    response = await client.post("/translate", json=body)
    assert response.json().get("alternatives") == expected


async def test_alternatives_are_written_as_the_source_is_and_each_once(
    client: httpx.AsyncClient, engine: FakeEngine
) -> None:
    engine.phrasebook["Open"] = "Aberto"
    engine.wordings["Open"] = ("Aberto.", "abre.", "Abre")
    response = await client.post("/translate", json={"q": "Open", "alternatives": 3, **ENGLISH})
    assert response.json() == {"translatedText": "Aberto", "alternatives": ["Abre"]}


async def test_alternatives_of_html_are_none(client: httpx.AsyncClient, engine: FakeEngine) -> None:
    engine.wordings["one"] = ("um",)
    body = {"q": "<p>one</p>", "format": "html", "alternatives": 2, "confidence": True, **ENGLISH}
    response = await client.post("/translate", json=body)
    assert response.json() == {"translatedText": "<p>one [pt]</p>", "alternatives": []}


# --- confidence ---------------------------------------------------------------------------------


async def test_confidence_is_told_only_when_it_is_asked_for(
    client: httpx.AsyncClient, engine: FakeEngine
) -> None:
    engine.confidences["one"] = 0.87654
    told = {"translatedText": "one [pt]"}
    for unasked in (False, None, "false", ""):
        body = {"q": "one", "confidence": unasked, **ENGLISH}
        assert (await client.post("/translate", json=body)).json() == told
    form = {"q": "one", "confidence": "true", **ENGLISH}
    response = await client.post("/translate", data=form)
    assert response.json() == {**told, "confidence": 0.877}


async def test_confidence_is_null_in_a_list_where_the_engine_gives_none(
    client: httpx.AsyncClient, engine: FakeEngine
) -> None:
    engine.confidences["one"] = 0.5
    body = {"q": ["one", "two"], "confidence": True, **ENGLISH}
    response = await client.post("/translate", json=body)
    assert response.json()["confidence"] == [0.5, None]
    alone = await client.post("/translate", json={**body, "q": "two"})
    assert alone.json() == {"translatedText": "two [pt]"}


# --- what the server tells of itself ------------------------------------------------------------


async def test_languages_lists_targets_of_each(client: httpx.AsyncClient) -> None:
    response = await client.request("GET", "/languages", data={"api_key": "some"})
    assert response.json() == [
        {
            "code": "en",
            "name": "English",
            "targets": ["en", "fi", "pt"],
            "routes": {"fi": "direct", "pt": "direct"},
            "detectable": True,
        },
        {
            "code": "fi",
            "name": "Finnish",
            "targets": ["fi"],
            "routes": {},
            "detectable": True,
        },
        {
            "code": "pt",
            "name": "Portuguese",
            "targets": ["en", "pt"],
            "routes": {"en": "direct"},
            "detectable": True,
        },
    ]


async def test_languages_tells_chinese_by_script(
    client: httpx.AsyncClient, engine: FakeEngine
) -> None:
    engine.pairs = frozenset({LanguagePair("zh", "en")})
    listed = (await client.get("/languages")).json()
    assert [language["code"] for language in listed] == ["en", "zh-Hans"]
    response = await client.post(
        "/translate", json={"q": "好", "source": "zh-Hans", "target": "en"}
    )
    assert response.json() == {"translatedText": "好 [en]"}


async def test_frontend_settings_tell_limits_and_what_is_off(
    client: httpx.AsyncClient, server: TranslateServer
) -> None:
    server.limit(char_limit=77)
    assert (await client.get("/frontend/settings")).json() == {
        "charLimit": 77,
        "frontendTimeout": 500,
        "apiKeys": True,
        "keyRequired": False,
        "suggestions": False,
        "filesTranslation": False,
        "supportedFilesFormat": [],
        "language": {
            "source": {"code": "auto", "name": "Auto Detect"},
            "target": {"code": "fi", "name": "Finnish"},
        },
    }


async def test_health_when_ready(client: httpx.AsyncClient) -> None:
    response = await client.get("/health")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


async def test_spec_is_the_openapi_document(client: httpx.AsyncClient) -> None:
    assert "/translate" in (await client.get("/spec")).json()["paths"]
