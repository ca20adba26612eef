"""/admin/api/glossaries: entries, files and what would come of them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from served import Served, served

GLOSSARIES = "/admin/api/glossaries"
CARD: dict[str, object] = {"terms": {"en": "travel card", "pt": "passe"}}
OTHER: dict[str, object] = {"terms": {"en": "Travel cards", "pt": "cartão"}}
KELA: dict[str, object] = {"terms": {"mul": "Kela"}}
CSV = "en,pt,mul\r\ntravel cards,cartão,\r\n,,Kela\r\n".encode()


@pytest.fixture
async def app() -> AsyncIterator[Served]:
    async with served() as app:
        yield app


def code(answered: httpx.Response) -> str:
    return str(answered.json()["error"]["code"])


async def make(app: Served, *concepts: dict[str, object], name: str = "ours") -> list[str]:
    """A glossary; gives the ids of its entries."""
    made = await app.admin.post(GLOSSARIES, json={"name": name, "concepts": concepts})
    assert made.status_code == 201, made.text
    return [str(one["id"]) for one in await entries(app, name)]


async def entries(app: Served, name: str = "ours") -> list[dict[str, object]]:
    read = await app.admin.get(f"{GLOSSARIES}/{name}")
    found: list[dict[str, object]] = read.json()["entries"]
    return found


async def terms(app: Served, name: str = "ours") -> list[object]:
    return [one["terms"] for one in await entries(app, name)]


async def test_shipped_glossaries_are_listed_first(app: Served) -> None:
    await app.admin.put(f"{GLOSSARIES}/a-first", json={"concepts": [CARD], "note": "ours"})
    listed = (await app.admin.get(GLOSSARIES)).json()
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
    assert (await app.admin.put(f"{GLOSSARIES}/ours", json=body)).status_code == 200
    read = (await app.admin.get(f"{GLOSSARIES}/ours")).json()
    (told,) = read["entries"]
    assert ({**told, **entry}, read["note"], read["reviewed"]) == (told, "n", True)
    assert (await app.admin.delete(f"{GLOSSARIES}/ours")).status_code == 204
    assert (await app.admin.get(f"{GLOSSARIES}/ours")).status_code == 404
    assert code(await app.admin.delete(f"{GLOSSARIES}/ours")) == "glossary_not_found"


@pytest.mark.parametrize("form", ["csv", "tbx"])
async def test_glossary_is_the_same_when_it_goes_out_and_comes_in(app: Served, form: str) -> None:
    file = await app.admin.get(f"{GLOSSARIES}/identity-papers/file", params={"format": form})
    assert file.headers["content-disposition"].endswith(f'identity-papers.{form}"')
    imported = await app.admin.put(
        f"{GLOSSARIES}/ours/file", params={"format": form}, content=file.content
    )
    assert imported.status_code == 200, imported.text
    assert imported.json()["left_out"] == 0
    assert await terms(app) == await terms(app, "identity-papers")


async def test_file_is_refused_with_its_line_when_it_is_wrong(app: Served) -> None:
    for method in ("POST", "PUT"):
        refused = await app.admin.request(
            method, f"{GLOSSARIES}/ours/file", content=b"en,pt\nx,y\nx,\n"
        )
        assert (refused.status_code, code(refused)) == (422, "too_few_languages")
        assert refused.json()["error"]["line"] == 3
    assert (await app.admin.get(f"{GLOSSARIES}/ours")).status_code == 404


async def test_shipped_glossary_cannot_be_changed(app: Served) -> None:
    for answer in (
        await app.admin.put(f"{GLOSSARIES}/identity-papers", json={"concepts": []}),
        await app.admin.delete(f"{GLOSSARIES}/identity-papers"),
        await app.admin.patch(f"{GLOSSARIES}/identity-papers", json={}),
        await app.admin.post(f"{GLOSSARIES}/identity-papers/entries", json=CARD),
        await app.admin.put(f"{GLOSSARIES}/identity-papers/file", content=CSV),
    ):
        assert (answer.status_code, code(answer)) == (409, "glossary_shipped")


async def test_conflicts_are_explained(app: Served) -> None:
    await make(app, CARD, OTHER)
    (conflict,) = (await app.admin.get(f"{GLOSSARIES}/ours/conflicts")).json()
    assert conflict == {
        "code": "two_targets",
        "language": "en",
        "terms": ["travel card", "Travel cards"],
        "targets": ["passe", "cartão"],
    }


async def test_glossary_of_a_new_name_takes_nobodys_place(app: Served) -> None:
    await make(app, CARD)
    for name in ("ours", "identity-papers"):
        taken = await app.admin.post(GLOSSARIES, json={"name": name, "concepts": []})
        assert (taken.status_code, code(taken)) == (409, "glossary_exists")
    assert await terms(app) == [CARD["terms"]]


async def test_entry_is_added_changed_and_removed(app: Served) -> None:
    (card,) = await make(app, CARD)
    added = await app.admin.post(f"{GLOSSARIES}/ours/entries", json=KELA)
    assert (added.status_code, added.json()["conflicts"]) == (201, [])
    assert await terms(app) == [KELA["terms"], CARD["terms"]]
    said = {**OTHER, "listen": True, "note": "n"}
    changed = await app.admin.put(f"{GLOSSARIES}/ours/entries/{card}", json=said)
    assert changed.status_code == 200
    kela, other = await entries(app)
    assert {**other, **said, "id": changed.json()["id"]} == other
    again = await app.admin.put(f"{GLOSSARIES}/ours/entries/{card}", json=CARD)
    assert (again.status_code, code(again)) == (404, "concept_not_found")
    removed = await app.admin.delete(f"{GLOSSARIES}/ours/entries/{kela['id']}")
    assert removed.status_code == 204
    assert await terms(app) == [OTHER["terms"]]


async def test_entry_that_contradicts_another_is_kept_and_explained(app: Served) -> None:
    await make(app, CARD, KELA)
    kept = (await app.admin.post(f"{GLOSSARIES}/ours/entries", json=OTHER)).json()
    (conflict,) = kept["conflicts"]
    assert (conflict["code"], conflict["targets"]) == ("two_targets", ["cartão", "passe"])


async def test_glossary_is_described(app: Served) -> None:
    await make(app, CARD)
    body = {"note": "For the pool", "reviewed": True}
    described = (await app.admin.patch(f"{GLOSSARIES}/ours", json=body)).json()
    assert (described["note"], described["reviewed"], described["concepts"]) == (
        "For the pool",
        True,
        1,
    )
    await app.admin.post(f"{GLOSSARIES}/ours/entries", json=KELA)
    assert (await app.admin.get(f"{GLOSSARIES}/ours")).json()["reviewed"] is False


async def test_desks_that_use_a_glossary_are_told_and_keep_it(app: Served) -> None:
    await make(app, CARD)
    await app.admin.put("/admin/api/desks/desk", json={"name": "Desk", "glossaries": ["ours"]})
    assert (await app.admin.get(f"{GLOSSARIES}/ours")).json()["desks"] == ["Desk"]
    used = await app.admin.delete(f"{GLOSSARIES}/ours")
    assert (used.status_code, code(used)) == (409, "glossary_in_use")


async def test_what_would_come_of_a_file_is_told_before_it_is_kept(app: Served) -> None:
    await make(app, CARD, KELA)
    path = f"{GLOSSARIES}/ours/file"
    plan = (await app.admin.post(path, content=CSV)).json()
    assert (plan["new"], plan["unchanged"], plan["gone"], plan["conflicts"]) == (1, 1, 1, [])
    more = (await app.admin.post(path, params={"mode": "add"}, content=CSV)).json()
    assert (more["new"], more["unchanged"], more["gone"]) == (1, 2, 0)
    (conflict,) = more["conflicts"]
    assert conflict["terms"] == ["travel cards", "travel card"]
    assert await terms(app) == [CARD["terms"], KELA["terms"]], "a plan has changed something"

    wanted = {"mode": "add", "base": more["base"]}
    assert (await app.admin.put(path, params=wanted, content=CSV)).status_code == 200
    assert await terms(app) == [
        {"en": "travel cards", "pt": "cartão"},
        KELA["terms"],
        CARD["terms"],
    ]
    late = await app.admin.put(path, params=wanted, content=CSV)
    assert (late.status_code, code(late)) == (409, "glossary_changed")


async def test_file_may_begin_a_glossary(app: Served) -> None:
    plan = (await app.admin.post(f"{GLOSSARIES}/new/file", content=CSV)).json()
    assert (plan["new"], plan["gone"], plan["languages"]) == (2, 0, ["en", "pt"])
    assert (await app.admin.get(f"{GLOSSARIES}/new")).status_code == 404
    imported = await app.admin.put(
        f"{GLOSSARIES}/new/file", params={"base": plan["base"]}, content=CSV
    )
    assert imported.json()["concepts"] == 2


async def test_file_that_is_no_file_of_terms_is_refused(app: Served) -> None:
    path = f"{GLOSSARIES}/ours/file"
    for content, form, expected in (
        (b"x" * 2_000_001, "csv", "file_too_large"),
        (b"\xff\xfe", "csv", "bad_file"),
        (b"<html/>", "tbx", "bad_file"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><tbx>&b;</tbx>', "tbx", "forbidden_xml"),
    ):
        refused = await app.admin.post(path, params={"format": form}, content=content)
        assert (refused.status_code, code(refused)) == (422, expected)
