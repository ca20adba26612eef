"""The server-sent twin of the socket, for readers."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from visit import Visit

from service.wire.messages import Say, Translation

pytestmark = pytest.mark.e2e


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    name: str
    id: str | None
    data: dict[str, object]


async def read(
    desk: Visit, conversation: str, headers: dict[str, str], query: str = ""
) -> AsyncIterator[Event]:
    """Events as they come, parsed as the specification says."""
    path = f"/conversations/{conversation}/events{query}"
    async with desk.http.stream("GET", path, headers=headers) as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        fields: dict[str, str] = {}
        async for line in response.aiter_lines():
            if line and not line.startswith(":"):
                name, _, value = line.partition(":")
                fields[name] = value.removeprefix(" ")
            elif fields:
                data = json.loads(fields["data"])
                yield Event(name=fields["event"], id=fields.get("id"), data=data)
                fields = {}


async def test_reader_follows_and_comes_back_by_event_id(desk: Visit) -> None:
    conversation = await desk.open()
    place = await desk.join(conversation)
    reader = {"Authorization": f"Bearer {place['reader']}"}
    async with desk.seat(await desk.ticket(conversation)) as (staff, _):
        last_id = ""
        async for event in read(desk, conversation, reader, "?reads=pt"):
            if event.name == "position":
                assert event.data == {"recovered": False}
                await staff.send(Say(text="One", lang="en"))
            if event.name == "translation" and event.data["final"]:
                assert event.data["lang"] == "pt"
                last_id = event.id or ""
                break
        await staff.send(Say(text="Two", lang="en"))
        await staff.until(Translation, lambda m: m.final and m.seq is not None and m.seq > 2)
        seen = []
        async for event in read(desk, conversation, {**reader, "Last-Event-ID": last_id}):
            if event.name == "position":
                assert event.data == {"recovered": True}
            elif event.data.get("final"):
                seen.append(event.id)
            if len(seen) == 2:
                break
        epoch, _, seq = last_id.rpartition(":")
        assert seen == [f"{epoch}:{int(seq) + 1}", f"{epoch}:{int(seq) + 2}"]


async def test_stream_ends_with_the_conversation(desk: Visit) -> None:
    conversation = await desk.open()
    place = await desk.join(conversation)
    reader = {"Authorization": f"Bearer {place['reader']}"}
    names = []
    async for event in read(desk, conversation, reader):
        names.append(event.name)
        if event.name == "position":
            await desk.staff("DELETE", f"/conversations/{conversation}")
    assert names[-1] == "bye"


async def test_stream_needs_a_reader(desk: Visit) -> None:
    conversation = await desk.open()
    response = await desk.http.get(f"/conversations/{conversation}/events")
    assert response.status_code == 401
