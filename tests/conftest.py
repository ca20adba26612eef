"""Fixtures of all tests: one backend, asyncio's debug mode, and no blocking of the event loop."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from blockbuster import BlockBuster, blockbuster_ctx
from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # a busy machine is no failure
settings.register_profile("quick", deadline=None, max_examples=25)  # of `make check`
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def anyio_backend() -> tuple[str, dict[str, bool]]:
    """Every async test runs on asyncio, which in debug mode refuses calls from wrong threads."""
    return "asyncio", {"debug": True}


@pytest.fixture(autouse=True, scope="session")
def blocking_refused() -> Iterator[BlockBuster]:
    """Code of the service that blocks an event loop (files, locks, sleep) raises BlockingError."""
    with blockbuster_ctx(scanned_modules="service") as blockbuster:
        yield blockbuster
