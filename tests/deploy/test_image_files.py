"""What the image copies is enough to serve, and its health check tells the truth."""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator
from http import HTTPStatus
from pathlib import Path

import httpx
import pytest
from dockerfile import Dockerfile

from benchmarks.server import RunningServer, free_port, running_server
from service.settings import CHECKOUT

pytestmark = pytest.mark.e2e

HEALTHCHECK = CHECKOUT / "deploy" / "healthcheck.py"


@pytest.fixture
def image_files(dockerfile: Dockerfile, tmp_path: Path) -> Path:
    """A folder with the files of the checkout that are in an image."""
    folder = tmp_path / "image"
    ignored = shutil.ignore_patterns("__pycache__")
    for source in dockerfile.context_sources:
        (folder / source).parent.mkdir(parents=True, exist_ok=True)
        if (CHECKOUT / source).is_dir():
            shutil.copytree(CHECKOUT / source, folder / source, ignore=ignored)
        else:
            shutil.copy(CHECKOUT / source, folder / source)
    return folder


@pytest.fixture
async def server(image_files: Path, tmp_path: Path) -> AsyncIterator[RunningServer]:
    """``tulkki serve --fake`` from those files, and not from the checkout."""
    port = free_port()
    python = ["env", "-C", str(image_files), f"PYTHONPATH={image_files}", sys.executable]
    source = "import service; print(service.__path__[0])"
    used = await asyncio.create_subprocess_exec(
        *python, "-c", source, stdout=asyncio.subprocess.PIPE
    )
    assert Path((await used.communicate())[0].decode().strip()) == image_files / "service"
    command = [*python, "-m", "service.cli.main", "serve", "--fake", "--port", str(port)]
    async with running_server(command, port=port, log=tmp_path / "log") as running:
        yield running


async def check_health(port: int) -> int:
    """The exit code of the image's health check."""
    process = await asyncio.create_subprocess_exec(
        "env", f"TULKKI_PORT={port}", "http_proxy=http://127.0.0.1:9", sys.executable, HEALTHCHECK
    )
    return await process.wait()


async def test_copied_files_serve_the_pages_and_are_healthy(server: RunningServer) -> None:
    async with httpx.AsyncClient(base_url=server.url, trust_env=False) as browser:
        for path in ("/desk", "/display", "/join", "/docs"):
            assert (await browser.get(path)).status_code == HTTPStatus.OK
    port = httpx.URL(server.url).port
    assert port is not None
    assert await check_health(port) == 0


@pytest.mark.parametrize(
    "answer", [b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n", b"what?", b""]
)
async def test_server_that_is_not_ready_is_not_healthy(answer: bytes) -> None:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        writer.close()
        await writer.wait_closed()

    listening = await asyncio.start_server(handle, "127.0.0.1", 0)
    async with listening:
        assert await check_health(listening.sockets[0].getsockname()[1]) == 1


async def test_absent_server_is_not_healthy() -> None:
    assert await check_health(free_port()) == 1
