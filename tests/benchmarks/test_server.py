from __future__ import annotations

from pathlib import Path

import httpx
import psutil
import pytest

from benchmarks.errors import ServerFailed
from benchmarks.server import running_server

pytestmark = pytest.mark.e2e


async def ask(url: str) -> int:
    async with httpx.AsyncClient(trust_env=False) as client:
        return (await client.get(f"{url}/readyz")).status_code


async def test_a_server_is_started_weighed_and_stopped(
    fake_command: list[str], free_port: int, tmp_path: Path
) -> None:
    command = [*fake_command, str(free_port)]
    async with running_server(command, port=free_port, log=tmp_path / "log") as running:
        assert await ask(running.url) == 200
        assert running.secret == "s3cret-_"  # noqa: S105 - the fake's
        assert 0 < running.cold_start_s < 20
        before = running.usage()
        for _ in range(50):
            await ask(running.url)
        after = running.usage()
    assert after.cpu_s > before.cpu_s > 0
    assert after.resident_bytes >= after.proportional_bytes > 5_000_000
    assert not psutil.pid_exists(running.pid)
    assert "loading" in (tmp_path / "log").read_text(encoding="utf-8")


async def test_a_server_that_ends_at_once_is_told_with_its_log(
    fake_command: list[str], free_port: int, tmp_path: Path
) -> None:
    command = [*fake_command, str(free_port), "ending"]
    with pytest.raises(ServerFailed, match=r"ended with 3; see .*log"):
        async with running_server(command, port=free_port, log=tmp_path / "log"):
            pytest.fail("it never was ready")


async def test_a_server_that_never_gets_ready_is_stopped(
    fake_command: list[str], free_port: int, tmp_path: Path
) -> None:
    command = [*fake_command, str(free_port), "deaf"]
    with pytest.raises(ServerFailed, match="not ready after 2 s"):
        async with running_server(
            command, port=free_port, log=tmp_path / "log", start_timeout_s=2.0
        ):
            pytest.fail("it never was ready")
    with pytest.raises(httpx.ConnectError):
        await ask(f"http://127.0.0.1:{free_port}")


async def test_a_failed_measurement_stops_the_server_too(
    fake_command: list[str], free_port: int, tmp_path: Path
) -> None:
    command = [*fake_command, str(free_port)]
    with pytest.raises(KeyError):
        async with running_server(command, port=free_port, log=tmp_path / "log") as running:
            raise KeyError
    assert not psutil.pid_exists(running.pid)
