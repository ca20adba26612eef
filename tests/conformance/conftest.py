"""A real HTTP server for clients that other people wrote."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from translate_server import TranslateServer


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """The address of a server, without a slash at the end. Tests know nothing else of it."""
    config = uvicorn.Config(
        TranslateServer(), lifespan="off", ws="none", log_config=None, access_log=False
    )
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        # It listens from here on: clients that come before the server accepts just wait.
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()
