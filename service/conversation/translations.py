"""Which captions are translated into which languages: what the people who are here read.

A translation that has begun is finished even if its last reader leaves. A language that is new in a
conversation is made up for from the newest captions backwards, a few at a time, so that what is
said now is not kept waiting by what was said before.

Where the text of a caption is not translated and its audio is (``speech_translation``), the English
made of the audio takes the place of the text: it is what a model translates into other languages.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from itertools import islice

from models.types import SPEECH_TARGET, AudioWindow, LanguagePair
from service.conversation.context import Context
from service.conversation.events import (
    Answer,
    CaptionChanged,
    Effect,
    Noticed,
    TextTranslated,
    Translate,
    TranslationChanged,
)
from service.conversation.speech_translation import SpeechTranslations
from service.conversation.translation import CaptionTranslation, Step

_Key = tuple[str, str]
"""Caption, language."""


class Translations:
    """All translations of one conversation."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._languages: frozenset[str] = frozenset()
        self._speech = SpeechTranslations(context)
        self._of_caption: dict[str, dict[str, CaptionTranslation]] = {}
        self._spoken_in: dict[str, str] = {}
        """The language of each caption; another one after a flip."""
        self._revisions: dict[_Key, int] = {}
        self._in_flight: dict[int, _Key] = {}
        self._late: deque[_Key] = deque()
        self._late_in_flight: set[_Key] = set()

    def wants_speech(self, caption: CaptionChanged) -> bool:
        """True where a spoken caption is final and somebody reads what only its audio gives."""
        return caption.final and bool(caption.committed and self._from_speech(caption))

    def follow(self, caption: CaptionChanged, window: AudioWindow | None = None) -> list[Effect]:
        """Translate what is new in a caption.

        Args:
            caption: its newest revision.
            window: its audio, where that is to be translated.
        """
        begun = self._of_caption.setdefault(caption.caption, {})
        flipped = self._flipped(caption)
        effects: list[Effect] = []
        if flipped or caption.typed or caption.corrected:
            effects += self._speech.withdraw(caption)
        if window is not None:
            effects += self._speech.begin(caption, window, self._from_speech(caption))
        elif caption.typed or caption.corrected:
            effects += (_unavailable(caption, language) for language in self._from_speech(caption))
        for language, translation in begun.items():
            source = self._speech.source(caption, language)
            step = translation.redo(source) if flipped else translation.update(source)
            effects += self._do((caption.caption, language), step)
        for language in sorted(self._languages - begun.keys()):
            effects += self._begin(caption, language)
        return self._numbered(effects)

    def _flipped(self, caption: CaptionChanged) -> bool:
        """Whether a caption is in another language than it was; what is under way is dropped."""
        before = self._spoken_in.get(caption.caption, caption.language)
        self._spoken_in[caption.caption] = caption.language
        if before == caption.language:
            return False
        asked = self._in_flight.items()
        self._in_flight = {request: key for request, key in asked if key[0] != caption.caption}
        return True

    def _numbered(self, effects: list[Effect]) -> list[Effect]:
        """Revisions rise by one, whichever way a translation is made: a flip may change that."""
        return [
            self._number(effect) if isinstance(effect, TranslationChanged) else effect
            for effect in effects
        ]

    def _number(self, change: TranslationChanged) -> TranslationChanged:
        key = (change.caption, change.language)
        self._revisions[key] = self._revisions.get(key, 0) + 1
        return replace(change, revision=self._revisions[key])

    def read(self, languages: frozenset[str]) -> list[Effect]:
        """From now on these languages are read."""
        new = sorted(languages - self._languages)
        self._languages = languages
        captions = tuple(self._context.captions)
        finals = (caption.caption for caption in reversed(captions) if caption.final)
        newest = islice(finals, self._context.config.translation.late_captions)
        self._late = deque(key for key in self._late if key[1] in languages)
        self._late += ((caption, language) for caption in newest for language in new)
        effects: list[Effect] = []
        for caption in captions:
            if not caption.final:
                for language in new:
                    effects += self._begin(caption, language)
        return self._numbered([*effects, *self._catch_up()])

    def shown(self, caption: str, language: str) -> TranslationChanged | None:
        """What is seen of a caption in a language."""
        begun = self._find((caption, language))
        return None if begun is None else begun.shown

    def awaits(self, request: int) -> bool:
        """True where the answer to this request matters."""
        return request in self._in_flight or request == self._speech.asked

    def answered(self, answer: Answer) -> list[Effect]:
        """Take the answer to a ``Translate``, or to a ``Recognize`` that translates."""
        if answer.request == self._speech.asked:
            return self._numbered(self._speech_answered(answer))
        key = self._in_flight.pop(answer.request)
        begun = self._find(key)
        effects: list[Effect] = []
        if begun is not None:
            if isinstance(answer, TextTranslated):
                step = begun.answered(self._speech.labelled(*key, answer.translation))
            else:
                step = begun.failed()
            effects += self._do(key, step)
        return self._numbered([*effects, *self._catch_up()])

    def forget_answers(self) -> None:
        """Other terms hold from now on: a text is translated again even if it was just now."""
        for begun in self._of_caption.values():
            for translation in begun.values():
                translation.forget_answer()

    def forget(self, caption: str) -> None:
        """A caption is not kept any more."""
        for language in self._of_caption.pop(caption, {}):
            self._revisions.pop((caption, language), None)
        self._revisions.pop((caption, SPEECH_TARGET), None)
        self._spoken_in.pop(caption, None)
        self._speech.forget(caption)

    def _from_speech(self, caption: CaptionChanged) -> list[str]:
        """The languages that are read and made of the audio alone."""
        routes = self._context.abilities.speech_routes
        read = sorted(self._languages - _prepared(caption))
        return [one for one in read if LanguagePair(caption.language, one) in routes]

    def _speech_answered(self, answer: Answer) -> list[Effect]:
        caption, changes = self._speech.answered(answer)
        effects: list[Effect] = [*changes]
        if self._speech.has_made(caption):
            for language in sorted(self._languages):
                effects += self._begin(caption, language)
        return effects

    def _begin(self, caption: CaptionChanged, language: str) -> list[Effect]:
        """Start one translation, unless it has begun or no model makes it."""
        begun = self._of_caption[caption.caption]
        source = self._speech.source(caption, language)
        if language in begun or not self._is_possible(source, language):
            return []
        begun[language] = CaptionTranslation(
            source,
            language=language,
            split_sentences=self._context.abilities.split_sentences,
            attempts=self._context.config.retry.attempts,
            stability=self._context.config.translation.stability,
        )
        return self._do((caption.caption, language), begun[language].begin())

    def _is_possible(self, source: CaptionChanged, language: str) -> bool:
        pair = LanguagePair(source.language, language)
        by_model = pair in self._context.abilities.translates
        return pair.source != pair.target and (by_model or language in _prepared(source))

    def _do(self, key: _Key, step: Step) -> list[Effect]:
        if step.text is None:
            return [*step.changes]
        caption, language = key
        source = self._of_caption[caption][language].source
        config = self._context.config.translation
        request = self._context.new_request()
        self._in_flight[request] = key
        pair = LanguagePair(source.language, language)
        translate = Translate(
            request=request,
            text=step.text,
            pair=pair,
            patience_s=config.final_patience_s if source.final else config.tentative_patience_s,
            terms=self._context.terms.of(pair),
        )
        return [*step.changes, translate]

    def _find(self, key: _Key) -> CaptionTranslation | None:
        caption, language = key
        return self._of_caption.get(caption, {}).get(language)

    def _catch_up(self) -> list[Effect]:
        """Begin what is late, while not too much of it is under way."""
        under_way = {
            key
            for key in self._late_in_flight
            if (begun := self._find(key)) is not None and begun.in_flight
        }
        effects: list[Effect] = []
        while self._late and len(under_way) < self._context.config.translation.late_in_flight:
            key = self._late.popleft()
            caption = self._context.captions.find(key[0])
            if caption is not None:
                first = self._begin(caption, key[1])
                effects += first
                under_way |= {key} if first else set()
        self._late_in_flight = under_way
        return effects


def _prepared(caption: CaptionChanged) -> frozenset[str]:
    """Languages in which people wrote the text before."""
    return frozenset() if caption.prepared is None else frozenset(caption.prepared.texts)


def _unavailable(caption: CaptionChanged, language: str) -> Noticed:
    return Noticed(
        code="translation_unavailable",
        participant=caption.participant,
        caption=caption.caption,
        language=language,
    )
