"""Doors: who gets in over HTTP, and what everybody is told."""

from __future__ import annotations

import httpx
import pytest
from visit import TULKKI, Visit

from benchmarks.server import RunningServer, free_port, running_server

pytestmark = pytest.mark.e2e


async def test_wrong_secret_does_not_sign_in_and_tries_are_limited(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    port = free_port()
    log = tmp_path_factory.mktemp("guessed") / "log.txt"
    command = [TULKKI, "serve", "--fake", "--port", str(port)]
    async with running_server(command, port=port, log=log) as server:
        async with httpx.AsyncClient(base_url=server.url, trust_env=False) as http:
            origin = {"Origin": server.url}
            answers = [
                await http.post("/session", json={"secret": f"guess {n}"}, headers=origin)
                for n in range(12)
            ]
            assert [a.status_code for a in answers] == [401] * 10 + [429] * 2
            assert int(answers[-1].headers["retry-after"]) > 0
            codes = [
                await http.post(
                    "/join",
                    json={"code": f"AAAA{n:02d}"},
                    headers={**origin, "X-Forwarded-For": f"10.0.0.{n}"},
                )
                for n in range(8)
            ]
            assert [a.status_code for a in codes] == [404] * 5 + [429] * 3
    written = log.read_text(encoding="utf-8")
    assert "guess" not in written
    assert "AAAA" not in written


async def test_cookie_is_for_this_host_only_and_out_of_scripts_reach(
    fake_server: RunningServer,
) -> None:
    async with httpx.AsyncClient(base_url=fake_server.url, trust_env=False) as http:
        response = await http.post(
            "/session", json={"secret": fake_server.secret}, headers={"Origin": fake_server.url}
        )
    cookie = response.headers["set-cookie"]
    assert cookie.startswith("__Host-")
    for attribute in ("HttpOnly", "Secure", "Path=/", "SameSite=strict"):
        assert attribute in cookie
    assert "Domain" not in cookie


@pytest.mark.parametrize(
    "origin", [None, "null", "https://evil.example", "http://localhost.evil.example"]
)
async def test_staff_route_refuses_a_foreign_page(desk: Visit, origin: str | None) -> None:
    desk.http.headers.pop("Origin")
    if origin is not None:
        desk.http.headers["Origin"] = origin
    body = {"staff_lang": "en", "client_lang": "pt"}
    response = await desk.staff("POST", "/conversations", body)
    assert response.status_code == 403
    assert response.json()["error"]["code"] == "foreign_origin"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/session"),
        ("POST", "/conversations"),
        ("POST", "/conversations/x/tickets"),
        ("POST", "/conversations/x/invitations"),
        ("DELETE", "/conversations/x"),
        ("DELETE", "/conversations/x/participants/y"),
    ],
)
async def test_staff_route_needs_a_session(desk: Visit, method: str, path: str) -> None:
    body = {"staff_lang": "en", "client_lang": "pt"}
    response = await desk.http.request(method, path, json=body)
    assert response.status_code == 401
    assert response.json()["error"]["code"] == "not_signed_in"


async def test_reader_cannot_read_another_conversation(desk: Visit) -> None:
    mine, other = await desk.open(), await desk.open()
    place = await desk.join(mine)
    headers = {"Authorization": f"Bearer {place['reader']}"}
    response = await desk.http.get(f"/conversations/{other}/events", headers=headers)
    assert response.status_code == 401


async def test_invitation_admits_one_device(desk: Visit) -> None:
    invitation = await desk.invite(await desk.open())
    first = await desk.http.post("/join", json={"code": invitation["code"].lower()})
    secret = invitation["link"].partition("#s=")[2]
    second = await desk.http.post("/join", json={"secret": secret})
    assert (first.status_code, second.status_code) == (201, 404)


async def test_ways_in_lead_to_the_role_that_they_are_for(desk: Visit) -> None:
    conversation = await desk.open()
    for role in ("client", "viewer"):
        secret = (await desk.invite(conversation, role))["link"].partition("#s=")[2]
        place = (await desk.http.post("/join", json={"secret": secret})).json()
        async with desk.seat(place["ticket"], reads=("pt",)) as (_, ready):
            assert (place["role"], ready.role) == (role, role)
            assert (ready.track is None) is (role == "viewer")


@pytest.mark.parametrize(("role", "page"), [("client", "/join"), ("viewer", "/display")])
async def test_invitation_carries_its_secret_in_the_fragment(
    desk: Visit, role: str, page: str
) -> None:
    invitation = await desk.invite(await desk.open(), role)
    path, _, fragment = invitation["link"].partition("#")
    assert path.endswith(page)
    assert fragment.startswith("s=")
    assert "?" not in path
    assert invitation["qr_svg"].startswith("<svg")


async def test_unsupported_pair_is_refused_in_words(desk: Visit) -> None:
    response = await desk.staff(
        "POST", "/conversations", {"staff_lang": "en", "client_lang": "tlh"}
    )
    assert response.status_code == 422
    assert response.json()["error"]["code"] == "unsupported_pair"


@pytest.mark.parametrize("name", ["ticket", "token", "key", "secret", "code", "api_key"])
async def test_secret_in_an_address_is_refused(desk: Visit, name: str) -> None:
    response = await desk.http.get(f"/capabilities?{name}=abc")
    assert response.status_code == 400
    assert response.json()["error"]["code"] == "secret_in_url"


async def test_foreign_host_name_is_refused(desk: Visit) -> None:
    response = await desk.http.get("/capabilities", headers={"Host": "rebound.example"})
    assert response.status_code == 400


async def test_refusal_of_a_body_never_repeats_it(desk: Visit) -> None:
    response = await desk.http.post("/join", json={"code": ["my secret illness"]})
    assert response.status_code == 422
    assert "illness" not in response.text


@pytest.mark.parametrize(
    "page", ["/desk", "/display", "/join", "/copy", "/admin", "/poster", "/accessibility"]
)
async def test_page_may_load_nothing_foreign(desk: Visit, page: str) -> None:
    response = await desk.http.get(page)
    assert response.status_code == 200
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert response.headers["cache-control"] == "no-store"
    microphone = "microphone=(self)" in response.headers["permissions-policy"]
    assert microphone == (page in {"/desk", "/join"})
    assert "<script>" not in response.text


async def test_docs_come_from_this_server_alone(desk: Visit) -> None:
    response = await desk.http.get("/docs")
    assert response.status_code == 200
    assert "https://" not in response.text
    assert (await desk.http.get("/docs-assets/swagger-ui-bundle.js")).status_code == 200
    paths = (await desk.http.get("/openapi.json")).json()["paths"]
    assert {"/translate", "/conversations", "/readyz"} <= set(paths)


async def test_health_says_alive_and_ready(desk: Visit) -> None:
    assert (await desk.http.get("/healthz")).json() == {"status": "ok"}
    assert (await desk.http.get("/readyz")).json() == {"status": "ready"}
