"""Checks, corrections and calls for help, as clients of the protocol meet them."""

from __future__ import annotations

import pytest
from visit import Visit

from service.wire.messages import (
    Caption,
    Check,
    CheckResult,
    Consent,
    Correct,
    Error,
    Interpreter,
    Notice,
    Participants,
    Repeat,
    Say,
    Translation,
)

pytestmark = pytest.mark.e2e


def final_translation(message: Translation) -> bool:
    return message.final


async def test_check_is_answered_to_the_asker_alone(desk: Visit) -> None:
    conversation = await desk.open()
    place = await desk.join(conversation)
    async with (
        desk.seat(await desk.ticket(conversation)) as (staff, _),
        desk.seat(place["ticket"], reads=("pt",)) as (phone, _),
    ):
        await staff.send(Say(text="Good morning", lang="en"))
        shown = await staff.until(Translation, final_translation)
        await staff.send(Check(caption=shown.caption, lang="pt"))
        result = await staff.until(CheckResult)
        assert (result.caption, result.lang, result.revision) == (shown.caption, "pt", 1)
        assert "Good morning" in result.text
        await phone.send(Check(caption=shown.caption, lang="pt"))
        assert (await phone.until(Error)).code == "not_allowed"
        assert not [message for message in phone.received if isinstance(message, CheckResult)]


async def test_corrected_caption_tells_staff_what_it_said_before(desk: Visit) -> None:
    conversation = await desk.open()
    place = await desk.join(conversation)
    async with (
        desk.seat(await desk.ticket(conversation)) as (staff, _),
        desk.seat(place["ticket"], reads=("pt",)) as (phone, _),
    ):
        await staff.send(Say(text="Good mourning", lang="en"))
        said = await staff.until(Caption)
        await staff.send(Correct(caption=said.id, text="Good morning"))
        corrected = await staff.until(Caption, lambda one: one.corrected)
        assert corrected.corrections == 1
        first, now = corrected.history or ()
        assert (first.text, now.text) == ("Good mourning", "Good morning")
        assert (first.role, now.role) == ("staff", "staff")
        assert 0 <= (first.at_s or 0) <= (now.at_s or 0)
        seen = await phone.until(Caption, lambda one: one.corrected)
        assert (seen.corrections, seen.history) == (1, None)
        assert (await phone.until(Translation, lambda one: one.corrected)).final


async def test_everybody_hears_who_wants_an_interpreter_until_staff_answer(desk: Visit) -> None:
    conversation = await desk.open()
    place = await desk.join(conversation)
    async with (
        desk.seat(await desk.ticket(conversation)) as (staff, _),
        desk.seat(place["ticket"], reads=("pt",)) as (phone, ready),
    ):
        await phone.send(Interpreter())
        wanted = await staff.until(Notice)
        assert (wanted.code, wanted.participant) == ("interpreter_wanted", ready.participant)
        told = await staff.until(
            Participants, lambda one: any(who.wants_interpreter for who in one.participants)
        )
        assert [who.id for who in told.participants if who.wants_interpreter] == [ready.participant]
        await phone.send(Interpreter(status="coming"))
        assert (await phone.until(Error)).code == "not_allowed"
        await phone.send(Interpreter(status="withdrawn"))
        await staff.until(Notice, lambda one: one.code == "interpreter_withdrawn")
        await phone.send(Interpreter())
        await staff.send(Interpreter(status="coming"))
        answered = await phone.until(Notice, lambda one: one.code == "interpreter_coming")
        assert answered.seq is not None


async def test_phone_asks_to_have_it_said_again_and_says_that_it_understood(desk: Visit) -> None:
    conversation = await desk.open()
    place = await desk.join(conversation)
    async with (
        desk.seat(await desk.ticket(conversation)) as (staff, _),
        desk.seat(place["ticket"], reads=("pt",)) as (phone, ready),
    ):
        await phone.send(Consent())
        await staff.until(Participants, lambda one: any(who.consented for who in one.participants))
        await phone.send(Repeat())
        wanted = await staff.until(Notice)
        assert (wanted.code, wanted.participant) == ("repeat_wanted", ready.participant)
        await phone.send(Repeat(caption="c99"))
        assert (await phone.until(Error)).code == "unknown_caption"
