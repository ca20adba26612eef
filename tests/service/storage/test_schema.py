"""Migrations: there, back and there again; at once; and where a database is not as it says."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Final

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from service.access.api_keys import Quota, Scope, Used
from service.storage import desk_rows, key_rows
from service.storage.database import Database, connect
from service.storage.errors import MigrationFailed
from service.storage.schema import migrate, take_back
from service.storage.tables import metadata


def tables(database: Database) -> set[str]:
    with database.transaction(writes=False) as connection:
        return set(inspect(connection).get_table_names())


def execute(database: Database, statement: str) -> None:
    with database.transaction(writes=True) as connection:
        connection.execute(text(statement))


def test_tables_come_go_and_come_again(empty: Database) -> None:
    migrate(empty)
    assert set(metadata.tables) <= tables(empty)
    take_back(empty)
    assert tables(empty) == {"alembic_version"}
    migrate(empty)
    with empty.transaction(writes=False) as connection:
        assert len(desk_rows.every(connection)) == 1


def test_migrations_make_the_tables_that_the_application_knows(database: Database) -> None:
    with database.transaction(writes=False) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_nothing_happens_when_the_tables_are_new_already(database: Database) -> None:
    execute(database, "UPDATE desks SET name = 'Ours'")
    migrate(database)
    with database.transaction(writes=False) as connection:
        assert desk_rows.every(connection)[0].name == "Ours"


def test_replicas_that_start_together_migrate_once(url: str) -> None:
    databases = [connect(url) for _ in range(4)]
    with ThreadPoolExecutor(len(databases)) as replicas:
        list(replicas.map(migrate, databases))
    with databases[0].transaction(writes=False) as connection:
        assert len(desk_rows.every(connection)) == 1
    for database in databases:
        database.close()


def test_half_a_migration_is_refused_and_nothing_changes(empty: Database) -> None:
    execute(empty, "CREATE TABLE desks (slug VARCHAR(32))")
    with pytest.raises(MigrationFailed, match="half changed"):
        migrate(empty)
    assert tables(empty) == {"desks"}


def test_database_of_a_newer_version_is_refused(database: Database) -> None:
    execute(database, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(MigrationFailed, match="newer version"):
        migrate(database)


def test_database_that_lacks_a_column_of_its_version_is_refused(database: Database) -> None:
    execute(database, "ALTER TABLE desks DROP COLUMN phrase_set")
    with pytest.raises(MigrationFailed, match="desks lacks phrase_set"):
        migrate(database)


MADE: Final = "INSERT INTO api_keys (id, name, digest, created, scopes) VALUES "


def test_scopes_that_nothing_takes_go_and_a_key_without_others_is_revoked(empty: Database) -> None:
    migrate(empty, "0006")
    execute(empty, MADE + "('aaaaaaaa', 'a', 'x', '2026-11-01 12:00:00', '[\"read\", \"admin\"]')")
    execute(empty, MADE + "('bbbbbbbb', 'b', 'y', '2026-11-01 12:00:00', '[\"transcribe\"]')")
    migrate(empty)
    with empty.transaction(writes=False) as connection:
        kept, gone = key_rows.find(connection, "aaaaaaaa"), key_rows.find(connection, "bbbbbbbb")
    assert kept is not None
    assert gone is not None
    assert (kept.scopes, kept.revoked) == (frozenset({Scope.ADMIN}), None)
    assert gone.revoked is not None


def test_quota_of_audio_goes_and_what_was_counted_stays(empty: Database) -> None:
    migrate(empty, "0007")
    execute(empty, MADE + "('aaaaaaaa', 'a', 'x', '2026-11-01 12:00:00', '[\"translate\"]')")
    execute(empty, "UPDATE api_keys SET quota_characters = 100, quota_audio_s = 60")
    execute(empty, "INSERT INTO key_usage VALUES ('aaaaaaaa', '2026-11', 42, 0.0)")
    migrate(empty)
    with empty.transaction(writes=False) as connection:
        ((key, used),) = key_rows.every(connection, "2026-11")
    assert (key.quota, used) == (Quota(characters=100), Used(characters=42))
    take_back(empty, "0007")
    migrate(empty)
    with empty.transaction(writes=False) as connection:
        assert key_rows.every(connection, "2026-11") == [(key, used)]
