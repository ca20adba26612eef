"""Who gets the text of a conversation: before its end, while it is kept, and then nobody."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial

import pytest
from served import Served, served

from service.conversation.events import Participant, ParticipantJoined, Role, Said
from service.live.host import ConversationHost
from service.storage import desk_rows
from service.storage.desk import DEFAULT_DESK, RetentionHours

SAID = "Good morning, said once"
DOCX = {"format": "docx"}
TXT = {"format": "txt"}


@pytest.fixture
async def running() -> AsyncIterator[Served]:
    async with served() as running:
        yield running


async def retain(running: Served, hours: RetentionHours) -> None:
    """Set the desk up."""
    desk = replace(await running.services.desks.find(DEFAULT_DESK), retention_h=hours)
    await running.services.database.write(partial(desk_rows.change, desk=desk))


async def talk(running: Served) -> str:
    """A conversation in which something was said."""
    pair = {"staff_lang": "en", "client_lang": "pt"}
    opened = await running.staff.post("/conversations", json=pair)
    assert opened.status_code == 201, opened.text
    conversation = str(opened.json()["conversation"])
    host = host_of(running, conversation)
    staff = Participant(id="staff", role=Role.STAFF, reads=("en",), speaks=None)
    host._roles["staff"] = Role.STAFF
    async with host.log.follow(None) as log:
        host.submit(ParticipantJoined(participant=staff))
        host.submit(Said(participant="staff", text=SAID, language="en"))
        async for delivery in log:
            if delivery.seq is not None:
                break
    return conversation


def host_of(running: Served, conversation: str) -> ConversationHost:
    host = running.services.conversations.find(conversation)
    assert host is not None
    return host


async def phone(running: Served, conversation: str, *, display: bool = False) -> dict[str, str]:
    """Headers of a phone, or of a screen, that has joined."""
    role = {"role": "viewer" if display else "client"}
    invited = await running.staff.post(f"/conversations/{conversation}/invitations", json=role)
    link = invited.json()["link"]
    joined = await running.anybody.post("/join", json={"secret": link.partition("#s=")[2]})
    assert joined.status_code == 201, joined.text
    return {"Authorization": f"Bearer {joined.json()['reader']}"}


async def end(running: Served, conversation: str) -> None:
    assert (await running.staff.delete(f"/conversations/{conversation}")).status_code == 204


async def exported(running: Served, conversation: str) -> int:
    """Status of an export; a text that comes holds what was said."""
    answer = await running.staff.get(f"/conversations/{conversation}/export?format=txt")
    assert answer.status_code != 200 or SAID in answer.text
    return answer.status_code


async def copied(running: Served, headers: dict[str, str]) -> int:
    answer = await running.anybody.post("/copies", json=TXT, headers=headers)
    assert answer.status_code != 200 or SAID in answer.text
    return answer.status_code


@pytest.mark.parametrize(("hours", "then"), [(0, 404), (1, 200), (24, 200)])
async def test_both_sides_get_the_text_before_the_end_and_while_it_is_kept(
    running: Served, hours: RetentionHours, then: int
) -> None:
    await retain(running, hours)
    conversation = await talk(running)
    client = await phone(running, conversation)
    assert (await exported(running, conversation), await copied(running, client)) == (200, 200)
    await end(running, conversation)
    assert (await exported(running, conversation), await copied(running, client)) == (then, then)


async def test_how_long_it_is_kept_is_told_to_both_before_and_after(running: Served) -> None:
    await retain(running, 24)
    conversation = await talk(running)
    client = await phone(running, conversation)
    back = await running.anybody.post("/join/ticket", headers=client)
    assert back.json()["retention_h"] == 24
    await end(running, conversation)
    to_staff = await running.staff.get(f"/conversations/{conversation}/kept")
    to_client = await running.anybody.get("/copies", headers=client)
    for answer in (to_staff, to_client):
        assert 24 * 3600 - 60 < answer.json()["left_s"] <= 24 * 3600


@pytest.mark.parametrize("by_client", [True, False])
async def test_either_side_may_have_it_forgotten_at_once(running: Served, by_client: bool) -> None:
    await retain(running, 1)
    conversation = await talk(running)
    client = await phone(running, conversation)
    await end(running, conversation)
    for _ in range(2):
        if by_client:
            answer = await running.anybody.delete("/copies", headers=client)
        else:
            answer = await running.staff.delete(f"/conversations/{conversation}/kept")
        assert answer.status_code == 204
    assert (await exported(running, conversation), await copied(running, client)) == (404, 404)
    assert len(running.services.conversations.kept) == 0


async def test_link_hands_out_one_copy(running: Served) -> None:
    conversation = await talk(running)
    offered = await running.staff.post(f"/conversations/{conversation}/copies")
    assert offered.status_code == 201
    path, _, fragment = offered.json()["link"].partition("#s=")
    assert path.endswith("/copy")
    assert "?" not in path
    assert offered.json()["qr_svg"].startswith("<svg")
    wanted = {**DOCX, "secret": fragment}
    first = await running.anybody.post("/copies", json=wanted)
    assert first.status_code == 200
    assert first.headers["content-disposition"].endswith('"conversation.docx"')
    assert first.headers["cache-control"] == "no-store"
    assert (await running.anybody.post("/copies", json=wanted)).status_code == 404


@pytest.mark.parametrize(("hours", "then"), [(0, 404), (1, 200)])
async def test_link_works_after_the_end_where_the_text_is_kept(
    running: Served, hours: RetentionHours, then: int
) -> None:
    await retain(running, hours)
    conversation = await talk(running)
    offered = await running.staff.post(f"/conversations/{conversation}/copies")
    await end(running, conversation)
    secret = offered.json()["link"].partition("#s=")[2]
    answer = await running.anybody.post("/copies", json={**TXT, "secret": secret})
    assert answer.status_code == then
    again = await running.staff.post(f"/conversations/{conversation}/copies")
    assert again.status_code == (201 if then == 200 else 404)


async def test_guessing_is_limited(running: Served) -> None:
    tries = [
        await running.anybody.post("/copies", json={**TXT, "secret": f"guess {n}"})
        for n in range(7)
    ]
    assert [one.status_code for one in tries] == [404] * 5 + [429] * 2


async def test_screen_at_the_desk_gets_no_copy(running: Served) -> None:
    await retain(running, 1)
    conversation = await talk(running)
    screen = await phone(running, conversation, display=True)
    assert await copied(running, screen) == 403
    await end(running, conversation)
    assert await copied(running, screen) == 404
    assert (await running.anybody.get("/copies", headers=screen)).status_code == 404


async def test_phone_that_was_removed_gets_nothing(running: Served) -> None:
    await retain(running, 1)
    conversation = await talk(running)
    client = await phone(running, conversation)
    (token,) = running.services.grants.phones_of(conversation)
    grant = running.services.grants.reader(token)
    assert grant is not None
    await running.staff.delete(f"/conversations/{conversation}/participants/{grant.participant}")
    assert await copied(running, client) == 404
    await end(running, conversation)
    assert await copied(running, client) == 404


async def test_phone_of_one_conversation_never_gets_another(running: Served) -> None:
    await retain(running, 1)
    first, second = await talk(running), await talk(running)
    client = await phone(running, first)
    await end(running, first)
    await running.anybody.delete("/copies", headers=client)
    assert await copied(running, client) == 404
    assert await exported(running, second) == 200
    await end(running, second)
    assert await copied(running, client) == 404
    assert await exported(running, second) == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/conversations/x/export?format=txt"),
        ("GET", "/conversations/x/kept"),
        ("POST", "/conversations/x/copies"),
        ("DELETE", "/conversations/x/kept"),
    ],
)
async def test_staff_routes_need_a_session(running: Served, method: str, path: str) -> None:
    assert (await running.anybody.request(method, path)).status_code == 401


@pytest.mark.parametrize(("method", "path"), [("POST", "/copies"), ("DELETE", "/copies")])
async def test_foreign_page_gets_nothing(running: Served, method: str, path: str) -> None:
    headers = {"Origin": "https://evil.example"}
    answer = await running.anybody.request(method, path, json=TXT, headers=headers)
    assert answer.status_code == 403


async def test_client_gets_documents_for_people_only(running: Served) -> None:
    answer = await running.anybody.post("/copies", json={"format": "json", "secret": "x"})
    assert answer.status_code == 422
