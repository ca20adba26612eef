"""A database that is ready: opened and migrated. Blocks; for the start of the process."""

from __future__ import annotations

from service.storage.database import Database, connect
from service.storage.errors import StorageError
from service.storage.schema import migrate


def open_database(url: str) -> Database:
    """Connect and bring the tables to this version.

    Raises:
        StorageError: the database cannot be used.
    """
    database = connect(url)
    try:
        migrate(database)
    except StorageError:
        database.close()
        raise
    return database
