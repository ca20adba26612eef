"""Phones that take part: they type, correct their own words, and speak when staff allow it."""

from __future__ import annotations

import pytest
from visit import Visit, silence, tone

from service.wire.messages import (
    Allow,
    AudioAck,
    Bye,
    Caption,
    Correct,
    Error,
    Participants,
    ParticipantState,
    Pause,
    Ready,
    Say,
    Translation,
)

pytestmark = pytest.mark.e2e


def final_caption(message: Caption) -> bool:
    return message.final


def state_of(told: Participants, ready: Ready) -> ParticipantState:
    return next(one for one in told.participants if one.id == ready.participant)


async def test_phone_types_and_corrects_its_own_words_only(desk: Visit) -> None:
    conversation = await desk.open()
    place = await desk.join(conversation)
    async with (
        desk.seat(await desk.ticket(conversation)) as (staff, _),
        desk.seat(place["ticket"], reads=("pt",)) as (phone, ready),
    ):
        await phone.send(Say(text="Bom dai", lang="pt"))
        caption = await staff.until(Caption, final_caption)
        assert (caption.participant, caption.role) == (ready.participant, "client")
        await phone.send(Correct(caption=caption.id, text="Bom dia"))
        corrected = await staff.until(Caption, lambda one: one.corrected)
        assert (corrected.id, corrected.committed) == (caption.id, "Bom dia")
        assert (await staff.until(Translation, lambda one: one.corrected)).lang == "en"
        await staff.send(Say(text="Hello", lang="en"))
        others = await phone.until(Caption, lambda one: one.committed == "Hello")
        await phone.send(Correct(caption=others.id, text="Go away"))
        assert (await phone.until(Error)).code == "not_allowed"


async def test_phone_speaks_when_staff_allow_it_until_they_mute_it(desk: Visit) -> None:
    conversation = await desk.open()
    place = await desk.join(conversation)
    async with (
        desk.seat(await desk.ticket(conversation)) as (staff, _),
        desk.seat(place["ticket"], reads=("pt",)) as (phone, ready),
    ):
        assert ready.track is not None
        await phone.speak(silence(0.1))
        assert (await phone.until(Error)).code == "microphone_not_allowed"

        await staff.send(Allow(participant=ready.participant, microphone=True))
        told = await phone.until(Participants, lambda one: state_of(one, ready).may_speak)
        assert state_of(told, ready).speaks == "pt"
        await phone.speak(tone(2.0), start_sample=ready.track.next_sample)
        await phone.until(AudioAck, lambda ack: ack.samples > 0)

        await staff.send(Allow(participant=ready.participant, microphone=False))
        caption = await staff.until(Caption, final_caption)
        assert (caption.participant, caption.lang) == (ready.participant, "pt")
        await phone.until(Participants, lambda one: not state_of(one, ready).may_speak)
        await phone.speak(silence(0.1), start_sample=32_000)
        assert (await phone.until(Error)).code == "microphone_not_allowed"


async def test_phone_that_comes_back_may_still_speak(desk: Visit) -> None:
    conversation = await desk.open()
    place = await desk.join(conversation)
    async with desk.seat(await desk.ticket(conversation)) as (staff, _):
        async with desk.seat(place["ticket"], reads=("pt",)) as (phone, ready):
            await staff.send(Allow(participant=ready.participant, microphone=True))
            await phone.until(Participants, lambda one: state_of(one, ready).may_speak)
            sound = silence(0.5)
            await phone.speak(sound)
            await phone.send(Pause())
            await phone.until(AudioAck, lambda ack: ack.samples == sound.size)
        ticket = await desk.reader_ticket(place)
        async with desk.seat(ticket, reads=("pt",)) as (phone, again):
            assert again.track is not None
            assert again.track.next_sample == sound.size
            told = await phone.until(Participants)
            assert state_of(told, ready).may_speak
            await phone.speak(tone(1.0), start_sample=sound.size)
            await phone.send(Pause())
            assert (await phone.until(Caption, final_caption)).participant == ready.participant


async def test_staff_are_told_when_a_phone_cannot_be_allowed(desk: Visit) -> None:
    conversation = await desk.open()
    async with desk.seat(await desk.ticket(conversation)) as (staff, ready):
        for participant in ("c0000", "staff"):
            await staff.send(Allow(participant=participant, microphone=True))
            assert (await staff.until(Error)).code == "unknown_participant"
        assert ready.role == "staff"


async def test_removed_phone_is_out_for_good(desk: Visit) -> None:
    conversation = await desk.open()
    place = await desk.join(conversation)
    async with desk.seat(place["ticket"], reads=("pt",)) as (phone, ready):
        path = f"/conversations/{conversation}/participants/{ready.participant}"
        assert (await desk.staff("DELETE", path)).status_code == 204
        assert (await phone.until(Bye)).code == "removed"
        assert await phone.closed() == 4404
    headers = {"Authorization": f"Bearer {place['reader']}"}
    assert (await desk.http.post("/join/ticket", headers=headers)).status_code == 401


async def test_end_is_told_to_staff_phones_and_displays(desk: Visit) -> None:
    conversation = await desk.open()
    phone_place = await desk.join(conversation)
    display_place = await desk.join_as_display(conversation)
    async with (
        desk.seat(await desk.ticket(conversation)) as (staff, _),
        desk.seat(phone_place["ticket"], reads=("pt",)) as (phone, _),
        desk.seat(display_place["ticket"], reads=("pt",)) as (display, _),
    ):
        await desk.staff("DELETE", f"/conversations/{conversation}")
        for socket in (staff, phone, display):
            assert await socket.closed() == 4410
            assert socket.received[-1] == Bye(code="ended")
    for place in (phone_place, display_place):
        headers = {"Authorization": f"Bearer {place['reader']}"}
        assert (await desk.http.post("/join/ticket", headers=headers)).status_code == 401
