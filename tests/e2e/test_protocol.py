"""The websocket as clients meet it: entering, speaking, following, coming back."""

from __future__ import annotations

import pytest
from visit import Visit, silence, tone

from service.wire.messages import (
    AudioAck,
    Bye,
    Caption,
    ClientBye,
    Correct,
    LastSeen,
    Notice,
    Participants,
    Pause,
    Reads,
    Resume,
    Say,
    ServerMessage,
    Translation,
)

pytestmark = pytest.mark.e2e


def final_caption(message: Caption) -> bool:
    return message.final


def final_translation(message: Translation) -> bool:
    return message.final


def numbers(messages: list[ServerMessage]) -> list[int]:
    """Sequence numbers in the order of arrival."""
    found = []
    for message in messages:
        if isinstance(message, Caption | Translation | Notice) and message.seq is not None:
            found.append(message.seq)
    return found


# --- speaking and reading -----------------------------------------------------------------------


async def test_typed_turn_reaches_staff_and_reader_in_both_languages(desk: Visit) -> None:
    conversation = await desk.open()
    place = await desk.join(conversation)
    async with (
        desk.seat(await desk.ticket(conversation), speaks="en") as (staff, _),
        desk.seat(place["ticket"], reads=("pt",)) as (reader, ready),
    ):
        assert ready.role == "client"
        await staff.send(Say(text="Good morning", lang="en"))
        for socket in (staff, reader):
            caption = await socket.until(Caption, final_caption)
            assert (caption.committed, caption.typed, caption.ai_generated) == (
                "Good morning",
                True,
                False,
            )
            translation = await socket.until(Translation, final_translation)
            assert (translation.caption, translation.lang) == (caption.id, "pt")
            assert translation.ai_generated


async def test_speech_gives_growing_captions_and_one_final(desk: Visit) -> None:
    conversation = await desk.open()
    async with desk.seat(await desk.ticket(conversation), speaks="en") as (staff, ready):
        assert ready.track is not None
        assert ready.track.next_sample == 0
        audio = tone(3.0)
        await staff.speak(audio)
        await staff.send(Pause())
        final = await staff.until(Caption, final_caption)
        seen = [m for m in staff.received if isinstance(m, Caption) and m.id == final.id]
        assert [m.revision for m in seen] == sorted({m.revision for m in seen})
        committed = ""
        for message in seen:
            assert message.committed.startswith(committed)
            committed = message.committed
        assert final.committed
        assert final.tentative == ""
        acks = [m.samples for m in staff.received if isinstance(m, AudioAck)]
        assert acks == sorted(acks)


async def test_everything_sent_is_acknowledged_at_pause(desk: Visit) -> None:
    conversation = await desk.open()
    async with desk.seat(await desk.ticket(conversation), speaks="en") as (staff, _):
        audio = silence(1.3)
        await staff.speak(audio)
        await staff.send(Pause())
        await staff.until(AudioAck, lambda ack: ack.samples == audio.size)


async def test_repeated_and_overlapping_audio_counts_once(desk: Visit) -> None:
    conversation = await desk.open()
    async with desk.seat(await desk.ticket(conversation), speaks="en") as (staff, _):
        audio = silence(1.0)
        await staff.speak(audio)
        await staff.speak(audio)
        await staff.speak(silence(1.0), start_sample=8_000)
        await staff.send(Pause())
        await staff.until(AudioAck, lambda ack: ack.samples == 24_000)
        assert not [m for m in staff.received if isinstance(m, Notice)]


async def test_missing_audio_is_shown_as_a_gap(desk: Visit) -> None:
    conversation = await desk.open()
    async with desk.seat(await desk.ticket(conversation), speaks="en") as (staff, _):
        await staff.speak(silence(0.5))
        await staff.speak(silence(0.5), start_sample=24_000)
        notice = await staff.until(Notice)
        assert (notice.code, notice.seconds) == ("audio_gap", 1.0)


async def test_correction_comes_back_with_its_translation(desk: Visit) -> None:
    conversation = await desk.open()
    async with desk.seat(await desk.ticket(conversation), speaks="en") as (staff, _):
        await staff.send(Say(text="Good mourning", lang="en"))
        first = await staff.until(Caption, final_caption)
        await staff.until(Translation, final_translation)
        await staff.send(Correct(caption=first.id, text="Good morning"))
        corrected = await staff.until(Caption, final_caption)
        assert (corrected.id, corrected.committed) == (first.id, "Good morning")
        assert corrected.corrected
        assert corrected.revision > first.revision
        translation = await staff.until(Translation, final_translation)
        assert translation.corrected
        assert translation.source_revision == corrected.revision


async def test_reader_who_chooses_another_language_gets_it(desk: Visit) -> None:
    conversation = await desk.open()
    place = await desk.join(conversation)
    async with (
        desk.seat(await desk.ticket(conversation), reads=("en",)) as (staff, _),
        desk.seat(place["ticket"], reads=("en",)) as (reader, _),
    ):
        await staff.send(Say(text="Hello", lang="en"))
        await reader.until(Caption, final_caption)
        await reader.send(Reads(reads=("pt",)))
        translation = await reader.until(Translation, final_translation)
        assert translation.lang == "pt"


async def test_everybody_sees_who_is_here(desk: Visit) -> None:
    conversation = await desk.open()
    async with desk.seat(await desk.ticket(conversation), speaks="en") as (staff, _):
        place = await desk.join(conversation)
        async with desk.seat(place["ticket"], reads=("pt",)) as (_, ready):
            here = await staff.until(Participants, lambda m: len(m.participants) == 2)
            assert {p.role for p in here.participants} == {"staff", "client"}
            assert ready.participant in {p.id for p in here.participants}
        await staff.until(Participants, lambda m: len(m.participants) == 1)


# --- coming back --------------------------------------------------------------------------------


async def test_reader_who_comes_back_gets_every_final_once(desk: Visit) -> None:
    conversation = await desk.open()
    place = await desk.join(conversation)
    async with desk.seat(await desk.ticket(conversation), reads=("en", "pt")) as (staff, _):
        async with desk.seat(place["ticket"], reads=("pt",)) as (reader, before):
            await staff.send(Say(text="One", lang="en"))
            await reader.until(Translation, final_translation)
            last = numbers(reader.received)[-1]
        for text in ("Two", "Three"):
            await staff.send(Say(text=text, lang="en"))
            await staff.until(Translation, final_translation)
        position = LastSeen(epoch=before.epoch, seq=last)
        ticket = await desk.reader_ticket(place)
        async with desk.seat(ticket, reads=("pt",), last=position) as (reader, after):
            assert after.recovered
            assert after.participant == before.participant
            await reader.until(Translation, lambda m: m.final and m.seq == last + 4)
            assert numbers(reader.received) == list(range(last + 1, last + 5))


async def test_reader_with_a_foreign_position_gets_a_snapshot_and_is_told(desk: Visit) -> None:
    conversation = await desk.open()
    place = await desk.join(conversation)
    async with desk.seat(await desk.ticket(conversation)) as (staff, _):
        await staff.send(Say(text="One", lang="en"))
        await staff.until(Translation, final_translation)
    lost = LastSeen(epoch="another", seq=7)
    async with desk.seat(place["ticket"], reads=("pt",), last=lost) as (reader, ready):
        assert not ready.recovered
        translation = await reader.until(Translation, final_translation)
        assert translation.seq is not None
        assert translation.seq <= ready.seq


async def test_speaker_goes_on_where_the_audio_stopped(desk: Visit) -> None:
    conversation = await desk.open()
    async with desk.seat(await desk.ticket(conversation), speaks="en") as (staff, _):
        await staff.speak(silence(1.0))
        await staff.send(Pause())
        await staff.until(AudioAck, lambda ack: ack.samples == 16_000)
    async with desk.seat(await desk.ticket(conversation), speaks="en") as (staff, ready):
        assert ready.track is not None
        assert ready.track.next_sample == 16_000
        await staff.send(Resume())
        await staff.speak(silence(0.5), start_sample=ready.track.next_sample)
        await staff.send(Pause())
        await staff.until(AudioAck, lambda ack: ack.samples == 24_000)


async def test_newer_socket_of_a_participant_takes_over(desk: Visit) -> None:
    conversation = await desk.open()
    async with desk.seat(await desk.ticket(conversation), speaks="en") as (old, _):
        async with desk.seat(await desk.ticket(conversation), speaks="en") as (new, _):
            assert await old.closed() == 4409
            assert any(isinstance(m, Bye) and m.code == "taken_over" for m in old.received)
            await new.send(Say(text="Still here", lang="en"))
            await new.until(Caption, final_caption)


# --- ending -------------------------------------------------------------------------------------


async def test_end_reaches_everybody_and_leaves_no_way_back(desk: Visit) -> None:
    conversation = await desk.open()
    place = await desk.join(conversation)
    async with (
        desk.seat(await desk.ticket(conversation), speaks="en") as (staff, _),
        desk.seat(place["ticket"], reads=("pt",)) as (reader, _),
    ):
        response = await desk.staff("DELETE", f"/conversations/{conversation}")
        assert response.status_code == 204
        for socket in (staff, reader):
            assert await socket.closed() == 4410
            assert socket.received[-1] == Bye(code="ended")
    headers = {"Authorization": f"Bearer {place['reader']}"}
    assert (await desk.http.post("/join/ticket", headers=headers)).status_code == 401
    gone = await desk.staff("POST", f"/conversations/{conversation}/tickets")
    assert gone.status_code == 404


async def test_removed_reader_is_told_and_cannot_come_back(desk: Visit) -> None:
    conversation = await desk.open()
    place = await desk.join(conversation)
    async with desk.seat(place["ticket"], reads=("pt",)) as (reader, ready):
        path = f"/conversations/{conversation}/participants/{ready.participant}"
        assert (await desk.staff("DELETE", path)).status_code == 204
        assert await reader.closed() == 4404
    headers = {"Authorization": f"Bearer {place['reader']}"}
    assert (await desk.http.post("/join/ticket", headers=headers)).status_code == 401


async def test_bye_is_answered(desk: Visit) -> None:
    conversation = await desk.open()
    async with desk.seat(await desk.ticket(conversation)) as (staff, _):
        await staff.send(ClientBye())
        assert await staff.closed() == 1000
