"""Desks as staff meet them, with the database and without it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from typing import TypeVar

import pytest
from served import Served, served

from models.types import LanguagePair
from service.storage import desk_rows
from service.storage.database import Work
from service.storage.desk import Desk
from service.storage.errors import StorageUnavailable

T = TypeVar("T")
PAIR = {"staff_lang": "en", "client_lang": "pt"}
TRAVEL = Desk(
    slug="travel",
    name="Travel cards",
    pair=LanguagePair("fi", "en"),
    handover_phone="+358 9 123",
    handover_reasons=("Rights",),
    retention_h=1,
)


@pytest.fixture
async def app() -> AsyncIterator[Served]:
    async with served() as app:
        await app.services.database.write(partial(desk_rows.add, desk=TRAVEL))
        yield app


async def away(work: Work[T]) -> T:
    del work
    raise StorageUnavailable("away")


async def test_staff_see_all_desks_and_nobody_else_does(app: Served) -> None:
    listed = (await app.staff.get("/desks")).json()
    assert [desk["slug"] for desk in listed] == ["desk", "travel"]
    assert listed[1]["pair"] == ["fi", "en"]
    assert listed[1]["handover_reasons"] == ["Rights"]
    assert (await app.anybody.get("/desks")).status_code == 401


async def test_conversation_is_held_at_the_desk_that_is_named(app: Served) -> None:
    opened = await app.staff.post("/conversations", json={**PAIR, "desk": "travel"})
    assert opened.status_code == 201
    assert opened.json()["desk"] == "travel"
    host = app.services.conversations.find(opened.json()["conversation"])
    assert host is not None
    assert host.desk == TRAVEL


async def test_conversation_is_held_at_the_first_desk_when_none_is_named(app: Served) -> None:
    assert (await app.staff.post("/conversations", json=PAIR)).json()["desk"] == "desk"


async def test_unknown_desk_is_told(app: Served) -> None:
    answer = await app.staff.post("/conversations", json={**PAIR, "desk": "nowhere"})
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "desk_not_found"


async def test_conversations_open_while_the_database_is_away(
    app: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    await app.services.desks.load()
    monkeypatch.setattr(app.services.database, "read", away)
    opened = await app.staff.post("/conversations", json={**PAIR, "desk": "travel"})
    assert opened.status_code == 201
    assert len((await app.staff.get("/desks")).json()) == 2
