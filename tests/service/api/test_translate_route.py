"""What every answer of the LibreTranslate routes has in common: headers, methods, documentation."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from translate_server import FakeEngine, TranslateServer

CORS = {
    "access-control-allow-origin": "*",
    "access-control-allow-headers": "Authorization, Content-Type",
    "access-control-expose-headers": "Authorization",
    "access-control-allow-methods": "GET, POST",
    "access-control-allow-credentials": "true",
    "access-control-max-age": "1728000",
}
GOOD = {"q": "one", "source": "en", "target": "pt"}
ROUTES = [
    ("POST", "/translate"),
    ("POST", "/detect"),
    ("POST", "/suggest"),
    ("POST", "/translate_file"),
    ("GET", "/languages"),
    ("GET", "/health"),
    ("GET", "/frontend/settings"),
    ("GET", "/download_file/name"),
    ("GET", "/spec"),
]


def assert_cors(response: httpx.Response) -> None:
    assert {name: response.headers.get(name) for name in CORS} == CORS


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_cors_headers_are_on_every_answer(
    client: httpx.AsyncClient, method: str, path: str
) -> None:
    right = await client.request(method, path)
    wrong = await client.request("GET" if method == "POST" else "POST", path)
    preflight = await client.options(path)
    for response in (right, wrong, preflight):
        assert_cors(response)
    assert wrong.status_code == 405
    assert wrong.json() == {"error": "Method Not Allowed"}
    assert (preflight.status_code, preflight.content) == (200, b"")
    assert (
        preflight.headers["allow"]
        == wrong.headers["allow"]
        == f"{method}, OPTIONS".replace("POST, OPTIONS", "OPTIONS, POST")
    )


async def test_head_when_get_is_answered(client: httpx.AsyncClient) -> None:
    assert (await client.head("/health")).status_code == 200
    assert (await client.head("/translate")).status_code == 405


async def test_translate_when_the_code_is_broken_answers_in_shape_and_tells_the_server(
    server: TranslateServer, engine: FakeEngine
) -> None:
    engine.failures["one"] = ZeroDivisionError("a fault of ours")
    quiet = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=quiet, base_url="http://tulkki.test") as client:
        response = await client.post("/translate", json=GOOD)
    assert response.status_code == 500
    assert response.json() == {"error": "Internal Server Error"}
    assert_cors(response)
    loud = httpx.ASGITransport(server)
    async with httpx.AsyncClient(transport=loud, base_url="http://tulkki.test") as client:
        with pytest.raises(ZeroDivisionError):
            await client.post("/translate", json=GOOD)


async def test_translate_when_requests_overlap_answers_each_its_own(
    client: httpx.AsyncClient,
) -> None:
    bodies = [{**GOOD, "q": f"text {number}"} for number in range(20)]
    answers = await asyncio.gather(*(client.post("/translate", json=body) for body in bodies))
    assert [answer.json()["translatedText"] for answer in answers] == [
        f"text {number} [pt]" for number in range(20)
    ]


# --- documentation ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/translate", "/detect"])
async def test_openapi_examples_work_when_pasted(client: httpx.AsyncClient, path: str) -> None:
    document = (await client.get("/openapi.json")).json()
    operation = document["paths"][path]["post"]
    body = operation["requestBody"]["content"]["application/json"]
    assert body["schema"]["required"][0] == "q"
    for example in body["examples"].values():
        response = await client.post(path, json=example["value"])
        assert response.status_code == 200, response.text


async def test_openapi_tells_shapes_of_answers_and_errors(client: httpx.AsyncClient) -> None:
    document = (await client.get("/openapi.json")).json()
    responses = document["paths"]["/translate"]["post"]["responses"]
    names = {
        status: responses[status]["content"]["application/json"]["schema"]["$ref"].split("/")[-1]
        for status in ("200", "400", "413", "429", "500", "503")
    }
    assert names.pop("200") == "TranslateResponse"
    assert set(names.values()) == {"ErrorResponse"}
    properties = document["components"]["schemas"]["TranslateResponse"]["properties"]
    assert set(properties) == {"translatedText", "detectedLanguage", "alternatives", "confidence"}
