"""/admin/api/keys, and what programs with a key may do on /admin/api."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from served import Served, served

from service.access.api_keys import Quota, Scope
from service.storage.errors import StorageUnavailable

KEYS = "/admin/api/keys"
NEW: dict[str, object] = {"name": "case system", "scopes": ["translate"]}


@pytest.fixture
async def app() -> AsyncIterator[Served]:
    async with served() as app:
        yield app


def code(answered: httpx.Response) -> str:
    return str(answered.json()["error"]["code"])


async def test_key_is_made_used_seen_and_revoked(app: Served) -> None:
    body = {
        **NEW,
        "scopes": ["translate", "admin"],
        "expires": "2099-01-01T00:00:00+02:00",
        "characters_per_month": 1000,
    }
    answered = await app.admin.post(KEYS, json=body)
    assert answered.status_code == 201
    assert answered.headers["cache-control"] == "no-store"
    made = answered.json()
    assert made["key"]["scopes"] == ["admin", "translate"]
    text = {"q": "hello", "source": "en", "target": "pt", "api_key": made["secret"]}
    assert (await app.anybody.post("/translate", json=text)).status_code == 200
    kept = (await app.admin.get(KEYS)).json()
    assert kept["required"] is False
    (key,) = kept["keys"]
    assert key == {**made["key"], "characters_used": 5}
    assert key["shown"] == made["secret"][:16] + "…"
    assert (key["state"], key["expires"]) == ("valid", "2098-12-31T22:00:00Z")
    assert (await app.admin.delete(f"{KEYS}/{key['id']}")).status_code == 204
    ((revoked),) = (await app.admin.get(KEYS)).json()["keys"]
    assert revoked["state"] == "revoked"
    assert (await app.anybody.post("/translate", json=text)).status_code == 403


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"name": " "}, "key_invalid"),
        ({"scopes": []}, "key_invalid"),
        ({"scopes": ["everything"]}, "invalid_request"),
        ({"scopes": ["transcribe"]}, "invalid_request"),
        ({"expires": "2020-01-01T00:00:00Z"}, "key_invalid"),
        ({"expires": "9999-12-31T23:59:59-12:00"}, "key_invalid"),
        ({"expires": "2999-01-01T00:00:00"}, "invalid_request"),
        ({"characters_per_month": 0}, "key_invalid"),
        ({"characters_per_month": 10**30}, "key_invalid"),
        ({"secret": "mine"}, "invalid_request"),
        ({"audio_s_per_month": 60}, "invalid_request"),
    ],
)
async def test_key_that_cannot_be_is_refused_in_words(
    app: Served, change: dict[str, object], expected: str
) -> None:
    refused = await app.admin.post(KEYS, json={**NEW, **change})
    assert (refused.status_code, code(refused)) == (422, expected)
    assert (await app.admin.get(KEYS)).json()["keys"] == []


async def test_unknown_key_cannot_be_revoked(app: Served) -> None:
    missing = await app.admin.delete(f"{KEYS}/0123abcd")
    assert (missing.status_code, code(missing)) == (404, "key_not_found")
    assert (await app.admin.delete(f"{KEYS}/x")).status_code == 422


async def test_foreign_page_makes_no_key(app: Served) -> None:
    foreign = {"Origin": "https://elsewhere.example"}
    refused = await app.admin.post(KEYS, json=NEW, headers=foreign)
    assert (refused.status_code, code(refused)) == (403, "foreign_origin")


async def bearer(app: Served, scope: Scope) -> dict[str, str]:
    _, secret = await app.services.keys.make("test", frozenset({scope}), None, Quota())
    return {"Authorization": f"Bearer {secret}", "Origin": ""}


async def test_program_with_a_key_administers_without_a_session(app: Served) -> None:
    headers = await bearer(app, Scope.ADMIN)
    csv = await app.anybody.get("/admin/api/usage/visits.csv", headers=headers)
    assert csv.status_code == 200
    desk = {"slug": "travel", "name": "Matkakortit"}
    assert (await app.anybody.post("/admin/api/desks", json=desk, headers=headers)).is_success


async def test_program_makes_and_sees_no_keys(app: Served) -> None:
    headers = await bearer(app, Scope.ADMIN)
    assert (await app.anybody.get(KEYS, headers=headers)).status_code == 401
    headers["Origin"] = "http://localhost:8000"
    assert (await app.anybody.post(KEYS, json=NEW, headers=headers)).status_code == 401


async def test_key_for_something_else_or_none_does_not_administer(app: Served) -> None:
    other = await bearer(app, Scope.TRANSLATE)
    unknown = {"Authorization": "Bearer any"}
    for headers, expected in ((other, (403, "key_scope")), (unknown, (401, "key_invalid"))):
        refused = await app.anybody.get("/admin/api/desks", headers=headers)
        assert (refused.status_code, code(refused)) == expected
        refused = await app.anybody.delete("/admin/api/desks/travel", headers=headers)
        assert (refused.status_code, code(refused)) == expected


async def test_keys_are_refused_with_503_while_the_database_is_away(
    app: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    headers = await bearer(app, Scope.ADMIN)

    async def away(work: object) -> object:
        raise StorageUnavailable("away")

    monkeypatch.setattr(app.services.database, "read", away)
    monkeypatch.setattr(app.services.database, "write", away)
    for refused in (
        await app.admin.get(KEYS),
        await app.admin.post(KEYS, json=NEW),
        await app.anybody.get("/admin/api/desks", headers=headers),
    ):
        assert (refused.status_code, code(refused)) == (503, "storage_unavailable")
