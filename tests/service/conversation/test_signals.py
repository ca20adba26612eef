from __future__ import annotations

from collections.abc import Iterator

import pytest

from models.types import LanguagePair
from service.conversation.abilities import Abilities
from service.conversation.conversation import Conversation
from service.conversation.events import (
    Consented,
    Effect,
    InterpreterAnswered,
    InterpreterAsked,
    InterpreterWithdrawn,
    Noticed,
    Participant,
    ParticipantJoined,
    ParticipantLeft,
    ParticipantsChanged,
    Refused,
    RepeatAsked,
    Role,
    Said,
    SignalEvent,
)

ANNA = Participant(id="anna", role=Role.STAFF, reads=("en",))
JOAO = Participant(id="joão", role=Role.CLIENT, reads=("pt",))
ANSWERS = [(True, "interpreter_coming"), (False, "interpreter_answered")]
VIEW = Participant(id="view", role=Role.VIEWER, reads=("pt",))


@pytest.fixture
def core(abilities: Abilities) -> Conversation:
    core = Conversation(pair=LanguagePair("en", "pt"), abilities=abilities)
    for participant in (ANNA, JOAO, VIEW):
        core.handle(ParticipantJoined(participant=participant))
    core.handle(Said(participant="anna", text="Hello", language="en"))
    return core


def told(effects: list[Effect]) -> Iterator[tuple[str, str | None, str | None]]:
    for effect in effects:
        if isinstance(effect, Noticed):
            yield effect.code, effect.participant, effect.caption


def wanting(core: Conversation) -> list[str]:
    return [one.id for one in core.participants if one.wants_interpreter]


@pytest.mark.parametrize("who", ["anna", "joão", "view"])
def test_everybody_may_ask_to_have_it_said_again(core: Conversation, who: str) -> None:
    asked = RepeatAsked(participant=who, caption="c1")
    assert list(told(core.handle(asked))) == [("repeat_wanted", who, "c1")]
    asked = RepeatAsked(participant=who, caption=None)
    assert list(told(core.handle(asked))) == [("repeat_wanted", who, None)]


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (RepeatAsked(participant="anna", caption="c9"), "unknown_caption"),
        (RepeatAsked(participant="nobody", caption=None), "not_allowed"),
        (InterpreterAsked(participant="nobody"), "not_allowed"),
        (Consented(participant="nobody"), "not_allowed"),
        (InterpreterAnswered(participant="joão", coming=True), "not_allowed"),
        (InterpreterAnswered(participant="view", coming=False), "not_allowed"),
        (InterpreterWithdrawn(participant="nobody"), "not_allowed"),
    ],
)
def test_what_cannot_be_is_refused(core: Conversation, event: SignalEvent, code: str) -> None:
    assert core.handle(event) == [Refused(participant=event.participant, code=code)]


@pytest.mark.parametrize(("coming", "code"), ANSWERS)
@pytest.mark.parametrize("who", ["anna", "joão", "view"])
def test_whoever_wants_an_interpreter_is_told_once_until_staff_answer(
    core: Conversation, who: str, coming: bool, code: str
) -> None:
    asked = InterpreterAsked(participant=who)
    assert list(told(core.handle(asked))) == [("interpreter_wanted", who, None)]
    assert wanting(core) == [who]
    assert core.handle(asked) == []
    answer = InterpreterAnswered(participant="anna", coming=coming)
    assert list(told(core.handle(answer))) == [(code, "anna", None)]
    assert wanting(core) == []
    assert core.handle(answer) == []
    assert list(told(core.handle(asked))) == [("interpreter_wanted", who, None)]


@pytest.mark.parametrize("who", ["anna", "joão", "view"])
def test_wish_for_an_interpreter_is_taken_back_by_whoever_has_it_alone(
    core: Conversation, who: str
) -> None:
    withdrawn = InterpreterWithdrawn(participant=who)
    assert core.handle(withdrawn) == []
    for one in ("anna", "joão", "view"):
        core.handle(InterpreterAsked(participant=one))
    assert list(told(core.handle(withdrawn))) == [("interpreter_withdrawn", who, None)]
    assert wanting(core) == [one for one in ("anna", "joão", "view") if one != who]
    assert core.handle(withdrawn) == []


def test_who_wants_and_who_has_understood_is_known_after_they_come_back(core: Conversation) -> None:
    core.handle(InterpreterAsked(participant="joão"))
    effects = core.handle(Consented(participant="joão"))
    (changed,) = effects
    assert isinstance(changed, ParticipantsChanged)
    assert [one.id for one in changed.participants if one.consented] == ["joão"]
    core.handle(ParticipantLeft(participant="joão"))
    assert wanting(core) == []
    core.handle(ParticipantJoined(participant=JOAO))
    assert wanting(core) == ["joão"]
    assert [one.id for one in core.participants if one.consented] == ["joão"]


def test_nobody_joins_as_one_who_has_understood_already(core: Conversation) -> None:
    core.handle(
        ParticipantJoined(
            participant=Participant(
                id="x", role=Role.CLIENT, reads=("pt",), consented=True, wants_interpreter=True
            )
        )
    )
    assert not any(one.consented or one.wants_interpreter for one in core.participants)
