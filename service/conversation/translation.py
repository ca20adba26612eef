"""Which text of a caption is translated when, for one language.

The committed part of a caption grows and never changes. All sentences of it but the last are
*closed*: no word will be added to them. A closed sentence is translated once, and its translation
is committed, too. The *tail* (what follows, tentative words included) is translated again whenever
it changes, and what will probably stay of that is shown as tentative (``stability``). Only one text
is under way: while it is, newer tails replace each other. When the caption is final, what is left
is translated and everything is committed.

So the final translation is the translations of the sentences, joined by the white space of the
source: what translating the final text sentence by sentence gives. A text that was just translated
is not sent again: when the last tail turns out to be the end, its translation is final at once.

A person's correction starts from nothing and may replace what was committed. So does a caption that
turns out to be in another language (``redo``); where that is the language of this translation,
what was shown is taken back, and nothing is translated.
What people prepared in this language is not translated at all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.interfaces import SentenceSplitter
from models.types import DIRECT, Term, TranslatedText
from service.conversation.end_marks import as_sentence
from service.conversation.events import CaptionChanged, Noticed, TranslationChanged
from service.conversation.stability import Stability, StabilityConfig


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What to do next."""

    changes: tuple[TranslationChanged | Noticed, ...] = ()
    text: str | None = None
    """To be translated now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """The next part of the source: white space, text, white space."""

    before: str
    text: str
    after: str
    closes: bool
    """True where its translation is committed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """The text under way."""

    before: str
    text: str
    is_tail: bool
    follows: int
    """Length of the source that was done when it was asked for."""
    caption: CaptionChanged
    """The revision that it is of."""


class CaptionTranslation:
    """One caption in one other language."""

    def __init__(
        self,
        caption: CaptionChanged,
        *,
        language: str,
        split_sentences: SentenceSplitter,
        attempts: int,
        stability: StabilityConfig,
    ) -> None:
        self._caption = caption
        self._language = language
        self._split = split_sentences
        self._attempts = attempts
        self._failures = 0
        self._done_source = ""
        self._done = ""
        """The translation of ``_done_source``, with its white space."""
        self._done_confidence: float | None = None
        """Of the least certain sentence of ``_done``."""
        self._done_missing: tuple[Term, ...] = ()
        """Terms that ``_done`` lacks."""
        self._asked: _Asked | None = None
        self._answer: tuple[str, TranslatedText] | None = None
        """The last text that was translated, and its translation."""
        self._stability_config = stability
        self._stability = Stability(stability)
        self._tail_as_sentence = stability.as_sentence
        self._is_written = False
        """People wrote what is shown, for the prepared text of the caption."""
        self._newest_tail = 0
        """The newest revision of the caption whose tail was shown, or held back, or gone."""
        self._shown: TranslationChanged | None = None

    @property
    def in_flight(self) -> bool:
        """True while a text is under way."""
        return self._asked is not None

    @property
    def source(self) -> CaptionChanged:
        """The newest revision of the caption."""
        return self._caption

    @property
    def shown(self) -> TranslationChanged | None:
        """The newest revision; None while nothing was shown."""
        return self._shown

    def begin(self) -> Step:
        """Translate the caption as it is, or show what people wrote for it before."""
        prepared = self._caption.prepared
        if prepared is not None and self._language in prepared.texts:
            self._is_written = True
            self._done_source = self._caption.committed
            self._done = prepared.texts[self._language]
        return self._advance()

    def update(self, caption: CaptionChanged) -> Step:
        """The caption has changed."""
        if self._caption.final:  # only a person's text follows
            self._done_source = self._done = ""
            self._done_confidence = None
            self._done_missing = ()
        self._caption = caption
        self._failures = 0
        return self._advance()

    def forget_answer(self) -> None:
        """The last text that was translated would be translated otherwise now."""
        self._answer = None

    def redo(self, caption: CaptionChanged) -> Step:
        """The caption is in another language: nothing of before holds, nor what is under way."""
        self._asked = self._answer = None
        self._done_source = self._done = ""
        self._done_confidence = None
        self._done_missing = ()
        self._stability = Stability(self._stability_config)
        self._caption = caption
        self._failures = 0
        return self._advance()

    def answered(self, translation: TranslatedText) -> Step:
        """The text under way is translated."""
        asked = self._land()
        self._answer = (asked.text, translation)
        overtaken: list[TranslationChanged] = []
        still_fits = not self._caption.final and asked.follows == len(self._done_source)
        if asked.is_tail and still_fits:
            overtaken = self._show_tail(asked.before, translation, asked.caption)
        step = self._advance()
        return Step(changes=(*overtaken, *step.changes), text=step.text)

    def failed(self) -> Step:
        """The text under way is not translated. Where the source still grows, its next revision
        makes up for it.
        """
        self._land()
        if not self._caption.final:
            return Step()
        self._failures += 1
        if self._failures < self._attempts:
            return self._advance()
        notice = Noticed(
            code="translation_failed",
            participant=self._caption.participant,
            caption=self._caption.caption,
            language=self._language,
        )
        return Step(changes=(notice, *self._show_done()))

    def _land(self) -> _Asked:
        if self._asked is None:
            raise RuntimeError("no text is under way")
        asked, self._asked = self._asked, None
        return asked

    def _advance(self) -> Step:
        if self._caption.language == self._language:
            return Step(changes=tuple(self._show_done()))
        while (part := self._next_part()).text:
            if self._answer is None or self._answer[0] != part.text:
                return self._request(part)
            translation = self._answer[1]
            if not part.closes:
                shown = self._show_tail(part.before, translation, self._caption)
                return Step(changes=tuple(shown))
            self._done_source += part.before + part.text + part.after
            self._done += part.before + translation.text + part.after
            self._done_confidence = _least(self._done_confidence, translation.confidence)
            self._done_missing += translation.terms_missing
        return Step(changes=tuple(self._show_done()))

    def _next_part(self) -> _Part:
        """What comes after the part that is done: what is closed if anything is, else the tail."""
        caption, done = self._caption, len(self._done_source)
        rest = (caption.committed + caption.tentative)[done:]
        if caption.final:
            return _part(rest, closes=True)
        sentences = self._split(caption.committed[done:], caption.language)
        closed = _part("".join(sentences[:-1]), closes=True)
        if closed.text:
            return closed
        tail = _part(rest, closes=False)
        if not self._tail_as_sentence:
            return tail
        return replace(tail, text=as_sentence(tail.text, caption.language))

    def _request(self, part: _Part) -> Step:
        if self._asked is not None:
            return Step()
        self._asked = _Asked(
            before=part.before,
            text=part.text,
            is_tail=not part.closes,
            follows=len(self._done_source),
            caption=self._caption,
        )
        return Step(text=part.text)

    def _show_tail(
        self, before: str, tail: TranslatedText, caption: CaptionChanged
    ) -> list[TranslationChanged]:
        """A revision with as much of the tail of one revision of the caption as will stay."""
        if caption.revision <= self._newest_tail:
            return []
        self._newest_tail = caption.revision
        committed = self._done.rstrip()
        between = self._done[len(committed) :] + before
        text = self._stability.observe(
            source=caption.committed + caption.tentative,
            committed=committed,
            tail=between + tail.text if committed else tail.text,
        )
        tentative = text[len(committed) :]
        confidence = _least(self._done_confidence, tail.confidence if tentative else None)
        return self._show(tentative, caption.revision, confidence)

    def _show_done(self) -> list[TranslationChanged]:
        """A revision without a tail."""
        self._newest_tail = self._caption.revision
        return self._show("", self._caption.revision, self._done_confidence)

    def _show(
        self, tentative: str, source_revision: int, confidence: float | None
    ) -> list[TranslationChanged]:
        """A revision, if anything that a reader sees has changed."""
        committed = self._done.rstrip()
        before = self._shown
        prepared = self._caption.prepared
        if before is None and not (committed or tentative):
            return []
        shown = TranslationChanged(
            caption=self._caption.caption,
            language=self._language,
            revision=1 if before is None else before.revision + 1,
            source_revision=source_revision,
            committed=committed,
            tentative=tentative,
            final=self._caption.final,
            corrected=self._caption.corrected,
            redone=self._caption.redone,
            model="" if self._answer is None else self._answer[1].model,
            route=DIRECT if self._answer is None else self._answer[1].route,
            confidence=confidence,
            phrase=None if prepared is None else prepared.id,
            written=self._is_written,
            terms_missing=tuple(dict.fromkeys(self._done_missing)),
        )
        if before is not None and _looks_the_same(before, shown):
            return []
        self._shown = shown
        return [shown]


def _part(text: str, *, closes: bool) -> _Part:
    bare = text.strip()
    start = text.find(bare)
    return _Part(before=text[:start], text=bare, after=text[start + len(bare) :], closes=closes)


def _least(one: float | None, other: float | None) -> float | None:
    """The lower confidence; one that is unknown says nothing."""
    return min((known for known in (one, other) if known is not None), default=None)


def _looks_the_same(one: TranslationChanged, other: TranslationChanged) -> bool:
    seen = (one.committed, one.tentative, one.final, one.corrected)
    if other.final:  # a final one also says which text it translates
        return one.source_revision == other.source_revision and one.final
    return seen == (other.committed, other.tentative, other.final, other.corrected)
