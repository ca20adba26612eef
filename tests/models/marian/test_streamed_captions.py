"""What a reader sees while a sentence is spoken, word by word, with each of the engines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

import pytest

from benchmarks.quality.surface import Rule, violations
from models.interfaces import Translator
from models.sentences import SentencexSplitter
from models.types import LanguagePair
from service.conversation.events import CaptionChanged, TranslationChanged
from service.conversation.stability import StabilityConfig
from service.conversation.translation import CaptionTranslation, Step

pytestmark = [pytest.mark.weights, pytest.mark.timeout(480)]  # training takes a minute

WHILE_SPOKEN = frozenset(Rule) - {
    Rule.END_MARK,  # it is seen when the sentence has ended
    Rule.NO_REPEATED_WORDS,  # the tiny models know no beginnings of sentences
    Rule.NOT_EMPTY,
}


class Engine(Protocol):
    """See ``conftest.py``."""

    @property
    def translator(self) -> Translator: ...
    @property
    def there(self) -> LanguagePair: ...
    @property
    def known(self) -> tuple[tuple[str, str], ...]: ...


def streamed(engine: Engine, text: str) -> Iterator[tuple[str, TranslationChanged]]:
    """Each revision of the translation, with the words of which it is one."""
    words = text.split(" ")
    caption = CaptionChanged(
        caption="c1",
        revision=0,
        participant="anna",
        language=engine.there.source,
        committed="",
        tentative="",
        final=False,
    )
    translation: CaptionTranslation | None = None
    for count in range(1, len(words) + 2):
        final = count > len(words)
        committed = " ".join(words if final else words[: count - 1])
        tentative = "" if final else f"{' ' if committed else ''}{words[count - 1]}"
        caption = replace(
            caption, revision=count, committed=committed, tentative=tentative, final=final
        )
        if translation is None:
            translation = CaptionTranslation(
                caption,
                language=engine.there.target,
                split_sentences=SentencexSplitter(),
                attempts=1,
                stability=StabilityConfig(),
            )
            step = translation.begin()
        else:
            step = translation.update(caption)
        yield from _settled(engine, translation, step, committed + tentative)


def _settled(
    engine: Engine, translation: CaptionTranslation, step: Step, source: str
) -> Iterator[tuple[str, TranslationChanged]]:
    while True:
        for change in step.changes:
            assert isinstance(change, TranslationChanged)
            yield source, change
        if step.text is None:
            return
        (answer,) = engine.translator.translate([step.text], engine.there)
        step = translation.answered(answer)


def texts(engine: Engine) -> list[str]:
    (one, _), (two, _) = engine.known
    bare = one.rstrip(".")
    return [one, two, f"{one} {two}", f"{two} {one} {two}", bare, f"{two} {bare}", bare.lower()]


@pytest.mark.parametrize("number", range(7))
def test_caption_is_in_sentence_case_with_single_marks_and_nothing_added(
    engine: Engine, number: int
) -> None:
    text = texts(engine)[number]
    seen = list(streamed(engine, text))
    assert seen
    for source, change in seen:
        shown = change.committed + change.tentative
        if shown:
            assert WHILE_SPOKEN.isdisjoint(violations(source, shown)), (source, shown)
    source, last = seen[-1]
    assert last.final
    assert violations(source, last.committed) == ()


def test_final_caption_is_the_translation_of_its_sentences(engine: Engine) -> None:
    (one, first), (two, second) = engine.known
    *_, (_, last) = streamed(engine, f"{one} {two} {one}")
    assert last.committed == f"{first} {second} {first}"
