"""/admin/api: desks, counters and comparisons, for administrators alone."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import AsyncIterator
from functools import partial
from typing import TypeVar

import httpx
import pytest
from counted import answer, setting, visit
from served import ADMIN_KEY, DESK_KEY, Served, served

from service.storage import usage_rows
from service.storage.database import Work
from service.storage.errors import StorageUnavailable

T = TypeVar("T")
DESKS = "/admin/api/desks"
TRAVEL: dict[str, object] = {
    "slug": "travel",
    "name": "Matkakortit",
    "pair": ["fi", "en"],
    "handover_contact": "Tulkkikeskus",
    "handover_phone": "+358 9 123",
    "handover_reasons": ["Oikeudet"],
    "retention_h": 24,
    "glossaries": [],
    "phrase_set": "",
    "prompts": {"fi": "Matkakorttien palvelupisteessä."},
    "experiment": {"name": "short phrases", "glossaries": [], "phrase_set": "general"},
}
ROUTES = [
    ("GET", "/admin/api/session"),
    ("GET", DESKS),
    ("POST", DESKS),
    ("PUT", f"{DESKS}/desk"),
    ("DELETE", f"{DESKS}/desk"),
    ("GET", "/admin/api/glossaries"),
    ("POST", "/admin/api/glossaries"),
    ("GET", "/admin/api/glossaries/ours"),
    ("PUT", "/admin/api/glossaries/ours"),
    ("PATCH", "/admin/api/glossaries/ours"),
    ("DELETE", "/admin/api/glossaries/ours"),
    ("GET", "/admin/api/glossaries/ours/conflicts"),
    ("POST", "/admin/api/glossaries/ours/entries"),
    ("PUT", "/admin/api/glossaries/ours/entries/1"),
    ("DELETE", "/admin/api/glossaries/ours/entries/1"),
    ("GET", "/admin/api/glossaries/ours/file"),
    ("POST", "/admin/api/glossaries/ours/file"),
    ("PUT", "/admin/api/glossaries/ours/file"),
    ("GET", "/admin/api/languages"),
    ("GET", "/admin/api/phrases"),
    ("POST", "/admin/api/phrases/groups"),
    ("PUT", "/admin/api/phrases/groups/greeting"),
    ("DELETE", "/admin/api/phrases/groups/greeting"),
    ("POST", "/admin/api/phrases/groups/greeting/phrases"),
    ("PUT", "/admin/api/phrases/groups/greeting/phrases/greeting.hello"),
    ("DELETE", "/admin/api/phrases/groups/greeting/phrases/greeting.hello"),
    ("POST", "/admin/api/phrases/sets"),
    ("PUT", "/admin/api/phrases/sets/general"),
    ("DELETE", "/admin/api/phrases/sets/general"),
    ("GET", "/admin/api/usage"),
    ("GET", "/admin/api/usage/visits.csv"),
    ("GET", "/admin/api/usage/feedback.csv"),
    ("GET", "/admin/api/comparison?first=desk&second=travel"),
    ("GET", "/admin/api/keys"),
    ("POST", "/admin/api/keys"),
    ("DELETE", "/admin/api/keys/0123abcd"),
]


@pytest.fixture
async def app() -> AsyncIterator[Served]:
    async with served() as app:
        yield app


async def away(work: Work[T]) -> T:
    del work
    raise StorageUnavailable("away")


def code(answered: httpx.Response) -> str:
    return str(answered.json()["error"]["code"])


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_neither_staff_nor_anybody_else_is_let_in(
    app: Served, method: str, path: str
) -> None:
    for caller in (app.staff, app.anybody):
        refused = await caller.request(method, path, json=TRAVEL)
        assert refused.status_code == 401
        assert code(refused) == "not_signed_in"


async def test_every_admin_route_is_among_those_that_are_tried(app: Served) -> None:
    paths = (await app.anybody.get("/openapi.json")).json()["paths"]
    known = {
        (method.upper(), path)
        for path, methods in paths.items()
        if path.startswith("/admin/")
        for method in methods
    }
    tried = {(method, path.partition("?")[0]) for method, path in ROUTES}
    doors = {("POST", "/admin/api/session"), ("DELETE", "/admin/api/session")}
    assert {one for one in known if not any(is_of(call, one) for call in tried)} == doors


def is_of(call: tuple[str, str], route: tuple[str, str]) -> bool:
    """Whether a call goes to a route, whose path has names in brackets."""
    pattern = re.sub(r"\\{\w+\\}", "[^/]+", re.escape(route[1]))
    return call[0] == route[0] and re.fullmatch(pattern, call[1]) is not None


async def test_secrets_of_staff_and_administrators_do_not_open_each_others_doors(
    app: Served,
) -> None:
    for path, secret in (("/admin/api/session", DESK_KEY), ("/session", ADMIN_KEY)):
        assert (await app.anybody.post(path, json={"secret": secret})).status_code == 401
    assert (await app.admin.get("/session")).status_code == 401
    assert (await app.admin.get("/desks")).status_code == 401
    assert (await app.admin.get("/admin/api/session")).json() == {"admin": True}


async def test_sign_out_ends_the_session(app: Served) -> None:
    assert (await app.admin.delete("/admin/api/session")).status_code == 204
    assert (await app.admin.get(DESKS)).status_code == 401


async def test_foreign_page_changes_nothing(app: Served) -> None:
    foreign = {"Origin": "https://elsewhere.example"}
    refused = await app.admin.post(DESKS, json=TRAVEL, headers=foreign)
    assert (refused.status_code, code(refused)) == (403, "foreign_origin")
    assert len((await app.admin.get(DESKS)).json()["desks"]) == 1


async def test_desk_is_made_changed_and_removed(app: Served) -> None:
    made = await app.admin.post(DESKS, json=TRAVEL)
    assert made.status_code == 201
    assert made.json() == {**TRAVEL, "is_default": False}
    staff_see = (await app.staff.get("/desks")).json()
    assert [one["slug"] for one in staff_see] == ["desk", "travel"]
    body = {"name": "Cards", "retention_h": 1}
    changed = await app.admin.put(f"{DESKS}/travel", json=body)
    assert changed.json()["retention_h"] == 1
    assert changed.json()["experiment"] is None
    assert (await app.admin.delete(f"{DESKS}/travel")).status_code == 204
    assert len((await app.admin.get(DESKS)).json()["desks"]) == 1


async def test_desk_that_cannot_be_is_refused_in_words(app: Served) -> None:
    await app.admin.post(DESKS, json=TRAVEL)
    again = await app.admin.post(DESKS, json=TRAVEL)
    assert (again.status_code, code(again)) == (409, "desk_exists")
    for change, expected in (
        ({"name": " "}, "desk_invalid"),
        ({"retention_h": 2}, "invalid_request"),
        ({"slug": "No Slug"}, "invalid_request"),
        ({"glossaries": ["nowhere"]}, "unknown_glossary"),
        ({"phrase_set": "nowhere"}, "unknown_phrase_set"),
        ({"prompts": {"en": "x" * 501}}, "desk_invalid"),
        ({"experiment": {"name": "x", "glossaries": ["nowhere"]}}, "unknown_glossary"),
        ({"colour": "red"}, "invalid_request"),
    ):
        refused = await app.admin.post(DESKS, json={**TRAVEL, "slug": "other", **change})
        assert (refused.status_code, code(refused)) == (422, expected), change
    missing = await app.admin.put(f"{DESKS}/nowhere", json={"name": "x"})
    assert (missing.status_code, code(missing)) == (404, "desk_not_found")
    assert (await app.admin.delete(f"{DESKS}/nowhere")).status_code == 404
    kept = await app.admin.delete(f"{DESKS}/desk")
    assert (kept.status_code, code(kept)) == (409, "default_desk")


async def test_changes_are_refused_with_503_while_the_database_is_away(
    app: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.services.database, "write", away)
    refused = await app.admin.post(DESKS, json=TRAVEL)
    assert (refused.status_code, code(refused)) == (503, "storage_unavailable")


async def test_conversations_of_a_desk_with_an_experiment_get_both_variants(app: Served) -> None:
    await app.admin.post(DESKS, json=TRAVEL)
    variants = []
    for _ in range(4):
        body = {"staff_lang": "en", "client_lang": "pt", "desk": "travel"}
        talk = (await app.staff.post("/conversations", json=body)).json()["conversation"]
        host = app.services.conversations.find(talk)
        assert host is not None
        variants.append(host.setting.variant)
        assert host.desk.phrase_set == ("general" if host.setting.variant == "b" else "")
    assert sorted(variants) == ["a", "a", "b", "b"]


async def count(app: Served) -> None:
    """Thirty visits on three days, in an experiment and at another desk."""
    a, b = (setting(experiment="glossary", variant=variant) for variant in ("a", "b"))
    elsewhere = setting(desk="other", days=2)
    visits = [visit(where, minutes=10 + n) for where in (a, b, elsewhere) for n in range(10)]
    await app.services.database.write(partial(usage_rows.add_visits, several=visits))
    for where in (a, elsewhere):
        given = partial(usage_rows.add_feedback, answer=answer(where, "good"))
        await app.services.database.write(given)


async def test_usage_is_added_up_for_a_time_and_a_desk(app: Served) -> None:
    await count(app)
    usage = (await app.admin.get("/admin/api/usage")).json()
    assert (usage["total"]["visits"], usage["total"]["good"]) == (30, 2)
    assert [one["visits"] for one in usage["times"]] == [20, 0, 10]
    assert usage["experiments"] == ["glossary"]
    query = {"since": "2026-03-03T00:00:00+02:00", "before": "2026-03-05T00:00:00Z"}
    later = (await app.admin.get("/admin/api/usage", params=query)).json()
    assert later["total"]["visits"] == 10
    one_desk = (await app.admin.get("/admin/api/usage", params={"desk": "desk"})).json()
    assert [one["key"] for one in one_desk["desks"]] == ["desk"]


@pytest.mark.parametrize(
    "query", [{"since": "yesterday"}, {"since": "2026-03-03T00:00:00"}, {"desk": "No Slug"}]
)
async def test_time_or_desk_that_cannot_be_is_refused(app: Served, query: dict[str, str]) -> None:
    assert (await app.admin.get("/admin/api/usage", params=query)).status_code == 422


async def test_tables_are_files(app: Served) -> None:
    await count(app)
    file = await app.admin.get("/admin/api/usage/visits.csv", params={"desk": "other"})
    assert file.headers["content-type"] == "text/csv; charset=utf-8"
    assert 'filename="tulkki-visits.csv"' in file.headers["content-disposition"]
    assert len(list(csv.reader(io.StringIO(file.text)))) == 11
    answers = await app.admin.get("/admin/api/usage/feedback.csv")
    assert len(answers.text.splitlines()) == 3


async def test_variants_and_desks_are_compared(app: Served) -> None:
    await count(app)
    for query, sides in (
        ({"experiment": "glossary"}, ("a", "b")),
        ({"first": "desk", "second": "other"}, ("desk", "other")),
    ):
        compared = (await app.admin.get("/admin/api/comparison", params=query)).json()
        assert (compared["first"], compared["second"]) == sides
        by_name = {one["metric"]: one for one in compared["metrics"]}
        assert by_name["minutes"]["verdict"] == "no_difference"
        assert by_name["minutes"]["second"]["of"] == 10
        assert by_name["good_share"]["verdict"] == "too_few"


@pytest.mark.parametrize(
    "query",
    [{}, {"first": "desk"}, {"first": "desk", "second": "desk"}, {"experiment": "x", "first": "a"}],
)
async def test_comparison_of_nothing_is_refused(app: Served, query: dict[str, str]) -> None:
    assert (await app.admin.get("/admin/api/comparison", params=query)).status_code == 422


@pytest.mark.parametrize("contact", ["\ud800", "a\x00b"])
async def test_contact_that_no_database_keeps_is_refused(app: Served, contact: str) -> None:
    body = json.dumps({**TRAVEL, "handover_contact": contact})
    answer = await app.admin.post(DESKS, content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert (await app.admin.get(DESKS)).status_code == 200


@pytest.mark.parametrize("group", ["\ud800", "a\x00b"])
async def test_group_whose_name_is_none_is_refused(app: Served, group: str) -> None:
    body = json.dumps({"slug": "ours", "groups": [group]})
    answer = await app.admin.post(
        "/admin/api/phrases/sets", content=body, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 422


@pytest.mark.parametrize("path", ["glossaries/a%00b", "phrases/groups/a%00b", "phrases/sets/a%00b"])
async def test_name_in_an_address_that_no_database_keeps_is_refused(app: Served, path: str) -> None:
    assert (await app.admin.delete(f"/admin/api/{path}")).status_code == 422
