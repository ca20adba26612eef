"""The whole application without sockets: scripted models, its own database, staff signed in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
from fastapi import FastAPI
from pydantic import SecretStr
from starlette.types import Receive, Scope, Send
from temporary_database import new_database

from service.api.state import Services
from service.app import build_services, create_app
from service.cli.loading import scripted_models
from service.inference.local import LocalEngine
from service.settings import Settings

PORT = 8000
ORIGIN = f"http://localhost:{PORT}"
DESK_KEY = "of sixteen letters at least"
ADMIN_KEY = "another one of as many letters"
PATIENCE_S = 60.0


class Warm:
    """Waits for the models."""

    def __init__(self) -> None:
        self.ended = asyncio.Event()

    def engine_started(self) -> None:
        self.ended.set()

    def engine_failed(self, error: Exception) -> None:
        raise error


@dataclass(frozen=True, kw_only=True)
class Served:
    """A running application and its callers."""

    services: Services
    staff: httpx.AsyncClient
    """Signed in."""
    admin: httpx.AsyncClient
    """Signed in, not as staff."""
    anybody: httpx.AsyncClient


def _make_app(warm: Warm) -> tuple[Services, FastAPI]:
    settings = Settings(
        fake=True,
        admission=False,
        staff_secret=SecretStr(DESK_KEY),
        admin_secret=SecretStr(ADMIN_KEY),
    )
    services = build_services(settings, LocalEngine(scripted_models), new_database(), port=PORT)
    return services, create_app(services, warm)


@asynccontextmanager
async def served() -> AsyncIterator[Served]:
    """An application whose models are warm."""
    warm = Warm()
    services, app = await asyncio.to_thread(_make_app, warm)  # reads files
    async with app.router.lifespan_context(app) as state:

        async def with_state(scope: Scope, receive: Receive, send: Send) -> None:
            scope["state"] = dict(state or {})
            await app(scope, receive, send)

        def client() -> httpx.AsyncClient:
            transport = httpx.ASGITransport(app=with_state)
            return httpx.AsyncClient(
                transport=transport, base_url=ORIGIN, headers={"Origin": ORIGIN}
            )

        async with asyncio.timeout(PATIENCE_S):
            await warm.ended.wait()
        async with client() as staff, client() as admin, client() as anybody:
            await sign_in(staff, "/session", DESK_KEY)
            await sign_in(admin, "/admin/api/session", ADMIN_KEY)
            yield Served(services=services, staff=staff, admin=admin, anybody=anybody)


async def sign_in(client: httpx.AsyncClient, path: str, secret: str) -> None:
    """Send the session's cookie from now on, which plain http would not keep."""
    answer = await client.post(path, json={"secret": secret})
    assert answer.status_code == 204, answer.text
    client.headers["Cookie"] = answer.headers["set-cookie"].partition(";")[0]
    client.cookies.clear()
