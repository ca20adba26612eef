from __future__ import annotations

import pytest

from service.conversation.events import CaptionChanged, Participant, ParticipantsChanged, Role
from service.conversation.roster import Roster, may_correct, may_speak

ANNA = Participant(id="anna", role=Role.STAFF, reads=("en", "fi"))
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


@pytest.mark.parametrize(
    ("role", "own", "speaks", "corrects"),
    [
        (Role.STAFF, True, True, True),
        (Role.STAFF, False, True, True),
        (Role.CLIENT, True, True, True),
        (Role.CLIENT, False, True, False),
        (Role.VIEWER, True, False, False),
        (Role.VIEWER, False, False, False),
    ],
)
def test_what_each_role_may_do(*, role: Role, own: bool, speaks: bool, corrects: bool) -> None:
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
    assert may_speak(participant) is speaks
    assert may_correct(participant, caption) is corrects
