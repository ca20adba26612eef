"""Glossaries over HTTP: who may do what, files, and terms that hold at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TypeVar

import pytest
from served import Served, served

from models.types import LanguagePair
from service.storage.database import Work
from service.storage.errors import StorageUnavailable

T = TypeVar("T")
PAIR = {"staff_lang": "en", "client_lang": "pt"}
CARD = {"terms": {"en": "travel card", "pt": "passe"}}


@pytest.fixture
async def app() -> AsyncIterator[Served]:
    async with served() as app:
        yield app


async def away(work: Work[T]) -> T:
    del work
    raise StorageUnavailable("away")


async def open_conversation(app: Served) -> str:
    opened = await app.staff.post("/conversations", json=PAIR)
    assert opened.status_code == 201, opened.text
    name: str = opened.json()["conversation"]
    return name


async def test_shipped_glossaries_are_listed_first(app: Served) -> None:
    await app.staff.put("/glossaries/a-first", json={"concepts": [CARD], "note": "ours"})
    listed = (await app.staff.get("/glossaries")).json()
    assert [one["name"] for one in listed] == [
        "employment-services",
        "customer-service",
        "identity-papers",
        "a-first",
    ]
    assert [one["shipped"] for one in listed] == [True, True, True, False]
    assert listed[3] | {"note": "ours", "languages": ["en", "pt"], "concepts": 1} == listed[3]


async def test_glossary_comes_back_as_it_was_kept(app: Served) -> None:
    entry = {
        "terms": {"mul": "Kela"},
        "case_sensitive": True,
        "listen": True,
        "note": "the institution",
    }
    body = {"concepts": [entry], "note": "n", "reviewed": True}
    assert (await app.staff.put("/glossaries/ours", json=body)).status_code == 200
    read = (await app.staff.get("/glossaries/ours")).json()
    assert (read["entries"], read["note"], read["reviewed"]) == ([entry], "n", True)
    assert (await app.staff.delete("/glossaries/ours")).status_code == 204
    assert (await app.staff.get("/glossaries/ours")).status_code == 404
    assert (await app.staff.delete("/glossaries/ours")).json()["error"]["code"] == (
        "glossary_not_found"
    )


@pytest.mark.parametrize("form", ["csv", "tbx"])
async def test_glossary_is_the_same_when_it_goes_out_and_comes_in(app: Served, form: str) -> None:
    file = await app.staff.get("/glossaries/identity-papers/file", params={"format": form})
    assert file.headers["content-disposition"].endswith(f'identity-papers.{form}"')
    imported = await app.staff.put(
        "/glossaries/ours/file", params={"format": form}, content=file.content
    )
    assert imported.status_code == 200, imported.text
    assert imported.json()["left_out"] == 0
    ours, theirs = [
        [one["terms"] for one in (await app.staff.get(f"/glossaries/{name}")).json()["entries"]]
        for name in ("ours", "identity-papers")
    ]
    assert ours == theirs


async def test_file_is_refused_with_its_line_when_it_is_wrong(app: Served) -> None:
    answer = await app.staff.put("/glossaries/ours/file", content=b"en,pt\nx,y\nx,\n")
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "too_few_languages"
    assert answer.json()["error"]["message"].startswith("Line 3: ")


async def test_shipped_glossary_cannot_be_changed(app: Served) -> None:
    for answer in (
        await app.staff.put("/glossaries/identity-papers", json={"concepts": []}),
        await app.staff.delete("/glossaries/identity-papers"),
    ):
        assert (answer.status_code, answer.json()["error"]["code"]) == (409, "glossary_shipped")


async def test_conflicts_are_explained(app: Served) -> None:
    other = {"terms": {"en": "Travel cards", "pt": "cartão"}}
    await app.staff.put("/glossaries/ours", json={"concepts": [CARD, other]})
    (conflict,) = (await app.staff.get("/glossaries/ours/conflicts")).json()
    assert conflict == {
        "code": "two_targets",
        "language": "en",
        "terms": ["travel card", "Travel cards"],
        "targets": ["passe", "cartão"],
    }


async def test_desk_uses_the_glossaries_that_were_chosen(app: Served) -> None:
    await app.staff.put("/glossaries/ours", json={"concepts": [CARD]})
    chosen = {"glossaries": ["ours", "identity-papers"]}
    assert (await app.staff.put("/desks/desk/glossaries", json=chosen)).status_code == 204
    terms = (await app.staff.get(f"/conversations/{await open_conversation(app)}/terms")).json()
    assert terms["glossaries"] == ["ours", "identity-papers"]
    assert terms["entries"][0]["terms"] == CARD["terms"]
    unknown = await app.staff.put("/desks/desk/glossaries", json={"glossaries": ["nowhere"]})
    assert unknown.status_code == 404


async def test_term_holds_at_once_when_it_is_added_to_a_conversation(app: Served) -> None:
    name = await open_conversation(app)
    added = await app.staff.post(f"/conversations/{name}/terms", json=CARD)
    assert (added.status_code, added.json()) == (201, {"conflicts": []})
    again = {"terms": {"en": "travel card", "pt": "cartão"}}
    (conflict,) = (await app.staff.post(f"/conversations/{name}/terms", json=again)).json()[
        "conflicts"
    ]
    assert conflict["targets"] == ["cartão", "passe"]
    host = app.services.conversations.find(name)
    assert host is not None
    first, _ = host.terms.between[LanguagePair("en", "pt")].terms
    assert first.target == "cartão"
    other = await open_conversation(app)
    assert (await app.staff.get(f"/conversations/{other}/terms")).json()["entries"] == []


async def test_term_holds_at_the_desk_when_it_is_kept(app: Served) -> None:
    name = await open_conversation(app)
    for entry in (CARD, {"terms": {"mul": "Kela"}}):
        kept = await app.staff.post(f"/conversations/{name}/terms", json={**entry, "keep": True})
        assert kept.status_code == 201, kept.text
    terms = (await app.staff.get(f"/conversations/{await open_conversation(app)}/terms")).json()
    assert terms["glossaries"] == ["desk"]
    assert [one["terms"] for one in terms["entries"]] == [{"mul": "Kela"}, CARD["terms"]]


async def test_term_is_refused_when_it_makes_no_sense(app: Served) -> None:
    name = await open_conversation(app)
    answer = await app.staff.post(f"/conversations/{name}/terms", json={"terms": {"en": "x"}})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "too_few_languages")


async def test_conversation_takes_only_so_many_terms(app: Served) -> None:
    name = await open_conversation(app)
    host = app.services.conversations.find(name)
    assert host is not None
    host.added_terms = 100
    answer = await app.staff.post(f"/conversations/{name}/terms", json=CARD)
    assert answer.json()["error"]["code"] == "too_many_concepts"


async def test_conversation_opens_with_what_was_last_read_while_the_database_is_away(
    app: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    await app.staff.put("/glossaries/ours", json={"concepts": [CARD]})
    await app.staff.put("/desks/desk/glossaries", json={"glossaries": ["ours"]})
    await open_conversation(app)
    monkeypatch.setattr(app.services.database, "read", away)
    terms = await app.services.glossaries.terms_of(["ours", "never-read"])
    assert [dict(one.terms) for one in terms.concepts] == [CARD["terms"]]


async def test_nobody_else_reads_or_changes_glossaries(app: Served) -> None:
    name = await open_conversation(app)
    for answer in (
        await app.anybody.get("/glossaries"),
        await app.anybody.get("/glossaries/identity-papers"),
        await app.anybody.get("/glossaries/identity-papers/file"),
        await app.anybody.get("/glossaries/identity-papers/conflicts"),
        await app.anybody.put("/glossaries/ours", json={"concepts": []}),
        await app.anybody.put("/glossaries/ours/file", content=b""),
        await app.anybody.delete("/glossaries/ours"),
        await app.anybody.put("/desks/desk/glossaries", json={"glossaries": []}),
        await app.anybody.get(f"/conversations/{name}/terms"),
        await app.anybody.post(f"/conversations/{name}/terms", json=CARD),
    ):
        assert answer.status_code == 401


async def test_terms_are_read_when_a_browser_sends_no_origin(app: Served) -> None:
    """As it does not for what a page of ours only reads."""
    name = await open_conversation(app)
    del app.staff.headers["Origin"]
    for path in ("/glossaries", f"/conversations/{name}/terms"):
        assert (await app.staff.get(path)).status_code == 200
    changed = await app.staff.post(f"/conversations/{name}/terms", json=CARD)
    assert changed.json()["error"]["code"] == "foreign_origin"
