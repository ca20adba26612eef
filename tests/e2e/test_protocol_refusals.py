"""The websocket refuses what it must: who may not come in, and what cannot be obeyed."""

from __future__ import annotations

import json

import pytest
from visit import Visit
from websockets.exceptions import InvalidStatus

from service.wire.messages import (
    Allow,
    Caption,
    Correct,
    Error,
    Hello,
    Pause,
    Ready,
    Say,
    Speaks,
    TrackOffer,
)

pytestmark = pytest.mark.e2e


def final_caption(message: Caption) -> bool:
    return message.final


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost.evil.example", "http://127.0.0.1"]
)
async def test_foreign_origin_is_refused_before_the_socket_opens(desk: Visit, origin: str) -> None:
    with pytest.raises(InvalidStatus) as caught:
        async with desk.socket(origin=origin):
            pass
    assert caught.value.response.status_code == 403


async def test_ticket_opens_one_socket_only(desk: Visit) -> None:
    conversation = await desk.open()
    ticket = await desk.ticket(conversation)
    async with desk.seat(ticket):
        pass
    async with desk.socket() as socket:
        await socket.send(Hello(ticket=ticket, reads=("en",)))
        assert await socket.closed() == 4401


@pytest.mark.parametrize(
    "first", ["", "{", "[]", '{"type":"pause"}', '{"type":"hello"}', "\u0000" * 100]
)
async def test_anything_but_hello_first_closes_the_socket(desk: Visit, first: str) -> None:
    async with desk.socket() as socket:
        await socket.connection.send(first)
        assert await socket.closed() == 4400
        assert isinstance(socket.received[0], Error)


async def test_audio_before_hello_closes_the_socket(desk: Visit) -> None:
    async with desk.socket() as socket:
        await socket.connection.send(bytes(648))
        assert await socket.closed() == 4400


@pytest.mark.parametrize("frame", [b"", bytes(7), bytes(8), bytes(9), b"\xff" * 10, bytes(40_000)])
async def test_bad_audio_frame_is_refused_and_the_socket_lives(desk: Visit, frame: bytes) -> None:
    conversation = await desk.open()
    async with desk.seat(await desk.ticket(conversation), speaks="en") as (staff, _):
        await staff.connection.send(frame)
        error = await staff.until(Error)
        assert error.code in {"bad_audio_frame", "audio_too_far_ahead"}
        await staff.send(Say(text="Still here", lang="en"))
        await staff.until(Caption, final_caption)


async def test_frame_beyond_the_limit_closes_with_too_big(desk: Visit) -> None:
    conversation = await desk.open()
    async with desk.seat(await desk.ticket(conversation), speaks="en") as (staff, _):
        await staff.connection.send(bytes(70_000))
        assert await staff.closed() == 1009


async def test_wrong_sample_rate_is_refused_in_words(desk: Visit) -> None:
    conversation = await desk.open()
    async with desk.socket() as socket:
        offer = TrackOffer(speaks="en", sample_rate=44_100)
        ticket = await desk.ticket(conversation)
        await socket.send(Hello(ticket=ticket, reads=("en",), track=offer))
        assert await socket.closed() == 4400
        assert isinstance(socket.received[0], Error)
        assert socket.received[0].code == "unsupported_sample_rate"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"type":"dance"}', "bad_message"),
        ('{"type":"say","text":"x","lang":"en","loud":true}', "bad_message"),
        ('{"type":"say","text":"\\ud800","lang":"en"}', "bad_message"),
        ('{"type":"say","text":"   ","lang":"en"}', "text_empty"),
        ('{"type":"say","text":"x","lang":"xx"}', "unsupported_language"),
        ('{"type":"correct","caption":"c99","text":"x"}', "unknown_caption"),
        ('{"type":"speaks","speaks":"xx"}', "unsupported_language"),
        ('{"type":"hello","ticket":"t","reads":["en"]}', "bad_message"),
    ],
)
async def test_message_that_cannot_be_obeyed_is_answered_and_the_socket_lives(
    desk: Visit, text: str, code: str
) -> None:
    conversation = await desk.open()
    async with desk.seat(await desk.ticket(conversation), speaks="en") as (staff, _):
        await staff.connection.send(text)
        assert (await staff.until(Error)).code == code
        await staff.send(Say(text="Still here", lang="en"))
        await staff.until(Caption, final_caption)


async def test_too_many_bad_messages_close_the_socket(desk: Visit) -> None:
    conversation = await desk.open()
    async with desk.seat(await desk.ticket(conversation), speaks="en") as (staff, _):
        for _ in range(21):
            await staff.connection.send(json.dumps({"type": "dance"}))
        assert await staff.closed() == 1008


@pytest.mark.parametrize(
    "message",
    [
        Say(text="x", lang="en"),
        Correct(caption="c1", text="x"),
        Pause(),
        Speaks(speaks="pt"),
        Allow(participant="staff", microphone=True),
    ],
)
async def test_display_may_only_read(
    desk: Visit, message: Say | Correct | Pause | Speaks | Allow
) -> None:
    conversation = await desk.open()
    place = await desk.join_as_display(conversation)
    async with desk.seat(place["ticket"], reads=("pt",)) as (reader, _):
        await reader.send(message)
        error = await reader.until(Error)
        assert error.code in {"not_allowed", "no_track", "unknown_caption"}


async def test_display_may_not_open_a_microphone(desk: Visit) -> None:
    conversation = await desk.open()
    place = await desk.join_as_display(conversation)
    async with desk.socket() as socket:
        offer = TrackOffer(speaks="pt", sample_rate=16_000)
        await socket.send(Hello(ticket=place["ticket"], reads=("pt",), track=offer))
        assert await socket.closed() == 4403


async def test_ninth_reader_is_refused(desk: Visit) -> None:
    conversation = await desk.open()
    places = [await desk.join(conversation) for _ in range(7)]
    places.append(await desk.join_as_display(conversation))
    seats = [desk.seat(place["ticket"], reads=("pt",)) for place in places]
    opened: list[Ready] = []
    for seat in seats:
        _, ready = await seat.__aenter__()
        opened.append(ready)
    invitation = await desk.invite(conversation)
    response = await desk.http.post("/join", json={"code": invitation["code"]})
    async with desk.seat(await desk.reader_ticket(places[0]), reads=("pt",)) as (_, again):
        assert again.participant == opened[0].participant
    for seat in seats:
        await seat.__aexit__(None, None, None)
    assert len({ready.participant for ready in opened}) == 8
    assert response.status_code == 409
    assert response.json()["error"]["code"] == "full"
