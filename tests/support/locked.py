"""The LibreTranslate routes on a socket, with or without a lock."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

import uvicorn
from temporary_database import new_database
from translate_server import TranslateServer

from service.access.api_keys import Quota, Scope, draw_key
from service.storage import key_rows
from service.storage.database import Database
from service.storage.key_book import KeyBook, utc_now


@dataclass(frozen=True, kw_only=True)
class Locked:
    """A server that wants a key."""

    url: str
    key: str
    short_key: str
    """One that may translate ten characters."""


@contextmanager
def locked_server() -> Iterator[Locked]:
    """A server, and keys for it."""
    database = new_database()
    key = _new_key(database, Quota())
    short_key = _new_key(database, Quota(characters=10))
    with serving(TranslateServer(keys=KeyBook(database), keys_required=True)) as url:
        yield Locked(url=url, key=key, short_key=short_key)
    database.close()


@contextmanager
def serving(app: TranslateServer) -> Iterator[str]:
    """The address at which the application is reached, without a slash at the end."""
    config = uvicorn.Config(app, lifespan="off", ws="none", log_config=None, access_log=False)
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        # It listens from here on: clients that come before the server accepts just wait.
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def _new_key(database: Database, quota: Quota) -> str:
    draw = partial(draw_key, "clients", frozenset({Scope.TRANSLATE}), utc_now(), quota=quota)
    with database.transaction(writes=True) as connection:
        return key_rows.make(connection, draw)[1]
