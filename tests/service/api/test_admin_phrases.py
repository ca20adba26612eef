"""Phrases of administrators over HTTP, and at a desk."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from served import Served, served

from service.live.host import ConversationHost

PHRASES = "/admin/api/phrases"
GROUPS = f"{PHRASES}/groups"
HELLO = {"fi": "Tervetuloa uimahalliin!", "ar": "أهلا بكم"}


@pytest.fixture
async def app() -> AsyncIterator[Served]:
    async with served() as app:
        yield app


def code(answered: httpx.Response) -> str:
    return str(answered.json()["error"]["code"])


async def open_conversation(app: Served, **body: str) -> ConversationHost:
    opened = await app.staff.post("/conversations", json=body)
    host = app.services.conversations.find(opened.json()["conversation"])
    assert host is not None
    return host


async def new_group(app: Served, **fields: str) -> str:
    made = await app.admin.post(GROUPS, json={"title": "Uimahalli", **fields})
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


async def test_everything_that_comes_along_is_seen(app: Served) -> None:
    all_phrases = (await app.admin.get(PHRASES)).json()
    sets = {one["slug"]: one for one in all_phrases["sets"]}
    assert set(sets) == {"general", "employment", "customer-service"}
    assert sets["general"]["desks"] == ["Desk"]
    assert all(one["shipped"] for one in sets.values())
    always = [one["id"] for one in all_phrases["groups"] if one["always"]]
    assert always == ["opening", "card"]
    greeting = next(one for one in all_phrases["groups"] if one["id"] == "greeting")
    assert (greeting["title"], greeting["shipped"]) == ("", True)
    assert greeting["phrases"][0]["texts"]["fi"] == "Hei! Miten voin auttaa?"


async def test_group_is_written_arranged_and_removed(app: Served) -> None:
    group = await new_group(app)
    path = f"{GROUPS}/{group}"
    first = (await app.admin.post(f"{path}/phrases", json={"texts": HELLO})).json()
    (hello,) = first["phrases"]
    added = await app.admin.post(f"{path}/phrases", json={"texts": {"sv": "Hej!", "en": ""}})
    bye = added.json()["phrases"][1]
    assert (added.status_code, bye["texts"]) == (201, {"sv": "Hej!"})
    order = [bye["id"], hello["id"]]
    arranged = await app.admin.put(path, json={"title": "Halli", "order": order})
    assert [one["id"] for one in arranged.json()["phrases"]] == order
    changed = await app.admin.put(f"{path}/phrases/{hello['id']}", json={"texts": {"fi": "Moi!"}})
    assert changed.json()["phrases"][1]["texts"] == {"fi": "Moi!"}
    left = await app.admin.delete(f"{path}/phrases/{bye['id']}")
    assert [one["id"] for one in left.json()["phrases"]] == [hello["id"]]
    assert (await app.admin.delete(path)).status_code == 204
    gone = await app.admin.delete(path)
    assert (gone.status_code, code(gone)) == (404, "phrase_group_not_found")


async def test_copy_of_a_shipped_group_can_be_changed_and_the_original_cannot(app: Served) -> None:
    copy = await new_group(app, copy_of="greeting")
    groups = {one["id"]: one for one in (await app.admin.get(PHRASES)).json()["groups"]}
    texts = [[one["texts"] for one in groups[name]["phrases"]] for name in (copy, "greeting")]
    assert texts[0] == texts[1]
    assert not groups[copy]["shipped"]
    for refused in (
        await app.admin.post(f"{GROUPS}/greeting/phrases", json={"texts": HELLO}),
        await app.admin.put(f"{PHRASES}/sets/general", json={"groups": ["greeting"]}),
    ):
        assert (refused.status_code, code(refused)) == (409, "phrases_shipped")


async def test_desk_offers_own_phrases_in_the_words_that_were_written(app: Served) -> None:
    group = await new_group(app)
    added = await app.admin.post(f"{GROUPS}/{group}/phrases", json={"texts": HELLO})
    phrase = added.json()["phrases"][0]["id"]
    body = {"slug": "pool", "groups": [group, "goodbye"]}
    assert (await app.admin.post(f"{PHRASES}/sets", json=body)).status_code == 204
    desk = {"slug": "hall", "name": "Halli", "phrase_set": "pool"}
    assert (await app.admin.post("/admin/api/desks", json=desk)).status_code == 201

    host = await open_conversation(app, staff_lang="en", client_lang="ar", desk="hall")
    path = f"/conversations/{host.conversation}/phrases"
    offered = (await app.staff.get(path)).json()
    assert [one["id"] for one in offered] == ["opening", group, "goodbye", "card"]
    assert [one["title"] for one in offered] == ["", "Uimahalli", "", ""]
    assert offered[1]["phrases"] == [{"id": phrase, "texts": HELLO}]

    # A conversation keeps what it began with.
    await app.admin.delete(f"{GROUPS}/{group}")
    assert (await app.staff.get(path)).json() == offered
    in_use = await app.admin.delete(f"{PHRASES}/sets/pool")
    assert (in_use.status_code, code(in_use)) == (409, "phrase_set_in_use")
    await app.admin.delete("/admin/api/desks/hall")
    assert (await app.admin.delete(f"{PHRASES}/sets/pool")).status_code == 204


@pytest.mark.parametrize(
    ("texts", "status"),
    [
        ({"fi": " "}, 422),
        ({"fi": "x" * 301}, 422),
        ({"Finnish": "Hei"}, 422),
        ({"fi": "a\x00"}, 422),
    ],
)
async def test_phrase_that_cannot_be_shown_is_refused(
    app: Served, texts: dict[str, str], status: int
) -> None:
    group = await new_group(app)
    refused = await app.admin.post(f"{GROUPS}/{group}/phrases", json={"texts": texts})
    assert refused.status_code == status
