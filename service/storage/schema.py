"""Brings a database's tables to this version: alembic's migrations, in one transaction.

Two replicas that start together do not migrate at once: the transaction holds the only lock to
write. What fails leaves everything as it was, and
a database that is not what its version says (half a migration by hand, or a newer application) is
refused.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import Connection, inspect
from sqlalchemy.exc import SQLAlchemyError

from service.storage.database import Database
from service.storage.errors import MigrationFailed
from service.storage.tables import metadata

NEWEST: Final = "head"
NOTHING: Final = "base"
_PATIENCE_S: Final = 60.0
"""Another replica may be migrating."""


def migrate(database: Database, to: str = NEWEST) -> None:
    """Upgrade to the newest tables, or to those of a revision. Blocks.

    Raises:
        MigrationFailed: that is not possible; nothing was changed.
        StorageUnavailable: the database does not answer.
    """
    with database.transaction(writes=True, patience_s=_PATIENCE_S) as connection:
        try:
            command.upgrade(_config(connection), to)
            if to == NEWEST:
                _check(connection)
        except (CommandError, SQLAlchemyError) as error:
            raise MigrationFailed(
                "the database was left half changed, or belongs to a newer version of Tulkki "
                f"({type(error).__name__}). Restore a backup, or install that version"
            ) from error


def take_back(database: Database, to: str = NOTHING) -> None:
    """Undo migrations down to a revision. Blocks."""
    with database.transaction(writes=True, patience_s=_PATIENCE_S) as connection:
        command.downgrade(_config(connection), to)


def _check(connection: Connection) -> None:
    there = inspect(connection)
    names = set(there.get_table_names())
    for table in metadata.sorted_tables:
        found = (
            {column["name"] for column in there.get_columns(table.name)}
            if table.name in names
            else set()
        )
        missing = sorted({column.name for column in table.columns} - found)
        if missing:
            raise MigrationFailed(
                f"the table {table.name} lacks {', '.join(missing)}, though the database says that "
                "it is of this version. Restore a backup"
            )


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = connection
    return config
