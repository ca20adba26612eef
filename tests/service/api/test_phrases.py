"""Ready phrases as the page of the desk gets them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial

import pytest
from served import Served, served

from service.storage import desk_rows
from service.storage.desk import Desk

PAIR = {"staff_lang": "en", "client_lang": "pt"}


@pytest.fixture
async def app() -> AsyncIterator[Served]:
    async with served() as app:
        for slug, phrases in (("work", "employment"), ("lost", "nowhere")):
            desk = Desk(slug=slug, name=slug, phrase_set=phrases)
            await app.services.database.write(partial(desk_rows.add, desk=desk))
        keeping = Desk(slug="keeping", name="keeping", retention_h=24)
        await app.services.database.write(partial(desk_rows.add, desk=keeping))
        yield app


async def path_at(app: Served, desk: str) -> str:
    opened = await app.staff.post("/conversations", json={**PAIR, "desk": desk})
    return f"/conversations/{opened.json()['conversation']}/phrases"


async def test_phrases_are_those_of_the_desk(app: Served) -> None:
    groups = (await app.staff.get(await path_at(app, "work"))).json()
    names = [group["id"] for group in groups]
    assert (names[0], names[-1]) == ("opening", "card")
    assert "work" in names
    assert "travel" not in names
    hello = groups[1]["phrases"][0]
    assert (hello["id"], hello["texts"]["fi"]) == ("greeting.hello", "Hei! Miten voin auttaa?")


async def test_a_desk_that_names_no_set_has_all_groups(app: Served) -> None:
    groups = (await app.staff.get(await path_at(app, "desk"))).json()
    assert {"travel", "work", "education"} <= {group["id"] for group in groups}


async def test_opening_words_are_true_at_a_desk_that_keeps_the_text(app: Served) -> None:
    for desk, told in (
        ("keeping", "The text is kept for 24 hours"),
        ("desk", "Nothing is recorded"),
    ):
        groups = (await app.staff.get(await path_at(app, desk))).json()
        assert told in groups[0]["phrases"][0]["texts"]["en"]
    practice = {**PAIR, "desk": "keeping", "practice": True}
    opened = (await app.staff.post("/conversations", json=practice)).json()
    path = f"/conversations/{opened['conversation']}/phrases"
    words = (await app.staff.get(path)).json()[0]["phrases"][0]["texts"]["en"]
    assert "Nothing is recorded" in words


async def test_a_set_that_there_is_not_is_told(app: Served) -> None:
    answer = await app.staff.get(await path_at(app, "lost"))
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "unknown_phrase_set"


async def test_only_staff_see_them(app: Served) -> None:
    assert (await app.anybody.get(await path_at(app, "desk"))).status_code == 401


async def test_a_page_reads_them_without_an_origin_as_browsers_send_none(app: Served) -> None:
    path = await path_at(app, "desk")
    del app.staff.headers["Origin"]
    assert (await app.staff.get(path)).status_code == 200
