"""Real HTTP servers for clients that other people wrote."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from locked import Locked, locked_server, serving
from translate_server import TranslateServer


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """The address of a server, without a slash at the end. Tests know nothing else of it."""
    with serving(TranslateServer()) as url:
        yield url


@pytest.fixture(scope="session")
def locked() -> Iterator[Locked]:
    """A server that wants a key."""
    with locked_server() as locked:
        yield locked
