"""Databases: a SQLite file, and a PostgreSQL of the tests' own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres import Postgres, postgres_cluster

from service.storage.database import Database, connect
from service.storage.schema import migrate


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with postgres_cluster() as cluster:
        yield cluster


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.e2e)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/tulkki.db"
    cluster: Postgres = request.getfixturevalue("postgres")
    return cluster.emptied_database()


@pytest.fixture
def empty(url: str) -> Iterator[Database]:
    """A database without tables."""
    database = connect(url)
    yield database
    database.close()


@pytest.fixture
def database(empty: Database) -> Database:
    """A database with the newest tables."""
    migrate(empty)
    return empty
