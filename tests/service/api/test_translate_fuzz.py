"""Whatever is sent: never a 5xx, always the contract's shape."""

from __future__ import annotations

import json

import httpx
from hypothesis import given
from hypothesis import strategies as st
from translate_server import TranslateServer

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=()), max_size=30)
    | st.sampled_from(["en", "pt", "fi", "auto", "html", "text", "pt-BR", "one <b>two</b>"])
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner)
)
NAMES = st.sampled_from(
    ["q", "source", "target", "format", "alternatives", "confidence", "api_key"]
)
OBJECTS = st.dictionaries(NAMES | st.text(max_size=3), VALUES, max_size=6)
CONTENT_TYPES = st.sampled_from(
    [
        "application/json",
        "application/x+json",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "multipart/form-data; boundary=x; charset=utf-7",
        "text/plain",
        "",
    ]
)
PATHS = st.sampled_from(["/translate", "/detect"])


async def answer_to(path: str, content_type: str, body: bytes, query: str = "") -> httpx.Response:
    transport = httpx.ASGITransport(TranslateServer())
    async with httpx.AsyncClient(transport=transport, base_url="http://tulkki.test") as client:
        url = httpx.URL(f"http://tulkki.test{path}").copy_with(query=query.encode() or None)
        return await client.post(url, content=body, headers={"content-type": content_type})


def assert_contract(response: httpx.Response) -> None:
    assert response.status_code in {200, 400, 413}
    assert response.headers["access-control-allow-origin"] == "*"
    body = response.json()
    if response.status_code == 200:
        assert isinstance(body, list) or "translatedText" in body
    else:
        assert set(body) == {"error"}
        assert isinstance(body["error"], str)


@given(PATHS, OBJECTS)
async def test_any_json_object_is_answered(path: str, document: dict[str, object]) -> None:
    body = json.dumps(document).encode()
    assert_contract(await answer_to(path, "application/json", body))


@given(st.sampled_from(["q", "source", "target", "format", "alternatives", "confidence"]), VALUES)
async def test_any_value_in_a_good_request_is_answered(name: str, value: object) -> None:
    document = {"q": "one", "source": "en", "target": "pt", name: value}
    body = json.dumps(document).encode()
    assert_contract(await answer_to("/translate", "application/json", body))


@given(PATHS, CONTENT_TYPES, st.binary(max_size=200))
async def test_any_bytes_are_answered(path: str, content_type: str, body: bytes) -> None:
    assert_contract(await answer_to(path, content_type, body))


@given(st.lists(st.sampled_from(
    ["q", "=", "&", "%", "%ED%A0%80", "source", "en", "target", "pt", "+", "%00", ";", "1"]
)).map("".join))  # fmt: skip
async def test_any_form_and_query_is_answered(text: str) -> None:
    form = "application/x-www-form-urlencoded"
    assert_contract(await answer_to("/translate", form, text.encode(), query=text))


PART_HEADERS = st.sampled_from(
    [
        'Content-Disposition: form-data; name="q"',
        'Content-Disposition: form-data; name="source"',
        'Content-Disposition: form-data; name="q"; filename="x"',
        "Content-Disposition: form-data",
        "Content-Type: text/plain",
        "",
    ]
)


@given(st.lists(st.tuples(PART_HEADERS, st.binary(max_size=20)), max_size=4), st.booleans())
async def test_any_multipart_is_answered(parts: list[tuple[str, bytes]], closed: bool) -> None:
    body = b"".join(
        b"--x\r\n" + header.encode() + b"\r\n\r\n" + content + b"\r\n" for header, content in parts
    )
    body += b"--x--\r\n" if closed else b""
    assert_contract(await answer_to("/translate", "multipart/form-data; boundary=x", body))
