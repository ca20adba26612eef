"""Servers as an operator starts them: with scripted models, and with the real ones."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from visit import TULKKI, Visit, visit

from benchmarks.server import RunningServer, free_port, running_server


@pytest.fixture(scope="session")
async def fake_server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningServer]:
    """``tulkki serve --fake``, for tests of everything but the models."""
    port = free_port()
    log = tmp_path_factory.mktemp("fake-server") / "log.txt"
    command = [TULKKI, "serve", "--fake", "--port", str(port)]
    async with running_server(command, port=port, log=log) as server:
        yield server


@pytest.fixture(scope="session")
async def real_server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningServer]:
    """``tulkki serve`` with the embedded models, assembled in a new data folder."""
    port = free_port()
    folder = tmp_path_factory.mktemp("real-server")
    command = [TULKKI, "serve", "--port", str(port), "--data-dir", str(folder / "data")]
    async with running_server(command, port=port, log=folder / "log.txt") as server:
        yield server


@pytest.fixture
async def desk(fake_server: RunningServer) -> AsyncIterator[Visit]:
    """Staff signed in on the server with scripted models."""
    async with visit(fake_server.url, fake_server.secret) as staff:
        yield staff


@pytest.fixture
async def real_desk(real_server: RunningServer) -> AsyncIterator[Visit]:
    """Staff signed in on the server with real models."""
    async with visit(real_server.url, real_server.secret) as staff:
        yield staff
