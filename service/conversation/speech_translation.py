"""English that the recognizer makes of the audio, where no model translates the written text.

A caption that is final is decoded once more, as a translation. So this English comes late and all
at once, and it belongs to what was said, not to what is written: text of a person cannot be
translated this way, and where one has written over a caption, what was made of it is taken back.

Utterances are translated one after the other, in their order, and only a few may wait: a machine
that cannot follow gives up the oldest ones, and says so.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.types import (
    FROM_SPEECH,
    SPEECH_TARGET,
    AudioWindow,
    Hypothesis,
    LanguagePair,
    Route,
    TranslatedText,
)
from service.conversation.context import Context
from service.conversation.events import (
    Answer,
    CaptionChanged,
    Noticed,
    Recognize,
    TranslationChanged,
    WindowRecognized,
)

Changes = list[Recognize | TranslationChanged | Noticed]


@dataclass(slots=True, kw_only=True, eq=False)
class _Utterance:
    """To be translated from its audio."""

    caption: CaptionChanged
    window: AudioWindow
    languages: Sequence[str]
    """Who reads them is told if it fails."""
    failures: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """What was made of the audio of a caption."""

    spoken: str
    """The language of the caption."""
    shown: TranslationChanged
    """With an empty text once a person has written over the caption."""


class SpeechTranslations:
    """The English of one conversation's captions that have it from their audio."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._waiting: deque[_Utterance] = deque()
        self._in_flight: tuple[int, _Utterance] | None = None
        """Request and what it is about."""
        self._made: dict[str, _Made] = {}

    @property
    def asked(self) -> int | None:
        """The request that is under way."""
        return None if self._in_flight is None else self._in_flight[0]

    def has_made(self, caption: CaptionChanged) -> bool:
        """True where there is, or was, English of a caption."""
        return caption.caption in self._made

    def source(self, caption: CaptionChanged, language: str) -> CaptionChanged:
        """What is translated as text into a language: the caption, or the English made of it."""
        made = self._made.get(caption.caption)
        if made is None or made.spoken != caption.language or not self._route(made, language):
            return caption
        return replace(caption, language=SPEECH_TARGET, committed=made.shown.committed)

    def labelled(self, caption: str, language: str, text: TranslatedText) -> TranslatedText:
        """A text that was translated for a caption, with the whole way that it has come.

        How sure the recognizer was is unknown, so nothing is known of the whole either.
        """
        made, newest = self._made.get(caption), self._context.captions.find(caption)
        if made is None or newest is None or made.spoken != newest.language:
            return text
        route = self._route(made, language)
        if route is None:
            return text
        model = f"{made.shown.model}+{text.model}"
        return replace(text, model=model, route=route, confidence=None)

    def begin(
        self, caption: CaptionChanged, window: AudioWindow, languages: Sequence[str]
    ) -> Changes:
        """Translate an utterance that is final.

        Args:
            caption: its final revision.
            window: its audio, with the task to translate it.
            languages: for which it is wanted.
        """
        self._waiting.append(_Utterance(caption=caption, window=window, languages=languages))
        changes: Changes = []
        if len(self._waiting) > self._context.config.translation.speech_waiting:
            changes += _failed(self._waiting.popleft())
        return [*changes, *self._ask()]

    def answered(self, answer: Answer) -> tuple[CaptionChanged, Changes]:
        """Take the answer to the request under way: gives the caption, and what follows."""
        if self._in_flight is None:
            raise RuntimeError("no utterance is under way")
        (_, utterance), self._in_flight = self._in_flight, None
        changes: Changes = []
        if self._is_current(utterance):
            if isinstance(answer, WindowRecognized):
                changes = self._show(utterance, answer.hypothesis)
            else:
                changes = self._try_again(utterance)
        return utterance.caption, [*changes, *self._ask()]

    def withdraw(self, caption: CaptionChanged) -> Changes:
        """A caption is another one now: what was made of its audio before does not belong to it."""
        made = self._made.get(caption.caption)
        if made is None or not made.shown.committed:
            return []
        empty = replace(
            made.shown,
            revision=made.shown.revision + 1,
            source_revision=caption.revision,
            committed="",
            corrected=caption.corrected,
            redone=caption.redone,
        )
        self._made[caption.caption] = replace(made, shown=empty)
        return [empty]

    def forget(self, caption: str) -> None:
        """A caption is not kept any more."""
        self._made.pop(caption, None)

    def _route(self, made: _Made, language: str) -> Route | None:
        return self._context.abilities.speech_routes.get(LanguagePair(made.spoken, language))

    def _ask(self) -> Changes:
        while self._waiting and self._in_flight is None:
            utterance = self._waiting.popleft()
            if self._is_current(utterance):
                request = self._context.new_request()
                self._in_flight = (request, utterance)
                patience_s = self._context.config.translation.speech_patience_s
                return [Recognize(request=request, window=utterance.window, patience_s=patience_s)]
        return []

    def _is_current(self, utterance: _Utterance) -> bool:
        """False where a person has written over the caption, or it is not kept any more."""
        return self._context.captions.find(utterance.caption.caption) is utterance.caption

    def _show(self, utterance: _Utterance, hypothesis: Hypothesis) -> Changes:
        if not hypothesis.text:
            return _failed(utterance)
        caption = utterance.caption
        shown = TranslationChanged(
            caption=caption.caption,
            language=SPEECH_TARGET,
            revision=1,
            source_revision=caption.revision,
            committed=hypothesis.text,
            tentative="",
            final=True,
            redone=caption.redone,
            model=self._context.abilities.recognizer,
            route=FROM_SPEECH,
        )
        self._made[caption.caption] = _Made(spoken=caption.language, shown=shown)
        return [shown]

    def _try_again(self, utterance: _Utterance) -> Changes:
        """Like a final text, it is asked for again a few times, at once."""
        utterance.failures += 1
        if utterance.failures >= self._context.config.retry.attempts:
            return _failed(utterance)
        self._waiting.appendleft(utterance)
        return []


def _failed(utterance: _Utterance) -> Changes:
    return [
        Noticed(
            code="translation_failed",
            participant=utterance.caption.participant,
            caption=utterance.caption.caption,
            language=language,
        )
        for language in utterance.languages
    ]
