"""A server whose desk keeps texts for a while."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from visit import TULKKI

from benchmarks.server import RunningServer, free_port, running_server
from service.storage import desk_rows
from service.storage.desk import DEFAULT_DESK, RetentionHours
from service.storage.opening import open_database


def _set_up(url: str, hours: RetentionHours) -> None:
    database = open_database(url)
    with database.transaction(writes=True) as connection:
        desk = desk_rows.find(connection, DEFAULT_DESK)
        assert desk is not None
        desk_rows.change(connection, replace(desk, retention_h=hours))
    database.close()


@asynccontextmanager
async def retaining_server(folder: Path, hours: RetentionHours) -> AsyncIterator[RunningServer]:
    """``tulkki serve --fake`` with a database of its own in ``folder``; its log is ``log.txt``."""
    url = f"sqlite:///{folder / 'tulkki.db'}"
    await asyncio.to_thread(_set_up, url, hours)
    port = free_port()
    command = ["env", "TULKKI_ADMISSION=false", f"TULKKI_DATABASE_URL={url}", f"TMPDIR={folder}"]
    command += [TULKKI, "serve", "--fake", "--port", str(port), "--data-dir", str(folder / "data")]
    async with running_server(command, port=port, log=folder / "log.txt") as server:
        yield server
