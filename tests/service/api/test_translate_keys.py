"""Keys on the LibreTranslate routes: where one may stand, and what is answered without it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from temporary_database import new_database
from translate_server import TranslateServer

from models.errors import InferenceFailed
from service.access.api_keys import Quota, Scope
from service.storage.database import Database
from service.storage.errors import StorageUnavailable
from service.storage.key_book import KeyBook, utc_now

TEXT = {"q": "hello", "source": "en", "target": "pt"}
MISSING = (400, {"error": "Please contact the server operator to get an API key"})
INVALID = (403, {"error": "Invalid API key"})
TRANSLATED = (200, {"translatedText": "hello [pt]"})
UNKNOWN = f"tulkki_01234567_{'0' * 32}"


@pytest.fixture
def database() -> Iterator[Database]:
    database = new_database()
    yield database
    database.close()


@pytest.fixture
def book(database: Database) -> KeyBook:
    return KeyBook(database)


@pytest.fixture
def server(book: KeyBook) -> TranslateServer:
    return TranslateServer(keys=book, keys_required=True)


async def key_of(
    book: KeyBook, *scopes: Scope, expires_s: float | None = None, characters: int | None = None
) -> str:
    expires = None if expires_s is None else utc_now() + timedelta(seconds=expires_s)
    quota = Quota(characters=characters)
    given = frozenset(scopes or {Scope.TRANSLATE})
    return (await book.make("test", given, expires, quota))[1]


@pytest.fixture
async def key(book: KeyBook) -> str:
    return await key_of(book)


async def ask(client: httpx.AsyncClient, **request: object) -> tuple[int, object]:
    answer = await client.post("/translate", **{"json": TEXT, **request})  # type: ignore[arg-type] # httpx names each part
    return answer.status_code, answer.json()


async def characters(book: KeyBook) -> int:
    return sum(used.characters for _, used in await book.every())


async def test_key_is_taken_from_the_body_and_from_the_headers(
    client: httpx.AsyncClient, key: str
) -> None:
    basic = b64encode(f"key:{key}".encode()).decode()
    for request in (
        {"json": {**TEXT, "api_key": key}},
        {"json": None, "data": {**TEXT, "api_key": key}},
        {"json": None, "files": {name: (None, value) for name, value in TEXT.items()}}
        | {"headers": {"Authorization": f"Bearer {key}"}},
        {"headers": {"Authorization": f"bearer {key}"}},
        {"headers": {"Authorization": f"Basic {basic}"}},
    ):
        assert await ask(client, **request) == TRANSLATED, request


@pytest.mark.parametrize("path", ["/translate", "/detect"])
async def test_who_brings_none_is_told_where_to_get_one(
    client: httpx.AsyncClient, path: str
) -> None:
    for headers in ({}, {"Authorization": ""}, {"Authorization": "Digest x"}):
        answer = await client.post(path, json=TEXT, headers=headers)
        assert (answer.status_code, answer.json()) == MISSING


@pytest.mark.parametrize("path", ["/translate", "/detect"])
@pytest.mark.parametrize("wrong", [UNKNOWN, "any", 7, ["a"], {"a": 1}])
async def test_wrong_key_is_refused(client: httpx.AsyncClient, path: str, wrong: object) -> None:
    answer = await client.post(path, json={**TEXT, "api_key": wrong})
    assert (answer.status_code, answer.json()) == INVALID


async def test_wrong_key_of_a_header_is_refused(client: httpx.AsyncClient) -> None:
    no_text = b64encode(b"key:\xff").decode()
    for header in (f"Bearer {UNKNOWN}", "Bearer any", f"Basic {b64encode(b'a:b').decode()}"):
        assert await ask(client, headers={"Authorization": header}) == INVALID, header
    for header in ("Basic ?", f"Basic {no_text}", f"Basic {b64encode(b'a').decode()}", "Bearer"):
        assert await ask(client, headers={"Authorization": header}) == MISSING, header


async def test_key_is_asked_for_before_anything_else_is_told(client: httpx.AsyncClient) -> None:
    assert await ask(client, json={}) == MISSING
    assert await ask(client, json={"api_key": UNKNOWN}) == INVALID


async def test_expired_revoked_and_other_keys_are_refused(
    client: httpx.AsyncClient, book: KeyBook, key: str
) -> None:
    expired = await key_of(book, expires_s=0.001)
    assert await ask(client, json={**TEXT, "api_key": expired}) == INVALID
    other = await key_of(book, Scope.ADMIN)
    refused = (403, {"error": "This API key may not translate"})
    assert await ask(client, json={**TEXT, "api_key": other}) == refused
    assert await ask(client, json={**TEXT, "api_key": key}) == TRANSLATED
    await book.revoke(key[7:15])
    assert await ask(client, json={**TEXT, "api_key": key}) == INVALID


async def test_key_in_an_address_is_refused_wherever_else_it_stands(
    client: httpx.AsyncClient, book: KeyBook, key: str, server: TranslateServer
) -> None:
    server.keys_required = False
    for request in (
        {"json": None, "params": {**TEXT, "api_key": key}},
        {"params": {"api_key": key}, "headers": {"Authorization": f"Bearer {key}"}},
        {"params": {"anything": f"x{key}"}},
    ):
        status, answer = await ask(client, **request)
        assert status == 400, request
        assert "do not belong in addresses" in str(answer)
        assert key not in str(answer)
    assert await characters(book) == 0


async def test_what_an_address_holds_for_a_key_is_not_looked_at(
    client: httpx.AsyncClient, key: str
) -> None:
    placeholder = {**TEXT, "api_key": "placeholder"}
    assert await ask(client, json=None, params=placeholder) == MISSING
    bearer = {"Authorization": f"Bearer {key}"}
    assert await ask(client, json=None, params=placeholder, headers=bearer) == TRANSLATED


async def test_characters_are_counted_and_errors_cost_nothing(
    client: httpx.AsyncClient, book: KeyBook, key: str, server: TranslateServer
) -> None:
    bearer = {"Authorization": f"Bearer {key}"}
    await ask(client, json={**TEXT, "q": ["hello", "bom dia"]}, headers=bearer)
    assert await characters(book) == 12
    await client.post("/detect", json=TEXT, headers=bearer)
    await ask(client, json={**TEXT, "source": "zz"}, headers=bearer)
    await ask(client, json={**TEXT, "source": "pt", "target": "fi"}, headers=bearer)
    server.engine.failures["hello"] = InferenceFailed("it broke")
    assert (await ask(client, headers=bearer))[0] == 500
    assert await characters(book) == 12


async def test_spent_quota_is_told_with_when_to_come_back(
    client: httpx.AsyncClient, book: KeyBook
) -> None:
    key = await key_of(book, characters=7)
    body = {**TEXT, "api_key": key}
    assert await ask(client, json=body) == TRANSLATED
    refused = await client.post("/translate", json=body)
    assert refused.status_code == 429
    assert refused.json() == {"error": "The characters of this API key are used up for this month"}
    assert 0 < int(refused.headers["retry-after"]) <= 31 * 24 * 3600 + 1
    assert await ask(client, json={**body, "q": "hi"}) == (200, {"translatedText": "hi [pt]"})


async def test_nobody_with_a_key_comes_in_while_the_database_is_away(
    client: httpx.AsyncClient, database: Database, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(work: object) -> object:
        raise StorageUnavailable("away")

    for what in ("write", "read"):
        monkeypatch.setattr(database, what, away)
        answer = await client.post("/translate", json={**TEXT, "api_key": key})
        assert answer.status_code == 503
        assert answer.json()["error"].startswith("The database does not answer")
        assert answer.headers["retry-after"] == "5"


async def test_where_none_is_needed_keys_count_and_other_texts_are_not_looked_at(
    client: httpx.AsyncClient, book: KeyBook, key: str, server: TranslateServer
) -> None:
    server.keys_required = False
    for request in (
        {},
        {"json": {**TEXT, "api_key": "any"}},
        {"json": {**TEXT, "api_key": ["any"]}},
        {"headers": {"Authorization": "Bearer any"}},
        {"json": None, "params": {**TEXT, "api_key": "any"}},
    ):
        assert await ask(client, **request) == TRANSLATED, request
    assert await characters(book) == 0
    assert await ask(client, json={**TEXT, "api_key": key}) == TRANSLATED
    assert await characters(book) == 5
    assert await ask(client, json={**TEXT, "api_key": UNKNOWN}) == INVALID


async def test_pages_in_front_are_told_whether_a_key_is_needed(
    client: httpx.AsyncClient, server: TranslateServer
) -> None:
    for required in (True, False):
        server.keys_required = required
        told = (await client.get("/frontend/settings")).json()
        assert (told["apiKeys"], told["keyRequired"]) == (True, required)
    assert (await client.get("/languages")).status_code == 200
