"""What people tell each other with a button: say it again, I want an interpreter, I understand."""

from __future__ import annotations

from service.conversation.captions import Captions
from service.conversation.events import (
    Consented,
    Effect,
    InterpreterAsked,
    Noticed,
    Participant,
    Refused,
    RepeatAsked,
    SignalEvent,
)
from service.conversation.roster import Roster, may_answer


def signalled(event: SignalEvent, roster: Roster, captions: Captions) -> list[Effect]:
    """What follows from a button; who wants and who has understood is noted in the roster."""
    participant = roster.find(event.participant)
    if participant is None:
        return [Refused(participant=event.participant, code="not_allowed")]
    match event:
        case RepeatAsked():
            return _repeat(event, captions)
        case InterpreterAsked():
            new = roster.want_interpreter(participant)
            return [Noticed(code="interpreter_wanted", participant=participant.id)] if new else []
        case Consented():
            roster.consent(participant)
            return []
        case _:
            return _answer(participant, roster)


def _repeat(event: RepeatAsked, captions: Captions) -> list[Effect]:
    if event.caption is not None and captions.find(event.caption) is None:
        return [Refused(participant=event.participant, code="unknown_caption")]
    return [Noticed(code="repeat_wanted", participant=event.participant, caption=event.caption)]


def _answer(participant: Participant, roster: Roster) -> list[Effect]:
    if not may_answer(participant):
        return [Refused(participant=participant.id, code="not_allowed")]
    answered = roster.answer_interpreter()
    return [Noticed(code="interpreter_answered", participant=participant.id)] if answered else []
