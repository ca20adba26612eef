"""What a database does when it is locked, full, restarted or named wrongly."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from postgres import Postgres
from sqlalchemy import Connection, text

from service.storage import database as database_module
from service.storage import desk_rows
from service.storage.database import Database, connect
from service.storage.desk import Desk
from service.storage.errors import DatabaseUrlInvalid, StorageUnavailable
from service.storage.opening import open_database

NEW = Desk(slug="new", name="New")
SOON_S = 0.05


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "tulkki.db"


@pytest.fixture
def sqlite(file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    monkeypatch.setattr(database_module, "BUSY_S", SOON_S)
    database = open_database(f"sqlite:///{file}")
    yield database
    database.close()


async def test_writes_are_refused_while_another_process_writes_and_reads_go_on(
    sqlite: Database, file: Path
) -> None:
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageUnavailable):
        await sqlite.write(partial(desk_rows.add, desk=NEW))
    assert len(await sqlite.read(desk_rows.every)) == 1
    other.execute("ROLLBACK")
    other.close()
    assert await sqlite.write(partial(desk_rows.add, desk=NEW))


async def test_writes_are_refused_while_the_disk_is_full(sqlite: Database) -> None:
    def fill(connection: Connection) -> None:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))
        for number in range(1000):
            desk_rows.add(connection, Desk(slug=f"desk-{number}", name="x" * 80))

    with pytest.raises(StorageUnavailable):
        await sqlite.write(fill)
    assert len(await sqlite.read(desk_rows.every)) == 1


async def test_nothing_is_kept_of_a_transaction_that_fails(database: Database) -> None:
    def half(connection: Connection) -> None:
        desk_rows.add(connection, NEW)
        raise KeyError

    with pytest.raises(KeyError):
        await database.write(half)
    assert await database.read(partial(desk_rows.find, slug=NEW.slug)) is None


def test_damaged_file_is_told(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"no database at all, but long enough to be looked at" * 100)
    with pytest.raises(StorageUnavailable):
        open_database(f"sqlite:///{file}")


def test_only_the_owner_may_read_the_file(sqlite: Database, file: Path) -> None:
    del sqlite
    modes = {path.name: path.stat().st_mode & 0o777 for path in file.parent.iterdir()}
    assert modes["tulkki.db"] == 0o600
    assert set(modes.values()) == {0o600}


def test_what_is_deleted_is_overwritten(sqlite: Database) -> None:
    with sqlite.transaction(writes=False) as connection:
        assert connection.execute(text("PRAGMA secure_delete")).scalar_one() == 1
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://host/name", "sqlite://"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(DatabaseUrlInvalid):
        connect(url)


def test_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageUnavailable):
        connect(f"sqlite:///{tmp_path}/file/tulkki.db")


@pytest.mark.e2e
def test_restarted_postgresql_is_found_again(postgres: Postgres) -> None:
    database = open_database(postgres.emptied_database())
    try:
        assert len(names(database)) == 1
        postgres.stop()
        with pytest.raises(StorageUnavailable):
            names(database)
    finally:
        postgres.start()
    assert len(names(database)) == 1
    database.close()


def names(database: Database) -> list[str]:
    with database.transaction(writes=False) as connection:
        return [desk.name for desk in desk_rows.every(connection)]
