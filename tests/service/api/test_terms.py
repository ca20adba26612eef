"""Terms of a conversation over HTTP: added, changed and left out while people talk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TypeVar

import httpx
import pytest
from served import Served, served

from models.types import LanguagePair
from service.live.host import ConversationHost
from service.storage.database import Work
from service.storage.errors import StorageUnavailable

T = TypeVar("T")
PAIR = {"staff_lang": "en", "client_lang": "pt"}
EN_PT = LanguagePair("en", "pt")
CARD: dict[str, object] = {"terms": {"en": "travel card", "pt": "passe"}}
OTHER: dict[str, object] = {"terms": {"en": "travel card", "pt": "cartão"}}
KELA: dict[str, object] = {"terms": {"mul": "Kela"}}


@pytest.fixture
async def app() -> AsyncIterator[Served]:
    async with served() as app:
        yield app


async def away(work: Work[T]) -> T:
    del work
    raise StorageUnavailable("away")


def code(answered: httpx.Response) -> str:
    return str(answered.json()["error"]["code"])


class Talk:
    """One conversation, as staff see its terms."""

    def __init__(self, app: Served, name: str) -> None:
        self._staff = app.staff
        self._path = f"/conversations/{name}/terms"
        host = app.services.conversations.find(name)
        assert host is not None
        self.host: ConversationHost = host

    async def told(self) -> dict[str, object]:
        read = await self._staff.get(self._path)
        assert read.status_code == 200, read.text
        answer: dict[str, object] = read.json()
        return answer

    async def entries(self) -> list[dict[str, object]]:
        entries = (await self.told())["entries"]
        assert isinstance(entries, list)
        return entries

    async def terms(self) -> list[object]:
        return [one["terms"] for one in await self.entries()]

    async def add(self, term: dict[str, object], *, keep: bool = False) -> str:
        added = await self._staff.post(self._path, json={**term, "keep": keep})
        assert added.status_code == 201, added.text
        return str(added.json()["id"])

    async def change(
        self, entry: str, term: dict[str, object], *, keep: bool = False
    ) -> httpx.Response:
        return await self._staff.put(f"{self._path}/{entry}", json={**term, "keep": keep})

    async def remove(self, entry: str, *, keep: bool = False) -> httpx.Response:
        return await self._staff.delete(f"{self._path}/{entry}", params={"keep": keep})


async def open_talk(app: Served) -> Talk:
    opened = await app.staff.post("/conversations", json=PAIR)
    assert opened.status_code == 201, opened.text
    return Talk(app, str(opened.json()["conversation"]))


async def test_desk_uses_the_glossaries_that_were_chosen(app: Served) -> None:
    await app.admin.put("/admin/api/glossaries/ours", json={"concepts": [CARD]})
    desk = {"name": "Desk", "glossaries": ["ours", "identity-papers"]}
    assert (await app.admin.put("/admin/api/desks/desk", json=desk)).status_code == 200
    told = await (await open_talk(app)).told()
    assert told["glossaries"] == ["ours", "identity-papers"]
    entries = told["entries"]
    assert isinstance(entries, list)
    assert (entries[0]["terms"], entries[0]["kept"]) == (CARD["terms"], False)


async def test_term_holds_at_once_when_it_is_added(app: Served) -> None:
    talk = await open_talk(app)
    await talk.add(CARD)
    again = await app.staff.post(f"/conversations/{talk.host.conversation}/terms", json=OTHER)
    (conflict,) = again.json()["conflicts"]
    assert conflict["targets"] == ["cartão", "passe"]
    first, _ = talk.host.terms.between[EN_PT].terms
    assert first.target == "cartão"
    assert await (await open_talk(app)).entries() == []


async def test_term_that_is_added_twice_is_there_once(app: Served) -> None:
    talk = await open_talk(app)
    for _ in range(2):
        card = await talk.add(CARD, keep=True)
    assert await talk.terms() == [CARD["terms"]]
    assert await (await open_talk(app)).terms() == [CARD["terms"]]
    assert (await talk.remove(card, keep=True)).status_code == 204
    assert await talk.entries() == []
    assert await (await open_talk(app)).entries() == []


async def test_term_is_said_in_another_way_from_the_next_words_on(app: Served) -> None:
    talk = await open_talk(app)
    card, kela = await talk.add(CARD), await talk.add(KELA)
    changed = await talk.change(card, {**OTHER, "listen": True})
    assert (changed.status_code, changed.json()["conflicts"]) == (200, [])
    assert await talk.terms() == [KELA["terms"], OTHER["terms"]]
    assert {term.target for term in talk.host.terms.between[EN_PT].terms} == {"cartão", "Kela"}
    assert (await talk.change(kela, CARD)).status_code == 200
    gone = await talk.change(kela, CARD)
    assert (gone.status_code, code(gone)) == (404, "concept_not_found")


async def test_conversation_does_without_a_term_that_is_removed(app: Served) -> None:
    talk = await open_talk(app)
    card = await talk.add(CARD)
    assert (await talk.remove(card)).status_code == 204
    assert await talk.entries() == []
    assert talk.host.terms.between == {}
    gone = await talk.remove(card)
    assert (gone.status_code, code(gone)) == (404, "concept_not_found")


async def test_term_holds_at_the_desk_when_it_is_kept(app: Served) -> None:
    talk = await open_talk(app)
    for term in (CARD, KELA):
        await talk.add(term, keep=True)
    later = await open_talk(app)
    assert (await later.told())["glossaries"] == ["desk"]
    assert await later.terms() == [KELA["terms"], CARD["terms"]]
    assert all(one["kept"] for one in await later.entries())


async def test_kept_term_is_changed_and_removed_for_later_conversations_where_that_is_wanted(
    app: Served,
) -> None:
    talk = await open_talk(app)
    card = await talk.add(CARD, keep=True)
    here = (await talk.change(card, OTHER)).json()["id"]
    assert await (await open_talk(app)).terms() == [CARD["terms"]]
    elsewhere = await talk.remove(here, keep=True)
    assert (elsewhere.status_code, code(elsewhere)) == (409, "term_elsewhere")
    assert await talk.terms() == [OTHER["terms"]]

    later = await open_talk(app)
    kept = (await later.change(card, OTHER, keep=True)).json()["id"]
    assert await (await open_talk(app)).terms() == [OTHER["terms"]]
    assert (await later.remove(kept, keep=True)).status_code == 204
    assert await (await open_talk(app)).entries() == []


async def test_change_of_a_shared_glossarys_term_is_kept_before_it(app: Served) -> None:
    await app.admin.put("/admin/api/glossaries/ours", json={"concepts": [CARD]})
    desk = {"name": "Desk", "glossaries": ["ours"]}
    await app.admin.put("/admin/api/desks/desk", json=desk)
    talk = await open_talk(app)
    (entry,) = await talk.entries()
    await talk.change(str(entry["id"]), OTHER, keep=True)
    assert await talk.terms() == [OTHER["terms"]]
    assert await (await open_talk(app)).terms() == [OTHER["terms"], CARD["terms"]]
    shared = (await app.admin.get("/admin/api/glossaries/ours")).json()["entries"]
    assert [one["terms"] for one in shared] == [CARD["terms"]]


async def test_term_is_refused_when_it_makes_no_sense(app: Served) -> None:
    talk = await open_talk(app)
    card = await talk.add(CARD)
    path = f"/conversations/{talk.host.conversation}/terms"
    for refused in (
        await app.staff.post(path, json={"terms": {"en": "x"}}),
        await talk.change(card, {"terms": {"en": "x"}}),
    ):
        assert (refused.status_code, code(refused)) == (422, "too_few_languages")
    assert await talk.terms() == [CARD["terms"]]


async def test_conversation_takes_only_so_many_terms(app: Served) -> None:
    talk = await open_talk(app)
    talk.host.added_terms = 100
    path = f"/conversations/{talk.host.conversation}/terms"
    assert code(await app.staff.post(path, json=CARD)) == "too_many_concepts"


async def test_conversation_goes_on_with_its_terms_while_the_database_is_away(
    app: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    await app.admin.put("/admin/api/glossaries/ours", json={"concepts": [CARD]})
    desk = {"name": "Desk", "glossaries": ["ours"]}
    await app.admin.put("/admin/api/desks/desk", json=desk)
    talk = await open_talk(app)
    for name in ("read", "write"):
        monkeypatch.setattr(app.services.database, name, away)
    terms = await app.services.glossaries.terms_of(["ours", "never-read"])
    assert [dict(one.terms) for one in terms.concepts] == [CARD["terms"]]
    (entry,) = await talk.entries()
    assert entry["kept"] is False
    unkept = await talk.change(str(entry["id"]), OTHER, keep=True)
    assert (unkept.status_code, code(unkept)) == (503, "storage_unavailable")
    assert await talk.terms() == [CARD["terms"]]
    assert (await talk.change(str(entry["id"]), OTHER)).status_code == 200


async def test_nobody_else_reads_or_changes_terms(app: Served) -> None:
    talk = await open_talk(app)
    card = await talk.add(CARD)
    path = f"/conversations/{talk.host.conversation}/terms"
    for caller in (app.anybody, app.admin):
        for method, where in (
            ("GET", path),
            ("POST", path),
            ("PUT", f"{path}/{card}"),
            ("DELETE", f"{path}/{card}"),
        ):
            assert (await caller.request(method, where, json=CARD)).status_code == 401
    assert await talk.terms() == [CARD["terms"]]


async def test_terms_are_read_when_a_browser_sends_no_origin(app: Served) -> None:
    """As it does not for what a page of ours only reads."""
    talk = await open_talk(app)
    card = await talk.add(CARD)
    del app.staff.headers["Origin"]
    await talk.told()
    for changed in (await talk.change(card, OTHER), await talk.remove(card)):
        assert code(changed) == "foreign_origin"
