"""What the tests of the batcher and of the engine share."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest


@pytest.fixture
def surviving_threads() -> Callable[[], list[str]]:
    """Names of the engine's threads that do not end by themselves."""

    def names() -> list[str]:
        threads = [thread for thread in threading.enumerate() if thread.name.startswith("tulkki-")]
        for thread in threads:
            thread.join(timeout=5)
        return [thread.name for thread in threads if thread.is_alive()]

    return names
