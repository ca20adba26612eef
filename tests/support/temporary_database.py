"""A database for a test that is not about databases."""

from __future__ import annotations

import tempfile

from service.storage.database import Database
from service.storage.opening import open_database


class _Temporary(Database):
    """Its file goes with it."""

    def __init__(self, folder: tempfile.TemporaryDirectory[str]) -> None:
        super().__init__(open_database(f"sqlite:///{folder.name}/tulkki.db")._engine)
        self._folder = folder

    def close(self) -> None:
        super().close()
        self._folder.cleanup()


def new_database() -> Database:
    """A SQLite file with the newest tables, until it is closed. Blocks."""
    return _Temporary(tempfile.TemporaryDirectory(prefix="tulkki-"))
