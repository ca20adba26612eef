"""An operator stops the server: conversations say goodbye, nothing hangs, nothing is left."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import psutil
import pytest
from visit import TULKKI, visit

from benchmarks.server import free_port, running_server
from service.wire.messages import Bye, Caption, Say

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]


async def test_terminate_tells_every_socket_and_ends_in_time(tmp_path: Path) -> None:
    port = free_port()
    log = tmp_path / "log.txt"
    command = [TULKKI, "serve", "--fake", "--port", str(port)]
    async with running_server(command, port=port, log=log) as server:
        children = psutil.Process(server.pid).children(recursive=True)
        async with visit(server.url, server.secret) as desk:
            conversation = await desk.open()
            async with desk.seat(await desk.ticket(conversation)) as (staff, _):
                await staff.send(Say(text="Before the end", lang="en"))
                await staff.until(Caption, lambda m: m.final)
                os.kill(server.pid, signal.SIGTERM)
                async with asyncio.timeout(20):
                    assert await staff.closed() == 1012
                assert staff.received[-1] == Bye(code="shutdown")
    assert not [child for child in children if child.is_running()]
    written = log.read_text(encoding="utf-8")
    assert "Traceback" not in written
    assert "Before the end" not in written


async def test_port_in_use_is_said_in_words(tmp_path: Path) -> None:
    listening = await asyncio.start_server(lambda _r, _w: None, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    async with listening:
        process = await asyncio.create_subprocess_exec(
            TULKKI,
            "serve",
            "--fake",
            "--port",
            str(port),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            cwd=tmp_path,
        )
        output, _ = await process.communicate()
    text = output.decode()
    assert process.returncode == 1
    assert f"127.0.0.1:{port}" in text
    assert "--port" in text
    assert "Traceback" not in text
