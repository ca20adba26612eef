"""What operators deploy, and the programs that check it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from dockerfile import Dockerfile, read_dockerfile

from service.settings import CHECKOUT, PREFIX


@pytest.fixture(scope="session")
def programs() -> Path:
    """Where the wheels of hadolint, shellcheck, docker-compose and caddy put their programs."""
    return Path(sys.executable).parent


@pytest.fixture(scope="session")
def dockerfile() -> Dockerfile:
    return read_dockerfile(CHECKOUT / "Dockerfile.gpu")


@pytest.fixture
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An environment and a folder without any settings of this machine."""
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
