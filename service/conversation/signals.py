"""What people tell each other with a button: say it again, I want an interpreter, I understand."""

from __future__ import annotations

from service.conversation.captions import Captions
from service.conversation.events import (
    Consented,
    Effect,
    InterpreterAnswered,
    InterpreterAsked,
    InterpreterWithdrawn,
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
            return _told("interpreter_wanted", participant, roster.want_interpreter(participant))
        case InterpreterWithdrawn():
            new = roster.need_no_interpreter(participant)
            return (
                [Noticed(code="interpreter_withdrawn", participant=participant.id)] if new else []
            )
        case InterpreterAnswered():
            return _answer(participant, roster, coming=event.coming)
        case Consented():
            roster.consent(participant)
            return []


def _repeat(event: RepeatAsked, captions: Captions) -> list[Effect]:
    if event.caption is not None and captions.find(event.caption) is None:
        return [Refused(participant=event.participant, code="unknown_caption")]
    return [Noticed(code="repeat_wanted", participant=event.participant, caption=event.caption)]


def _answer(participant: Participant, roster: Roster, *, coming: bool) -> list[Effect]:
    if not may_answer(participant):
        return [Refused(participant=participant.id, code="not_allowed")]
    code = "interpreter_coming" if coming else "interpreter_answered"
    return _told(code, participant, roster.answer_interpreter())


def _told(code: str, participant: Participant, is_new: bool) -> list[Effect]:
    return [Noticed(code=code, participant=participant.id)] if is_new else []
