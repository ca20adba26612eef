"""Practice: staff try the desk out, and nothing of it is counted, asked or kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial

import pytest
from served import Served, served

from models.types import LanguagePair
from service.storage import usage_rows
from service.storage.desk import Desk
from service.storage.usage_rows import Period

PAIR = {"staff_lang": "en", "client_lang": "pt"}


@pytest.fixture
async def app() -> AsyncIterator[Served]:
    async with served() as app:
        yield app


async def begin(app: Served, *, practice: bool) -> dict[str, object]:
    opened = await app.staff.post("/conversations", json={**PAIR, "practice": practice})
    assert opened.status_code == 201, opened.text
    return dict(opened.json())


@pytest.mark.parametrize("practice", [False, True])
async def test_only_a_visit_is_counted_when_it_has_ended(app: Served, practice: bool) -> None:
    talk = await begin(app, practice=practice)
    assert (await app.staff.delete(f"/conversations/{talk['conversation']}")).status_code == 204
    await app.services.conversations.ended()
    counted = await app.services.database.read(partial(usage_rows.visits_of, period=Period()))
    assert len(counted) == (0 if practice else 1)


async def test_everybody_is_told_and_nobody_is_asked(app: Served) -> None:
    talk = await begin(app, practice=True)
    assert (talk["practice"], talk["retention_h"]) == (True, 0)
    path = f"/conversations/{talk['conversation']}"
    ticket = (await app.staff.post(f"{path}/tickets")).json()
    assert ticket["feedback"] is None
    code = (await app.staff.post(f"{path}/invitations")).json()["code"]
    place = (await app.anybody.post("/join", json={"code": code})).json()
    assert (place["practice"], place["feedback"], place["retention_h"]) == (True, None, 0)
    assert (await begin(app, practice=False))["practice"] is False


async def test_nothing_is_kept_at_a_desk_that_keeps_visits(app: Served) -> None:
    desk = replace(Desk(slug="main", name="Main"), retention_h=24)
    for practice in (False, True):
        host = app.services.conversations.open(LanguagePair("en", "pt"), desk, practice=practice)
        host.end()
        await host.over()
        kept = app.services.conversations.kept.find(host.conversation)
        assert (kept is None) == practice
