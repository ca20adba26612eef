"""An invitation lets one device in, once, and staff are told which one that will be."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from served import Served, served

pytestmark = pytest.mark.timeout(180)

PAIR = {"staff_lang": "en", "client_lang": "pt"}


@pytest.fixture
async def app() -> AsyncIterator[Served]:
    async with served() as app:
        yield app


async def open_talk(app: Served) -> str:
    return str((await app.staff.post("/conversations", json=PAIR)).json()["conversation"])


async def invite(app: Served, talk: str, role: str = "client") -> dict[str, str]:
    answer = await app.staff.post(f"/conversations/{talk}/invitations", json={"role": role})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def join(app: Served, invitation: dict[str, str], *, by_code: bool = False) -> int:
    """The status of the answer to one who comes by this invitation."""
    secret = invitation["link"].partition("#s=")[2]
    way = {"code": invitation["code"].lower()} if by_code else {"secret": secret}
    return (await app.anybody.post("/join", json=way)).status_code


@pytest.mark.parametrize("by_code", [True, False])
async def test_code_and_link_of_an_invitation_admit_one_device(
    app: Served, *, by_code: bool
) -> None:
    invitation = await invite(app, await open_talk(app))
    assert await join(app, invitation, by_code=by_code) == 201
    assert await join(app, invitation, by_code=True) == 404
    assert await join(app, invitation, by_code=False) == 404


async def test_new_invitation_ends_the_older_one_but_not_that_of_a_screen(app: Served) -> None:
    talk = await open_talk(app)
    screen = await invite(app, talk, "viewer")
    older, newer = await invite(app, talk), await invite(app, talk)
    assert await join(app, older) == 404
    assert await join(app, newer) == await join(app, screen) == 201


async def test_screen_has_no_code(app: Served) -> None:
    assert (await invite(app, await open_talk(app), "viewer"))["code"] is None


async def test_staff_are_told_who_will_come_in(app: Served) -> None:
    invitation = await invite(app, await open_talk(app))
    invited = app.services.grants.invited_by_code(invitation["code"])
    assert invited is not None
    assert invited.participant == invitation["participant"]


async def test_removed_phone_comes_back_by_nothing_that_it_saw(app: Served) -> None:
    talk = await open_talk(app)
    first = await invite(app, talk)
    place = (await app.anybody.post("/join", json={"code": first["code"]})).json()
    seen = await invite(app, talk)
    await app.staff.delete(f"/conversations/{talk}/participants/{first['participant']}")
    headers = {"Authorization": f"Bearer {place['reader']}"}
    assert (await app.anybody.post("/join/ticket", headers=headers)).status_code == 401
    assert await join(app, first) == await join(app, seen) == 404
    assert await join(app, await invite(app, talk)) == 201


async def test_nobody_is_invited_to_be_staff(app: Served) -> None:
    path = f"/conversations/{await open_talk(app)}/invitations"
    assert (await app.staff.post(path, json={"role": "staff"})).status_code == 422
