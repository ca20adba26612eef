"""The LibreTranslate contract: every message, and which of two mistakes is told."""

from __future__ import annotations

import asyncio
import logging

import httpx
import pytest
from translate_server import FakeEngine, TranslateServer

from models.errors import InferenceFailed, UnsupportedLanguagePair
from models.types import LanguagePair
from service.api.libretranslate.errors import LibreTranslateError
from service.inference.engine import EngineBusy, EngineUnavailable

GOOD = {"q": "one", "source": "en", "target": "pt"}
MARKER = "the secret that somebody typed"
JSON = {"content-type": "application/json"}
FORM = {"content-type": "application/x-www-form-urlencoded"}

NOT_TEXTS = "Invalid request: q parameter must be text or a list of texts"
NO_NUMBER = "Invalid request: alternatives parameter is not a number"


def error(response: httpx.Response) -> tuple[int, object]:
    body = response.json()
    assert set(body) == {"error"}
    return response.status_code, body["error"]


# --- messages -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"q": None}, "Invalid request: missing q parameter"),
        ({"q": ""}, "Invalid request: missing q parameter"),
        ({"q": []}, "Invalid request: missing q parameter"),
        ({"q": 0}, "Invalid request: missing q parameter"),
        ({"source": ""}, "Invalid request: missing source parameter"),
        ({"source": None}, "Invalid request: missing source parameter"),
        ({"target": ""}, "Invalid request: missing target parameter"),
        ({"q": 5}, NOT_TEXTS),
        ({"q": True}, NOT_TEXTS),
        ({"q": {"text": "one"}}, NOT_TEXTS),
        ({"q": ["one", None]}, NOT_TEXTS),
        ({"q": ["one", 2]}, NOT_TEXTS),
        ({"q": [["one"]]}, NOT_TEXTS),
        ({"source": ["en"]}, "Invalid request: source parameter must be text"),
        ({"target": 7}, "Invalid request: target parameter must be text"),
        ({"alternatives": "many"}, NO_NUMBER),
        ({"alternatives": [1]}, NO_NUMBER),
        ({"alternatives": True}, NO_NUMBER),
        ({"alternatives": 1.5}, NO_NUMBER),
        ({"alternatives": "9" * 5_000}, NO_NUMBER),
        ({"alternatives": 4}, "Invalid request: alternatives parameter must be <= 3"),
        ({"alternatives": "4"}, "Invalid request: alternatives parameter must be <= 3"),
        ({"alternatives": -1}, "Invalid request: alternatives parameter must be >= 0"),
        ({"confidence": "yes"}, "Invalid request: confidence parameter must be true or false"),
        ({"confidence": 1}, "Invalid request: confidence parameter must be true or false"),
        ({"confidence": []}, "Invalid request: confidence parameter must be true or false"),
        ({"q": "x" * 11}, "Invalid request: request (11) exceeds text limit (10)"),
        ({"q": ["x", "x" * 12]}, "Invalid request: request (12) exceeds text limit (10)"),
        ({"q": ["x"] * 4}, "Invalid request: request (4) exceeds text limit (3)"),
        ({"source": "zz"}, "zz is not supported"),
        ({"source": "en-US"}, "en-us is not supported"),
        ({"target": "zh-Hant"}, "zh-hant is not supported"),
        ({"target": "auto"}, "auto is not supported"),
        ({"target": "x" * 5_000}, f"{'x' * 32} is not supported"),
        ({"format": "markdown"}, "markdown format is not supported"),
        ({"format": "HTML"}, "HTML format is not supported"),
        ({"format": 1}, "Invalid request: format parameter must be text"),
        (
            {"source": "pt", "target": "fi"},
            "Finnish (fi) is not available as a target language from Portuguese (pt)",
        ),
        (
            {"source": "fi", "target": "pb"},
            "Portuguese (pt) is not available as a target language from Finnish (fi)",
        ),
    ],
)
async def test_translate_when_a_parameter_is_wrong(
    client: httpx.AsyncClient,
    server: TranslateServer,
    changes: dict[str, object],
    message: str,
) -> None:
    server.limit(char_limit=10, batch_limit=3)
    response = await client.post("/translate", json={**GOOD, **changes})
    assert error(response) == (400, message)
    assert server.engine.asked == []


async def test_translate_when_detected_language_has_no_such_target(
    client: httpx.AsyncClient, engine: FakeEngine
) -> None:
    engine.pairs = frozenset({LanguagePair("pt", "fi")})
    response = await client.post("/translate", json={**GOOD, "source": "auto"})
    assert error(response) == (
        400,
        "Portuguese (pt) is not available as a target language from English (en)",
    )


@pytest.mark.parametrize("missing", ["q", "source", "target"])
@pytest.mark.parametrize("way", ["json", "data", "params"])
async def test_translate_when_a_parameter_is_missing(
    client: httpx.AsyncClient, missing: str, way: str
) -> None:
    sent = {name: value for name, value in GOOD.items() if name != missing}
    parts = {way: sent}
    response = await client.request("POST", "/translate", **parts)  # type: ignore[arg-type] # httpx names each part
    assert error(response) == (400, f"Invalid request: missing {missing} parameter")


# --- order --------------------------------------------------------------------------------------

MISTAKES: list[tuple[dict[str, object], str]] = [
    ({"q": None}, "Invalid request: missing q parameter"),
    ({"source": None}, "Invalid request: missing source parameter"),
    ({"target": None}, "Invalid request: missing target parameter"),
    ({"alternatives": "x"}, NO_NUMBER),
    ({"q": ["x"] * 200}, "Invalid request: request (200) exceeds text limit (128)"),
    ({"source": "xx"}, "xx is not supported"),
    ({"target": "yy"}, "yy is not supported"),
    ({"format": "pdf"}, "pdf format is not supported"),
    ({"source": "fi"}, "Portuguese (pt) is not available as a target language from Finnish (fi)"),
]
"""In the order of the checks."""


@pytest.mark.parametrize("first", range(len(MISTAKES)))
async def test_translate_when_mistakes_are_many_tells_the_first_in_order(
    client: httpx.AsyncClient, first: int
) -> None:
    body: dict[str, object] = {**GOOD}
    for changes, _ in reversed(MISTAKES[first:]):
        body.update(changes)
    response = await client.post("/translate", json=body)
    assert error(response) == (400, MISTAKES[first][1])


async def test_translate_when_rate_limited_does_not_look_at_the_request(
    client: httpx.AsyncClient, server: TranslateServer
) -> None:
    server.refusal = LibreTranslateError(
        status=429, message="Slowdown: 80 per 1 minute", retry_after=7
    )
    response = await client.post("/translate", content=b"{", headers=JSON)
    assert error(response) == (429, "Slowdown: 80 per 1 minute")
    assert response.headers["retry-after"] == "7"


# --- bodies -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"one"',
        b"null",
        b"5",
        b'{"q": NaN}',
        b'{"q": -Infinity}',
        b'{"q": "\\ud800", "source": "en", "target": "pt"}',
        b'{"q": "\\udc00\\ud800"}',
        b'{"q": "\xff"}',
        '{"q": "one"}'.encode("utf-16"),
        b'{"q": ' + b"[" * 100_000,
        b'{"q": ' + b"9" * 100_000 + b"}",
        b'{"q": "one"} trailing',
    ],
    ids=range(15),
)
async def test_translate_when_json_is_not_json(client: httpx.AsyncClient, body: bytes) -> None:
    response = await client.post("/translate", content=body, headers=JSON)
    assert error(response) == (400, "Invalid JSON format")


@pytest.mark.parametrize("body", [b"q=%ED%A0%80", b"q=%FF", b"q=\xff"])
@pytest.mark.parametrize("padding", [0, 100_000])
async def test_translate_when_form_is_not_utf8(
    client: httpx.AsyncClient, body: bytes, padding: int
) -> None:
    response = await client.post("/translate", content=body + b"a" * padding, headers=FORM)
    assert error(response) == (400, "Invalid request: text is not valid UTF-8")


async def test_translate_when_form_has_endless_fields(client: httpx.AsyncClient) -> None:
    response = await client.post("/translate", content=b"a=1&" * 2_000, headers=FORM)
    assert error(response) == (400, "Invalid request: more than 1128 fields")


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b"--x"),
        ("multipart/form-data; boundary=x", b"nothing of the kind"),
        (
            "multipart/form-data; boundary=x; charset=undefined",
            b'--x\r\nContent-Disposition: form-data; name="q"\r\n\r\n\xff.\xff\r\n--x--\r\n',
        ),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="q"; filename="a"\r\n\r\na\r\n--x--\r\n',
        ),
    ],
    ids=["no boundary", "no parts", "odd charset", "file"],
)
async def test_translate_when_multipart_is_unreadable(
    client: httpx.AsyncClient, content_type: str, body: bytes
) -> None:
    response = await client.post("/translate", content=body, headers={"content-type": content_type})
    assert error(response) == (400, "Invalid request: multipart form is not readable")


async def test_translate_when_multipart_charset_makes_half_a_surrogate_pair(
    client: httpx.AsyncClient,
) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="q"\r\n\r\n\\ud800\r\n--x--\r\n'
    content_type = "multipart/form-data; boundary=x; charset=unicode_escape"
    response = await client.post("/translate", content=body, headers={"content-type": content_type})
    assert error(response) == (400, "Invalid request: q parameter is not valid Unicode")


@pytest.mark.parametrize("content_type", ["application/json", FORM["content-type"], "text/plain"])
@pytest.mark.parametrize("path", ["/translate", "/detect"])
async def test_body_when_larger_than_the_limit(
    client: httpx.AsyncClient, server: TranslateServer, path: str, content_type: str
) -> None:
    server.limit(max_body_bytes=2_000)
    headers = {"content-type": content_type}
    response = await client.post(path, content=b" " * 2_001, headers=headers)
    assert error(response) == (413, "Invalid request: body exceeds 2000 bytes")
    smaller = await client.post(path, content=b" " * 2_000, headers=headers)
    assert smaller.status_code == 400


@pytest.mark.parametrize("content_type", ["text/plain", "application/xml", "", "nonsense"])
async def test_translate_when_content_type_is_another(
    client: httpx.AsyncClient, content_type: str
) -> None:
    response = await client.post(
        "/translate", content=b'{"q": "one"}', headers={"content-type": content_type}
    )
    assert error(response) == (400, "Invalid request: missing q parameter")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, "Invalid request: missing q parameter"),
        ({"q": 5}, NOT_TEXTS),
        ({"q": "x" * 10_001}, "Invalid request: request (10001) exceeds text limit (10000)"),
    ],
)
async def test_detect_when_q_is_wrong(
    client: httpx.AsyncClient, body: dict[str, object], message: str
) -> None:
    assert error(await client.post("/detect", json=body)) == (400, message)


# --- the engine ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("failure", "expected"),
    [
        (EngineBusy(), (503, "The server is busy.", "1")),
        (EngineUnavailable(), (503, "The server is busy.", "1")),
        (InferenceFailed(MARKER), (500, "Cannot translate text: inference_failed", None)),
        (
            UnsupportedLanguagePair(LanguagePair("en", "pt")),
            (400, "Portuguese (pt) is not available as a target language from English (en)", None),
        ),
    ],
)
@pytest.mark.parametrize("html", [False, True])
async def test_translate_when_engine_fails_one_text_of_a_batch(
    client: httpx.AsyncClient,
    engine: FakeEngine,
    caplog: pytest.LogCaptureFixture,
    failure: Exception,
    expected: tuple[int, str, str | None],
    html: bool,
) -> None:
    caplog.set_level(logging.DEBUG)
    engine.failures[MARKER] = failure
    body = {**GOOD, "q": ["one", MARKER, "two"], "format": "html" if html else "text"}
    response = await client.post("/translate", json=body)
    assert (*error(response), response.headers.get("retry-after")) == expected
    assert "secret" not in caplog.text


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/translate"),
        ("POST", "/detect"),
        ("GET", "/languages"),
        ("GET", "/frontend/settings"),
        ("GET", "/health"),
    ],
)
async def test_every_route_when_models_are_loading(
    client: httpx.AsyncClient, engine: FakeEngine, method: str, path: str
) -> None:
    engine.ready = False
    response = await client.request(method, path)
    assert error(response) == (503, "The models are loading.")
    assert response.headers["retry-after"] == "2"


async def test_translate_when_batch_is_large_fills_the_queue_only_so_far(
    client: httpx.AsyncClient, engine: FakeEngine
) -> None:
    response = await client.post("/translate", json={**GOOD, "q": ["one"] * 100})
    assert len(response.json()["translatedText"]) == 100
    assert engine.most_running == 32


async def test_translate_when_client_goes_away_withdraws_its_texts(
    server: TranslateServer, engine: FakeEngine
) -> None:
    engine.gate = asyncio.Event()
    gone = asyncio.Event()
    sent: list[str] = []
    messages: list[dict[str, object]] = [
        {"type": "http.request", "body": b'{"q":["a","b"],"source":"en","target":"pt"}'}
    ]

    async def receive() -> dict[str, object]:
        if messages:
            return messages.pop()
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, object]) -> None:
        sent.append(str(message.get("status", "")))

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/translate",
        "query_string": b"",
        "headers": [(b"content-type", b"application/json")],
    }
    answering = asyncio.create_task(server(scope, receive, send))  # type: ignore[arg-type] # plain dicts
    for _ in range(2):
        await engine.arrivals.acquire()
    gone.set()
    await answering
    assert engine.withdrawn == 2
    assert sent[0] == "499"


# --- what is not offered ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path", "status", "message"),
    [
        ("POST", "/suggest", 403, "Suggestions are disabled on this server."),
        ("POST", "/translate_file", 403, "Files translation are disabled on this server."),
        ("GET", "/download_file/a.txt", 400, "Files translation are disabled on this server."),
    ],
)
async def test_route_when_disabled_says_so(
    client: httpx.AsyncClient, method: str, path: str, status: int, message: str
) -> None:
    response = await client.request(method, path, files={"file": b"text"})
    assert error(response) == (status, message)
