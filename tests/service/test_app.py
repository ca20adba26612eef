"""The application while its models load, when they cannot be loaded, and when they are warm."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from starlette.types import Receive, Scope, Send
from temporary_database import new_database

from models.errors import ModelNotFound
from service.app import build_services, create_app
from service.cli.loading import scripted_models
from service.inference.local import LocalEngine
from service.inference.model_set import ModelSet
from service.settings import Settings
from service.storage.database import Database

PORT = 8000
ORIGIN = f"http://localhost:{PORT}"
WAIT_S = 60.0
SECRET = "s3cret"  # noqa: S105 - a test's


class Watcher:
    """Notes how the loading ended."""

    def __init__(self) -> None:
        self.ended = asyncio.Event()
        self.error: Exception | None = None

    def engine_started(self) -> None:
        self.ended.set()

    def engine_failed(self, error: Exception) -> None:
        self.error = error
        self.ended.set()


def _make_app(
    load: Callable[[], ModelSet],
    watcher: Watcher,
    conversations: int = 1,
    new_database: Callable[[], Database] = new_database,
) -> FastAPI:
    settings = Settings(fake=True, staff_secret=SecretStr(SECRET), conversations=conversations)
    services = build_services(settings, LocalEngine(load), new_database(), port=PORT)
    return create_app(services, watcher)


@asynccontextmanager
async def serving(
    load: Callable[[], ModelSet], watcher: Watcher, *, conversations: int = 100
) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an application whose models are loaded by ``load``."""
    app = await asyncio.to_thread(_make_app, load, watcher, conversations)  # reads files
    async with app.router.lifespan_context(app) as state:

        async def with_state(scope: Scope, receive: Receive, send: Send) -> None:
            scope["state"] = dict(state or {})
            await app(scope, receive, send)

        transport = httpx.ASGITransport(app=with_state)
        async with httpx.AsyncClient(
            transport=transport, base_url=ORIGIN, headers={"Origin": ORIGIN}
        ) as client:
            yield client


async def test_pages_are_served_while_models_load_and_the_rest_says_wait() -> None:
    gate, watcher = threading.Event(), Watcher()

    def load() -> ModelSet:
        assert gate.wait(WAIT_S)
        return scripted_models()

    async with serving(load, watcher) as client:
        assert (await client.get("/desk")).status_code == 200
        assert (await client.get("/healthz")).status_code == 200
        for method, path in (
            ("GET", "/readyz"),
            ("GET", "/capabilities"),
            ("GET", "/languages"),
            ("POST", "/translate"),
        ):
            answer = await client.request(method, path)
            assert answer.status_code == 503, path
        assert (await client.get("/capabilities")).json()["error"]["code"] == "loading"
        gate.set()
        async with asyncio.timeout(WAIT_S):
            await watcher.ended.wait()
        assert (await client.get("/readyz")).status_code == 200
        assert (await client.get("/capabilities")).json()["fake"] is True


async def test_conversation_is_refused_with_a_time_to_come_back_when_there_is_no_room() -> None:
    watcher = Watcher()
    async with serving(scripted_models, watcher, conversations=1) as client:
        async with asyncio.timeout(WAIT_S):
            await watcher.ended.wait()
        signed_in = await client.post("/session", json={"secret": SECRET})
        client.headers["Cookie"] = signed_in.headers["set-cookie"].partition(";")[0]
        client.cookies.clear()
        pair = {"staff_lang": "en", "client_lang": "pt"}
        assert (await client.post("/conversations", json=pair)).status_code == 201
        refused = await client.post("/conversations", json=pair)
        assert refused.status_code == 503
        assert refused.json()["error"]["code"] == "busy"
        assert int(refused.headers["retry-after"]) > 0


async def test_models_that_cannot_be_loaded_are_reported() -> None:
    def load() -> ModelSet:
        raise ModelNotFound("weights are missing. Run: make install")

    watcher = Watcher()
    async with serving(load, watcher) as client:
        async with asyncio.timeout(WAIT_S):
            await watcher.ended.wait()
        assert isinstance(watcher.error, ModelNotFound)
        assert (await client.get("/readyz")).status_code == 503


async def test_server_may_go_down_while_models_load() -> None:
    gate, watcher = threading.Event(), Watcher()

    def load() -> ModelSet:
        assert gate.wait(WAIT_S)
        return scripted_models()

    async with serving(load, watcher):
        asyncio.get_running_loop().call_later(0.05, gate.set)
    assert not watcher.ended.is_set()


async def test_database_is_closed_when_serving_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    database = await asyncio.to_thread(new_database)
    closed: list[str] = []

    def close() -> None:
        database_close()
        closed.append("database")

    database_close = database.close
    monkeypatch.setattr(database, "close", close)
    app = await asyncio.to_thread(_make_app, scripted_models, Watcher(), 1, lambda: database)
    with pytest.RaisesGroup(OSError, flatten_subgroups=True):
        async with app.router.lifespan_context(app):
            raise OSError
    assert closed == ["database"]
