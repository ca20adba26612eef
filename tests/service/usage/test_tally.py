"""What is counted of what is published."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.types import LanguagePair
from service.conversation.events import (
    CaptionChanged,
    LagChanged,
    Noticed,
    Participant,
    ParticipantsChanged,
    Published,
    Role,
)
from service.usage.tally import Tally
from service.usage.visit import Setting, Visit, hour_of

SETTING = Setting(
    desk="desk", pair=LanguagePair("fi", "en"), hour=datetime(2026, 3, 1, 9, tzinfo=UTC)
)


def caption(
    name: str,
    *,
    text: str = "Hello",
    final: bool = True,
    typed: bool = False,
    corrected: bool = False,
) -> CaptionChanged:
    return CaptionChanged(
        caption=name,
        revision=1,
        participant="staff",
        language="fi",
        committed=text,
        tentative="",
        final=final,
        typed=typed,
        corrected=corrected,
    )


def counted(*published: Published, minutes: float = 1.0) -> Visit:
    tally = Tally(SETTING, at_s=100.0)
    for number, one in enumerate(published):
        tally.see(one, at_s=100.0 + number)
    return tally.close(at_s=100.0 + minutes * 60)


def person(name: str, role: Role) -> Participant:
    return Participant(id=name, role=role, reads=("fi",))


def test_turns_are_counted_when_they_are_final_and_something_was_said() -> None:
    visit = counted(
        caption("c1", final=False),
        caption("c1"),
        caption("c2", text=""),
        caption("c3", typed=True),
        caption("c1"),
    )
    assert (visit.spoken_turns, visit.typed_turns, visit.turns) == (1, 1, 2)


def test_each_correction_is_counted_and_is_no_turn() -> None:
    visit = counted(caption("c1"), caption("c1", corrected=True), caption("c1", corrected=True))
    assert (visit.corrections, visit.turns) == (2, 1)


def test_readers_are_phones_and_displays_each_once() -> None:
    staff, phone = person("staff", Role.STAFF), person("c1", Role.CLIENT)
    display = person("v1", Role.VIEWER)
    visit = counted(
        ParticipantsChanged(participants=(staff, phone)),
        ParticipantsChanged(participants=(staff,)),
        ParticipantsChanged(participants=(staff, phone, display)),
    )
    assert visit.readers == 2


def test_wish_for_an_interpreter_is_counted_without_a_reason() -> None:
    visit = counted(Noticed(code="interpreter_wanted"), Noticed(code="audio_gap", seconds=1.0))
    assert visit.handovers == 1


def test_wish_that_was_taken_back_is_not_counted() -> None:
    visit = counted(
        Noticed(code="interpreter_wanted", participant="phone"),
        Noticed(code="interpreter_withdrawn", participant="phone"),
        Noticed(code="interpreter_wanted", participant="staff"),
        Noticed(code="interpreter_coming", participant="staff"),
    )
    assert visit.handovers == 1


def test_lag_and_minutes_are_those_of_the_clock() -> None:
    visit = counted(
        LagChanged(participant="staff", seconds=1.5),
        LagChanged(participant="staff", seconds=0.0),
        minutes=3,
    )
    assert visit.minutes == pytest.approx(3)
    assert visit.lag_p50_s == visit.lag_p95_s == pytest.approx(1.5)


@given(st.text(min_size=1))
def test_no_text_is_in_what_is_kept(text: str) -> None:
    marked = f"secret{text}marker"
    visit = counted(caption("c1", text=marked), caption("c1", text=marked, corrected=True))
    assert marked not in repr(visit)


def test_hour_hides_the_minute() -> None:
    moment = datetime(2026, 3, 1, 9, 41, 12, 7, tzinfo=UTC)
    assert hour_of(moment) == datetime(2026, 3, 1, 9, tzinfo=UTC)
