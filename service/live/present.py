"""What the core publishes, as messages of the wire and entries of the log. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from models.types import SAMPLE_RATE
from service.conversation.events import (
    CaptionChanged,
    CheckMade,
    FormerText,
    LagChanged,
    Noticed,
    Participant,
    ParticipantsChanged,
    Published,
    Role,
    TimedWord,
    TranslationChanged,
)
from service.conversation.marks import marks_of
from service.feed.log import Delivery, Entry
from service.live.times import CaptionTimes
from service.wire.messages import (
    Caption,
    CheckResult,
    Lag,
    Mark,
    MissingTerm,
    Notice,
    Participants,
    ParticipantState,
    ServerMessage,
    SpokenWord,
    Translation,
    Version,
)
from service.wire.utf16 import utf16_units


def entry(
    published: Published,
    *,
    roles: Mapping[str, Role],
    number: int,
    times: CaptionTimes,
) -> Entry[ServerMessage]:
    """The log entry of something published.

    Args:
        published: what the core says.
        roles: of all participants that ever spoke.
        number: different for every call, so that no notice replaces another.
        times: of the captions.
    """
    match published:
        case CaptionChanged():
            return Entry(
                key=f"caption:{published.caption}",
                payload=_caption(published, roles, times),
                final=published.final,
                # who reads the language that it was taken for before must see that it is not
                language=None if published.redone else published.language,
            )
        case TranslationChanged():
            return Entry(
                key=f"translation:{published.caption}:{published.language}",
                payload=_translation(published),
                final=published.final,
                language=published.language,
            )
        case ParticipantsChanged():
            states = tuple(_participant(one) for one in published.participants)
            return Entry(key="participants", payload=Participants(participants=states), final=False)
        case LagChanged():
            lag = Lag(participant=published.participant, seconds=round(published.seconds, 2))
            return Entry(key=f"lag:{published.participant}", payload=lag, final=False)
        case Noticed():
            return Entry(key=f"notice:{number}", payload=_notice(published), final=True)


def numbered(delivery: Delivery[ServerMessage], *, to_staff: bool) -> ServerMessage:
    """The message of a delivery to somebody, with its sequence number where it has one."""
    message = delivery.entry.payload
    if isinstance(message, Caption) and message.history and not to_staff:
        message = message.model_copy(update={"history": None})
    return message if delivery.seq is None else message.model_copy(update={"seq": delivery.seq})


def check_result(made: CheckMade) -> CheckResult:
    """The message to one who wanted a translation checked."""
    return CheckResult(
        caption=made.caption,
        lang=made.language,
        revision=made.revision,
        text=made.translation.text,
        model=made.translation.model,
        route=made.translation.route.label,
    )


def _caption(changed: CaptionChanged, roles: Mapping[str, Role], times: CaptionTimes) -> Caption:
    return Caption(
        id=changed.caption,
        revision=changed.revision,
        participant=changed.participant,
        role=roles[changed.participant].value,
        lang=changed.language,
        committed=changed.committed,
        tentative=changed.tentative,
        final=changed.final,
        corrected=changed.corrected,
        redone=changed.redone,
        corrections=changed.corrections,
        history=_history(changed, roles, times) or None,
        typed=changed.typed,
        at_s=_rounded(times.first_s(changed.caption)),
        start_s=_seconds(changed.start_sample),
        end_s=_seconds(changed.end_sample),
        words=_words(changed) or None,
        marks=_marks(changed, changed.words) or None,
        phrase=None if changed.prepared is None else changed.prepared.id,
        ai_generated=not (changed.typed or changed.corrected),
        model=changed.model,
    )


def _history(
    changed: CaptionChanged, roles: Mapping[str, Role], times: CaptionTimes
) -> tuple[Version, ...]:
    if changed.corrector is None:
        return ()
    now = FormerText(
        text=changed.committed,
        model=None,
        writer=changed.corrector,
        revision=changed.revision,
    )
    return tuple(
        Version(
            text=one.text,
            participant=one.writer,
            role=roles[one.writer].value,
            at_s=_rounded(times.final_s(changed.caption, one.revision)),
            ai_generated=one.model is not None,
        )
        for one in (*changed.history, now)
    )


def _words(changed: CaptionChanged) -> tuple[SpokenWord, ...]:
    units = utf16_units(changed.committed)
    return tuple(
        SpokenWord(
            start=units[word.start],
            end=units[word.end],
            start_s=_seconds(word.start_sample),
            end_s=_seconds(word.end_sample),
            probability=None if word.probability is None else round(word.probability, 3),
        )
        for word in changed.words
    )


def _translation(changed: TranslationChanged) -> Translation:
    return Translation(
        caption=changed.caption,
        lang=changed.language,
        revision=changed.revision,
        source_revision=changed.source_revision,
        committed=changed.committed,
        tentative=changed.tentative,
        final=changed.final,
        corrected=changed.corrected,
        redone=changed.redone,
        phrase=changed.phrase,
        ai_generated=not changed.written,
        model=changed.model,
        route=changed.route.label,
        confidence=None if changed.confidence is None else round(changed.confidence, 3),
        marks=_marks(changed) or None,
        terms_missing=_missing(changed) or None,
    )


def _missing(changed: TranslationChanged) -> tuple[MissingTerm, ...]:
    return tuple(
        MissingTerm(source=term.source, target=term.target) for term in changed.terms_missing
    )


def _marks(
    changed: CaptionChanged | TranslationChanged, words: tuple[TimedWord, ...] = ()
) -> tuple[Mark, ...]:
    if not changed.final:
        return ()
    units = utf16_units(changed.committed)
    return tuple(
        Mark(start=units[mark.start], end=units[mark.end], kind=mark.kind)
        for mark in marks_of(changed.committed, changed.language, words)
    )


def _participant(participant: Participant) -> ParticipantState:
    return ParticipantState(
        id=participant.id,
        role=participant.role.value,
        reads=participant.reads,
        speaks=participant.speaks,
        may_speak=participant.may_speak,
        listening=participant.listening,
        consented=participant.consented,
        wants_interpreter=participant.wants_interpreter,
    )


def _notice(noticed: Noticed) -> Notice:
    return Notice(
        code=noticed.code,
        participant=noticed.participant,
        caption=noticed.caption,
        lang=noticed.language,
        seconds=noticed.seconds,
    )


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 2)


def _seconds(sample: int | None) -> float | None:
    return None if sample is None else round(sample / SAMPLE_RATE, 3)
