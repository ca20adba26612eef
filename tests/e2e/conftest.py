"""Servers as an operator starts them: with scripted models, and with the real ones."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import numpy as np
import pytest
from browser import chromium
from marian_fixture import TinyMarian, tiny_marian
from playwright.async_api import Browser
from season import ADMIN_KEY, write_season
from stage import Stage
from visit import TULKKI, Visit, silence, tone, visit
from weight import unexpected_requests

from benchmarks.audio import Recording, write_wav
from benchmarks.server import RunningServer, free_port, running_server

__all__ = ["tiny_marian"]

OPEN_DOOR = ("env", "TULKKI_ADMISSION=false", "TULKKI_CONVERSATIONS=1000")
"""Tests open conversations in quicker succession than any machine admits them."""
FULL_SCALE = 32_767


@pytest.fixture(scope="session")
async def fake_server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningServer]:
    """``tulkki serve --fake``, for tests of everything but the models."""
    port = free_port()
    folder = tmp_path_factory.mktemp("fake-server")
    await asyncio.to_thread(write_season, f"sqlite:///{folder}/tulkki.db")
    command = [*OPEN_DOOR, f"TULKKI_ADMIN_SECRET={ADMIN_KEY}", TULKKI, "serve", "--fake"]
    command += ["--port", str(port), "--data-dir", str(folder)]
    async with running_server(command, port=port, log=folder / "log.txt") as server:
        yield server


@pytest.fixture(scope="session")
async def real_server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningServer]:
    """``tulkki serve`` with the embedded models, assembled in a new data folder."""
    port = free_port()
    folder = tmp_path_factory.mktemp("real-server")
    command = [*OPEN_DOOR, TULKKI, "serve", "--port", str(port)]
    command += ["--data-dir", str(folder / "data")]
    async with running_server(command, port=port, log=folder / "log.txt") as server:
        yield server


@pytest.fixture(scope="session")
async def marian_server(
    tiny_marian: TinyMarian, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[RunningServer]:
    """English to Finnish and back by the fixture, and on to Portuguese by an embedded model."""
    port = free_port()
    folder = tmp_path_factory.mktemp("marian-server")
    own = {
        name: {
            "engine": "ctranslate2-marian",
            "folder": str(tiny_marian.ctranslate2(name)),
            "pair": name,
            "confidence_exponent": 8,
        }
        for name in ("en-fi", "fi-en")
    }
    settings = [
        f"TULKKI_MODELS={json.dumps(own)}",
        f"TULKKI_TRANSLATORS={json.dumps([*own, 'firefox-en-pt'])}",
        f"TULKKI_DATA_DIR={folder / 'data'}",
    ]
    command = [*OPEN_DOOR, *settings, TULKKI, "serve", "--port", str(port)]
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


@pytest.fixture(scope="session")
async def talking_browser(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Browser]:
    """A browser whose microphone hears somebody who speaks, with pauses, for a minute."""
    spoken = [part for _ in range(10) for part in (silence(1.5), tone(4.5))]
    recording = tmp_path_factory.mktemp("microphone") / "speech.wav"
    write_wav(
        recording, Recording(pcm=(np.concatenate(spoken) * FULL_SCALE).astype("<i2").tobytes())
    )
    async with chromium(microphone=recording) as browser:
        yield browser


@pytest.fixture
async def stage(
    talking_browser: Browser, fake_server: RunningServer, desk: Visit
) -> AsyncIterator[Stage]:
    """Pages on scripted models; nothing is open yet. In the end, what they loaded is looked at."""
    async with AsyncExitStack() as exits:
        stage = Stage(browser=talking_browser, server=fake_server, staff=desk, exits=exits)
        yield stage
        assert [odd for watched in stage.opened for odd in unexpected_requests(watched)] == []
