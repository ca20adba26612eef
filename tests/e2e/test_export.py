"""Staff export a conversation."""

from __future__ import annotations

import io
import json

import docx
import pytest
from visit import Visit

from service.wire.messages import Correct, Say, Translation

pytestmark = pytest.mark.e2e


async def talk(desk: Visit, conversation: str) -> None:
    """Two turns, one of them corrected."""
    async with desk.seat(await desk.ticket(conversation)) as (staff, _):
        await staff.send(Say(text="Good mourning", lang="en"))
        await staff.until(Translation, lambda one: one.final)
        await staff.send(Correct(caption="c1", text="Good morning"))
        await staff.until(Translation, lambda one: one.final and one.corrected)
        await staff.send(Say(text="Bom dia <b>", lang="pt"))
        await staff.until(Translation, lambda one: one.final and one.caption == "c2")


async def test_staff_export_what_has_been_said(desk: Visit) -> None:
    conversation = await desk.open()
    await talk(desk, conversation)
    response = await desk.staff("GET", f"/conversations/{conversation}/export?format=json")
    assert response.status_code == 200, response.text
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["content-disposition"] == 'attachment; filename="conversation.json"'
    document = json.loads(response.content)
    first, second = document["entries"]
    assert (first["original"]["text"], first["corrected"]) == ("Good morning", True)
    assert (first["earlier"], second["earlier"]) == (["Good mourning"], [])
    assert first["translations"][0]["language"] == "pt"
    assert (second["original"]["text"], second["typed"]) == ("Bom dia <b>", True)
    assert 0 <= first["start_s"] <= second["start_s"] < 60


@pytest.mark.parametrize("written", ["txt", "srt", "vtt", "docx"])
async def test_export_has_its_type(desk: Visit, written: str) -> None:
    conversation = await desk.open()
    await talk(desk, conversation)
    response = await desk.staff("GET", f"/conversations/{conversation}/export?format={written}")
    assert response.status_code == 200
    if written == "docx":
        document = docx.Document(io.BytesIO(response.content))
        cell = document.tables[0].rows[1].cells[0].text
        assert "Good morning" in cell
        assert "Good mourning" in cell
    else:
        assert "Good morning" in response.text
        assert response.headers["content-type"].endswith("charset=utf-8")


async def test_export_needs_a_session_and_a_format(desk: Visit) -> None:
    conversation = await desk.open()
    path = f"/conversations/{conversation}/export"
    assert (await desk.http.get(f"{path}?format=txt")).status_code == 401
    assert (await desk.staff("GET", f"{path}?format=pdf")).status_code == 422
    assert (await desk.staff("GET", "/conversations/none/export?format=txt")).status_code == 404


async def test_nothing_is_exported_once_the_conversation_has_ended(desk: Visit) -> None:
    conversation = await desk.open()
    await talk(desk, conversation)
    assert (await desk.staff("DELETE", f"/conversations/{conversation}")).status_code == 204
    response = await desk.staff("GET", f"/conversations/{conversation}/export?format=txt")
    assert response.status_code == 404
