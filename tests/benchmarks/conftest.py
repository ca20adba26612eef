"""A fake service to replay into."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

FakeService = Callable[[str], AbstractContextManager[str]]


@pytest.fixture
def fake_command() -> list[str]:
    """The program of a fake service; its port, and a mode, follow."""
    return [sys.executable, str(Path(__file__).parent / "fake_service.py")]


@pytest.fixture
def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@pytest.fixture
def fake_service(fake_command: list[str], free_port: int) -> FakeService:
    """Start it in a mode; gives its URL when it listens."""

    @contextmanager
    def start(mode: str) -> Iterator[str]:
        process = subprocess.Popen(
            [*fake_command, str(free_port), mode], stdout=subprocess.PIPE, text=True
        )
        try:
            assert process.stdout is not None
            assert any("listening" in line for line in process.stdout)
            yield f"http://127.0.0.1:{free_port}"
        finally:
            process.terminate()
            process.communicate(timeout=10)

    return start
