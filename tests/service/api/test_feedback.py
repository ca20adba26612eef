"""The question at the end, and the counters that are written then."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from typing import TypeVar

import pytest
from served import Served, served

from service.storage import usage_rows
from service.storage.database import Work
from service.storage.errors import StorageUnavailable
from service.storage.usage_rows import Period
from service.usage.visit import Feedback, Visit

T = TypeVar("T")
PAIR = {"staff_lang": "en", "client_lang": "pt"}


@pytest.fixture
async def app() -> AsyncIterator[Served]:
    async with served() as app:
        yield app


async def open_visit(app: Served) -> tuple[str, dict[str, str], dict[str, str]]:
    """A conversation with the tickets of staff and of a phone."""
    talk = (await app.staff.post("/conversations", json=PAIR)).json()["conversation"]
    ticket = (await app.staff.post(f"/conversations/{talk}/tickets")).json()
    invitation = (await app.staff.post(f"/conversations/{talk}/invitations")).json()
    place = (await app.anybody.post("/join", json={"code": invitation["code"]})).json()
    return talk, ticket, place


async def end(app: Served, talk: str) -> None:
    assert (await app.staff.delete(f"/conversations/{talk}")).status_code == 204
    await app.services.conversations.ended()


async def answers(app: Served) -> list[Feedback]:
    return await app.services.database.read(partial(usage_rows.feedback_of, period=Period()))


async def visits(app: Served) -> list[Visit]:
    return await app.services.database.read(partial(usage_rows.visits_of, period=Period()))


async def away(work: Work[T]) -> T:
    del work
    raise StorageUnavailable("away")


async def test_staff_and_client_answer_once_each_after_the_end(app: Served) -> None:
    talk, ticket, place = await open_visit(app)
    await end(app, talk)
    for token, answer in ((ticket["feedback"], "good"), (place["feedback"], "bad")):
        body = {"feedback": token, "answer": answer}
        assert (await app.anybody.post("/feedback", json=body)).status_code == 204
        again = await app.anybody.post("/feedback", json=body)
        assert again.status_code == 404
        assert again.json()["error"]["code"] == "feedback_over"
    kept = {one.voter: one.answer for one in await answers(app)}
    assert kept == {"staff": "good", "client": "bad"}


async def test_reload_gives_the_same_right_and_not_another(app: Served) -> None:
    talk, ticket, place = await open_visit(app)
    headers = {"Authorization": f"Bearer {place['reader']}"}
    again = (await app.anybody.post("/join/ticket", headers=headers)).json()
    assert again["feedback"] == place["feedback"]
    other_tab = (await app.staff.post(f"/conversations/{talk}/tickets")).json()
    assert other_tab["feedback"] == ticket["feedback"]


async def open_screen(app: Served, talk: str) -> dict[str, str]:
    """The place of the client's screen."""
    invited = await app.staff.post(f"/conversations/{talk}/invitations", json={"role": "viewer"})
    secret = invited.json()["link"].partition("#s=")[2]
    place: dict[str, str] = (await app.anybody.post("/join", json={"secret": secret})).json()
    return place


async def test_a_screen_answers_for_a_client_without_a_phone(app: Served) -> None:
    talk = (await app.staff.post("/conversations", json=PAIR)).json()["conversation"]
    place = await open_screen(app, talk)
    await end(app, talk)
    body = {"feedback": place["feedback"], "answer": "partly"}
    assert (await app.anybody.post("/feedback", json=body)).status_code == 204
    assert [(one.voter, one.answer) for one in await answers(app)] == [("client", "partly")]


async def test_a_screen_beside_a_phone_has_no_answer_to_give(app: Served) -> None:
    talk = (await app.staff.post("/conversations", json=PAIR)).json()["conversation"]
    before = await open_screen(app, talk)
    invitation = (await app.staff.post(f"/conversations/{talk}/invitations")).json()
    phone = (await app.anybody.post("/join", json={"code": invitation["code"]})).json()
    assert (await open_screen(app, talk))["feedback"] is None
    headers = {"Authorization": f"Bearer {before['reader']}"}
    again = (await app.anybody.post("/join/ticket", headers=headers)).json()
    assert again["feedback"] is None
    await end(app, talk)
    statuses = [
        (
            await app.anybody.post(
                "/feedback", json={"feedback": place["feedback"], "answer": "good"}
            )
        ).status_code
        for place in (before, phone)
    ]
    assert statuses == [404, 204]
    assert len(await answers(app)) == 1


async def test_answer_may_be_given_again_when_it_could_not_be_kept(
    app: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk, _, place = await open_visit(app)
    await end(app, talk)
    body = {"feedback": place["feedback"], "answer": "good"}
    with monkeypatch.context() as outage:
        outage.setattr(app.services.database, "write", away)
        refused = await app.anybody.post("/feedback", json=body)
    assert refused.status_code == 503
    assert refused.json()["error"]["code"] == "storage_unavailable"
    assert int(refused.headers["retry-after"]) > 0
    assert (await app.anybody.post("/feedback", json=body)).status_code == 204


@pytest.mark.parametrize(
    "body",
    [{"feedback": "x", "answer": "very good"}, {"feedback": "", "answer": "good"}, {}],
)
async def test_other_answers_are_refused(app: Served, body: dict[str, str]) -> None:
    assert (await app.anybody.post("/feedback", json=body)).status_code == 422


async def test_guessing_tokens_is_limited(app: Served) -> None:
    statuses = [
        (await app.anybody.post("/feedback", json={"feedback": "x", "answer": "bad"})).status_code
        for _ in range(7)
    ]
    assert statuses == [404] * 5 + [429] * 2


async def test_foreign_page_may_not_answer(app: Served) -> None:
    talk, _, place = await open_visit(app)
    await end(app, talk)
    answer = await app.anybody.post(
        "/feedback",
        json={"feedback": place["feedback"], "answer": "bad"},
        headers={"Origin": "https://elsewhere.example"},
    )
    assert answer.status_code == 403
    assert await answers(app) == []


async def test_visit_is_counted_when_it_has_ended(app: Served) -> None:
    talk, _, _ = await open_visit(app)
    assert await visits(app) == []
    await end(app, talk)
    (visit,) = await visits(app)
    assert visit.setting.desk == "desk"
    assert (visit.setting.pair.source, visit.setting.pair.target) == ("en", "pt")
    assert (visit.setting.hour.minute, visit.setting.hour.second) == (0, 0)


async def test_conversations_end_as_ever_while_the_database_is_away(
    app: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as outage:
        outage.setattr(app.services.database, "write", away)
        talk, _, _ = await open_visit(app)
        await end(app, talk)
        assert app.services.conversations.find(talk) is None
    other, _, _ = await open_visit(app)
    await end(app, other)
    assert len(await visits(app)) == 2
