"""Desks while the database answers, and while it does not."""

from __future__ import annotations

import logging
from functools import partial
from typing import TypeVar

import pytest

from service.storage import desk_rows
from service.storage.database import Database, Work
from service.storage.desk import Desk
from service.storage.desk_book import DeskBook
from service.storage.errors import DeskUnknown, StorageUnavailable

T = TypeVar("T")


class Outage:
    """A database that can be taken away."""

    def __init__(self, database: Database) -> None:
        self._read = database.read
        self.out = False

    async def read(self, work: Work[T]) -> T:
        if self.out:
            raise StorageUnavailable("away")
        return await self._read(work)


async def test_changed_desk_is_seen_at_once(database: Database) -> None:
    book = DeskBook(database)
    await book.load()
    await database.write(partial(desk_rows.change, desk=Desk(slug="desk", name="Renamed")))
    assert (await book.find("desk")).name == "Renamed"
    assert [desk.name for desk in await book.every()] == ["Renamed"]


async def test_unknown_desk_is_told(database: Database) -> None:
    with pytest.raises(DeskUnknown):
        await DeskBook(database).find("nowhere")


async def test_desks_are_as_last_seen_while_the_database_is_away(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    outage = Outage(database)
    monkeypatch.setattr(database, "read", outage.read)
    book = DeskBook(database)
    await book.load()
    outage.out = True
    with caplog.at_level(logging.WARNING):
        assert (await book.find("desk")).slug == "desk"
        assert len(await book.every()) == 1
    assert "storage_unavailable" in caplog.text
    with pytest.raises(DeskUnknown):
        await book.find("nowhere")


async def test_removed_desk_is_forgotten(database: Database) -> None:
    book = DeskBook(database)
    await book.load()
    await database.write(partial(desk_rows.remove, slug="desk"))
    with pytest.raises(DeskUnknown):
        await book.find("desk")
    assert await book.every() == []
