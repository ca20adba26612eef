"""The LibreTranslate routes, reached without a socket."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from translate_server import FakeEngine, TranslateServer


@pytest.fixture
def server() -> TranslateServer:
    return TranslateServer()


@pytest.fixture
def engine(server: TranslateServer) -> FakeEngine:
    return server.engine


@pytest.fixture
async def client(server: TranslateServer) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(server)
    async with httpx.AsyncClient(transport=transport, base_url="http://tulkki.test") as client:
        yield client
