"""deploy/Caddyfile in a real Caddy: what passes, and what is never written down."""

from __future__ import annotations

import asyncio
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.http11 import Request, Response

from benchmarks.server import free_port
from service.settings import CHECKOUT

pytestmark = pytest.mark.e2e

WORDS = "s3cret-words"


class Proxy:
    """Caddy with the project's file; over http, as a test has no certificate."""

    def __init__(self, program: Path, folder: Path) -> None:
        self.port, self.upstream_port = free_port(), free_port()
        self.log = ""
        """What it wrote, once it has ended."""
        self._program = program
        self._folder = folder

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        process = await asyncio.create_subprocess_exec(
            "env",
            f"TULKKI_HOSTNAME=http://localhost:{self.port}",
            f"TULKKI_UPSTREAM=127.0.0.1:{self.upstream_port}",
            f"CADDY_ADMIN=unix/{self._folder}/admin",
            f"XDG_DATA_HOME={self._folder}",
            f"XDG_CONFIG_HOME={self._folder}",
            self._program,
            "run",
            "--config",
            CHECKOUT / "deploy" / "Caddyfile",
            stdout=PIPE,
            stderr=STDOUT,
        )
        try:
            await self._read_until(process, "serving initial configuration")
            yield
        finally:
            process.terminate()
            self.log += (await process.communicate())[0].decode()

    async def _read_until(self, process: Process, words: str) -> None:
        assert process.stdout is not None
        while words not in self.log:
            line = await process.stdout.readline()
            assert line, self.log
            self.log += line.decode()

    async def get(self, path: str) -> int:
        async with httpx.AsyncClient(trust_env=False) as browser:
            return (await browser.get(f"http://localhost:{self.port}{path}")).status_code


@pytest.fixture
def proxy(programs: Path, tmp_path: Path) -> Proxy:
    return Proxy(programs / "caddy", tmp_path)


@asynccontextmanager
async def upstream(port: int) -> AsyncIterator[None]:
    """A service that sends back what a socket says, after telling who the proxy says it is for."""

    async def echo(connection: ServerConnection) -> None:
        assert connection.request is not None
        await connection.send(connection.request.headers["X-Forwarded-For"])
        async for message in connection:
            await connection.send(message)

    def answer(connection: ServerConnection, request: Request) -> Response | None:
        if "Upgrade" in request.headers:
            return None
        return connection.respond(HTTPStatus.OK, "well")

    async with serve(echo, "127.0.0.1", port, process_request=answer):
        yield


async def test_websocket_passes_with_the_address_of_the_client(proxy: Proxy) -> None:
    async with upstream(proxy.upstream_port), proxy.running():
        uri = f"ws://localhost:{proxy.port}/socket"
        async with asyncio.timeout(10), connect(uri, proxy=None) as socket:
            assert await socket.recv() in {"127.0.0.1", "::1"}
            await socket.send(b"\0\1")
            assert await socket.recv() == b"\0\1"


async def test_addresses_of_requests_are_not_logged_when_all_is_well(proxy: Proxy) -> None:
    async with upstream(proxy.upstream_port), proxy.running():
        assert await proxy.get(f"/translate?q={WORDS}") == HTTPStatus.OK
    assert WORDS not in proxy.log


async def test_addresses_of_requests_are_not_logged_when_the_service_is_away(proxy: Proxy) -> None:
    async with proxy.running():
        assert await proxy.get(f"/translate?q={WORDS}") == HTTPStatus.BAD_GATEWAY
    assert WORDS not in proxy.log
