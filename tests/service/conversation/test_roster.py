from __future__ import annotations

from dataclasses import replace

import pytest

from service.conversation.events import CaptionChanged, Participant, ParticipantsChanged, Role
from service.conversation.roster import Roster, may_allow, may_correct, may_write

ANNA = Participant(id="anna", role=Role.STAFF, reads=("en", "fi"), may_speak=True)
JOAO = Participant(id="joão", role=Role.CLIENT, reads=("pt",))


def test_tells_who_is_here_when_that_has_changed() -> None:
    roster = Roster()
    assert roster.tell() == []
    roster.put(ANNA)
    roster.put(JOAO)
    assert roster.tell() == [ParticipantsChanged(participants=(ANNA, JOAO))]
    roster.put(ANNA)
    assert roster.tell() == []
    roster.remove("anna")
    roster.remove("nobody")
    assert roster.tell() == [ParticipantsChanged(participants=(JOAO,))]


def test_languages_are_all_that_somebody_reads() -> None:
    roster = Roster()
    roster.put(ANNA)
    roster.put(JOAO)
    assert roster.languages == {"en", "fi", "pt"}
    assert roster.find("anna") == ANNA
    assert roster.find("nobody") is None


def test_clients_speak_while_they_are_allowed_to_here_and_away() -> None:
    roster = Roster()
    roster.put(JOAO)
    assert not roster.lets_speak("joão", Role.CLIENT)
    roster.allow("joão", microphone=True)
    roster.put(JOAO)
    assert roster.find("joão") == replace(JOAO, may_speak=True)
    roster.remove("joão")
    assert roster.lets_speak("joão", Role.CLIENT)
    roster.allow("joão", microphone=False)
    roster.put(replace(JOAO, may_speak=True))
    assert roster.find("joão") == JOAO


def test_staff_speak_and_viewers_never_do() -> None:
    roster = Roster()
    roster.allow("x", microphone=True)
    assert roster.lets_speak("anna", Role.STAFF)
    assert not roster.lets_speak("x", Role.VIEWER)


@pytest.mark.parametrize("role", Role)
def test_staff_decide_about_the_microphones_of_clients(role: Role) -> None:
    assert may_allow(Participant(id="x", role=role, reads=("en",))) is (role is Role.STAFF)


@pytest.mark.parametrize(
    ("role", "own", "writes", "corrects"),
    [
        (Role.STAFF, True, True, True),
        (Role.STAFF, False, True, True),
        (Role.CLIENT, True, True, True),
        (Role.CLIENT, False, True, False),
        (Role.VIEWER, True, False, False),
        (Role.VIEWER, False, False, False),
    ],
)
def test_what_each_role_may_do(*, role: Role, own: bool, writes: bool, corrects: bool) -> None:
    participant = Participant(id="x", role=role, reads=("en",))
    caption = CaptionChanged(
        caption="c1",
        revision=1,
        participant="x" if own else "y",
        language="en",
        committed="Hello",
        tentative="",
        final=True,
    )
    assert may_write(participant) is writes
    assert may_correct(participant, caption) is corrects
