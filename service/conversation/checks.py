"""Translations translated back, so that staff who cannot read them see what became of their words.

A check, not a proof: two mistakes can undo each other, and a good translation can come back in
other words. It is made only when somebody asks, for that one alone, and after everything that is
waiting to be shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from models.types import LanguagePair
from service.conversation.context import Context
from service.conversation.events import (
    Answer,
    CaptionChanged,
    CheckAsked,
    CheckMade,
    Effect,
    Refused,
    TextTranslated,
    Translate,
    TranslationChanged,
)

_MOST_IN_FLIGHT: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Check:
    participant: str
    translation: TranslationChanged


class Checks:
    """The checks of one conversation that are under way."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._in_flight: dict[int, _Check] = {}

    def ask(
        self, event: CheckAsked, caption: CaptionChanged, translation: TranslationChanged | None
    ) -> list[Effect]:
        """Translate back what is shown of a caption, or say why not.

        Args:
            event: who asks for what.
            caption: what was said.
            translation: what is shown of it in the language of the event.
        """
        pair = LanguagePair(event.language, caption.language)
        if translation is None or not translation.final or not translation.committed:
            return [Refused(participant=event.participant, code="no_translation")]
        if pair not in self._context.abilities.translates:
            return [Refused(participant=event.participant, code="check_unavailable")]
        if len(self._in_flight) >= _MOST_IN_FLIGHT:
            return [Refused(participant=event.participant, code="too_many_checks")]
        request = self._context.new_request()
        self._in_flight[request] = _Check(participant=event.participant, translation=translation)
        patience_s = self._context.config.translation.check_patience_s
        text = translation.committed
        return [Translate(request=request, text=text, pair=pair, patience_s=patience_s)]

    def awaits(self, request: int) -> bool:
        """True where the answer to this request is a check."""
        return request in self._in_flight

    def answered(self, answer: Answer) -> list[Effect]:
        """Hand the answer to the one who asked."""
        check = self._in_flight.pop(answer.request)
        if not isinstance(answer, TextTranslated):
            return [Refused(participant=check.participant, code="check_failed")]
        made = CheckMade(
            participant=check.participant,
            caption=check.translation.caption,
            language=check.translation.language,
            revision=check.translation.revision,
            translation=answer.translation,
        )
        return [made]
