"""One database: transactions in worker threads, and errors with codes.

SQLite is one file that its owner alone reads, with a write-ahead log, so that readers never wait
for a writer; what is deleted is overwritten. Python's own handling of SQLite transactions is
switched off, because it commits before tables are changed: ``BEGIN`` is said here, and migrations
are as atomic as on PostgreSQL.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from os import O_CREAT, O_RDWR, close
from os import open as open_descriptor
from pathlib import Path
from typing import Final, TypeVar

import anyio
import anyio.to_thread
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    InterfaceError,
    InternalError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout

from service.storage.errors import DatabaseUrlInvalid, StorageUnavailable

T = TypeVar("T")
Work = Callable[[Connection], T]
"""What is done in one transaction."""

BUSY_S: Final = 5.0
"""Longest wait for a lock, a connection or an answer."""
_THREADS: Final = 4
"""Transactions at one time: more only wait for each other."""
_MOST_WAITING: Final = 256
_WRITES: Final = "tulkki_writes"
_PATIENCE_S: Final = "tulkki_patience_s"
_LOCK: Final = 0x7475_6C6B_6B69
"""Key of the advisory lock that writers take: the application's name in ASCII."""
_OWNER_ONLY: Final = 0o600


class Database:
    """Runs transactions, each in a worker thread. Close it at the end."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._threads = anyio.CapacityLimiter(_THREADS)
        self._under_way = 0

    async def read(self, work: Work[T]) -> T:
        """What ``work`` gives, in a transaction that changes nothing.

        Raises:
            StorageUnavailable: the database does not answer in time.
        """
        return await self._in_thread(work, writes=False)

    async def write(self, work: Work[T]) -> T:
        """What ``work`` gives; all of its changes are made, or none.

        Raises:
            StorageUnavailable: the database does not answer in time, or cannot be written to.
        """
        return await self._in_thread(work, writes=True)

    @contextmanager
    def transaction(self, *, writes: bool, patience_s: float | None = None) -> Iterator[Connection]:
        """One transaction in this thread. Blocks; not for the event loop.

        Args:
            writes: it changes something; one such transaction is under way at a time.
            patience_s: longest wait of a statement on PostgreSQL, where it is not ``BUSY_S``.
        """
        engine = self._engine.execution_options(**{_WRITES: writes, _PATIENCE_S: patience_s})
        with unavailable_told(), engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    async def _in_thread(self, work: Work[T], *, writes: bool) -> T:
        if self._under_way >= _MOST_WAITING:
            raise StorageUnavailable("too much waits for the database")
        self._under_way += 1
        try:
            return await anyio.to_thread.run_sync(self._run, work, writes, limiter=self._threads)
        finally:
            self._under_way -= 1

    def _run(self, work: Work[T], writes: bool) -> T:
        with self.transaction(writes=writes) as connection:
            return work(connection)


@contextmanager
def unavailable_told() -> Iterator[None]:
    """Errors of the driver that say "not now" become ``StorageUnavailable``.

    The others (a broken constraint, a wrong statement) are faults of ours and pass.
    """
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        if not _is_outage(error):
            raise
        # The driver's words may quote values; its class says enough.
        cause = getattr(error, "orig", None) or error
        raise StorageUnavailable(f"the database does not work ({type(cause).__name__})") from None


def _is_outage(error: Exception) -> bool:
    if isinstance(error, OperationalError | InterfaceError | InternalError | PoolTimeout | OSError):
        return True
    return type(error) is DatabaseError  # SQLite's word for a damaged file


def connect(url: str) -> Database:
    """A database by URL, not opened yet: ``sqlite:////a/file.db`` or ``postgresql://host/name``.

    Raises:
        DatabaseUrlInvalid: the URL names neither.
        StorageUnavailable: the file cannot be made.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise DatabaseUrlInvalid("database_url cannot be read") from None
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        return Database(_sqlite(parsed, Path(parsed.database)))
    if parsed.get_backend_name() == "postgresql":
        return Database(_postgresql(parsed))
    raise DatabaseUrlInvalid("database_url must be sqlite:////PATH or postgresql://HOST/NAME")


def _sqlite(url: URL, file: Path) -> Engine:
    with unavailable_told():
        file.parent.mkdir(parents=True, exist_ok=True)
        # SQLite gives its other two files the permissions of this one.
        close(open_descriptor(file, O_RDWR | O_CREAT, _OWNER_ONLY))
        file.chmod(_OWNER_ONLY)
    engine = create_engine(
        url, connect_args={"timeout": BUSY_S}, pool_timeout=BUSY_S, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, record: object) -> None:
        del record
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that began to read may not wait for the lock to write, so it takes it first.
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql(url: URL) -> Engine:
    limits = f"-c statement_timeout={BUSY_S:.0f}s -c lock_timeout={BUSY_S:.0f}s"
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args={"connect_timeout": int(BUSY_S), "options": limits},
        pool_size=_THREADS,
        pool_timeout=BUSY_S,
        pool_pre_ping=True,  # a server that was restarted is found again
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if (patience_s := options.get(_PATIENCE_S)) is not None:
            for timeout in ("statement_timeout", "lock_timeout"):
                connection.exec_driver_sql(f"SET LOCAL {timeout} = '{patience_s:.0f}s'")
        # As with SQLite one transaction writes at a time: what is read to be changed stays.
        if options.get(_WRITES, False):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")

    return engine
