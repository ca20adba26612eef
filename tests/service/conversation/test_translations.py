from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import count

import pytest

from models.types import LanguagePair
from service.conversation.abilities import Abilities
from service.conversation.captions import Captions, SpokenCaption
from service.conversation.config import ConversationConfig, TranslationConfig
from service.conversation.context import Context
from service.conversation.events import (
    Answer,
    CaptionChanged,
    Effect,
    ModelRequest,
    RequestFailed,
    Translate,
    TranslationChanged,
)
from service.conversation.translations import Translations

Answerer = Callable[[ModelRequest], Answer]


@pytest.fixture
def context(abilities: Abilities) -> Context:
    config = ConversationConfig(
        translation=TranslationConfig(late_captions=4, late_in_flight=2), kept_captions=10
    )
    return Context(
        pair=LanguagePair("en", "pt"),
        abilities=abilities,
        config=config,
        captions=Captions(kept=10),
        new_request=partial(next, count(1)),
    )


def say(context: Context, text: str, language: str = "en") -> CaptionChanged:
    return context.captions.say(participant="anna", language=language, text=text)


def asked(effects: list[Effect]) -> list[tuple[str, str]]:
    return [(one.text, one.pair.target) for one in effects if isinstance(one, Translate)]


def shown(effects: list[Effect]) -> list[str]:
    return [one.committed for one in effects if isinstance(one, TranslationChanged)]


def test_translates_into_every_language_that_is_read(context: Context) -> None:
    translations = Translations(context)
    translations.read(frozenset({"en", "pt", "fi"}))
    assert asked(translations.follow(say(context, "Hello"))) == [("Hello", "fi"), ("Hello", "pt")]


def test_asks_for_no_pair_that_no_model_translates(context: Context) -> None:
    translations = Translations(context)
    translations.read(frozenset({"fi", "sv"}))
    assert translations.follow(say(context, "Olá", "pt")) == []


def test_an_answer_becomes_a_translation(context: Context, answer: Answerer) -> None:
    translations = Translations(context)
    translations.read(frozenset({"pt"}))
    (request,) = translations.follow(say(context, "Hello"))
    assert isinstance(request, Translate)
    assert translations.awaits(request.request)
    assert shown(translations.answered(answer(request))) == ["pt:Hello"]
    assert not translations.awaits(request.request)


def test_a_correction_while_the_translation_is_under_way_is_what_is_shown(
    context: Context, answer: Answerer
) -> None:
    translations = Translations(context)
    translations.read(frozenset({"pt"}))
    (first,) = translations.follow(say(context, "Helo"))
    assert isinstance(first, Translate)
    (corrected,) = context.captions.correct("c1", "Hello", by="anna")
    assert translations.follow(corrected) == []  # one text at a time
    (second,) = translations.answered(answer(first))
    assert isinstance(second, Translate)
    assert second.text == "Hello"
    (change,) = translations.answered(answer(second))
    assert isinstance(change, TranslationChanged)
    assert (change.committed, change.source_revision) == ("pt:Hello", corrected.revision)
    assert (change.revision, change.final, change.corrected) == (1, True, True)
    assert translations.shown("c1", "pt") == change
    assert translations.shown("c1", "fi") is None


def test_what_is_still_growing_is_more_urgent_than_what_is_final(context: Context) -> None:
    translations = Translations(context)
    translations.read(frozenset({"pt"}))
    spoken = SpokenCaption(context.captions, participant="anna", start_sample=0, model="asr")
    (opened,) = spoken.show(language="en", committed="", tentative="I")
    (tentative,) = translations.follow(opened)
    (final,) = translations.follow(say(context, "Hello"))
    assert isinstance(tentative, Translate)
    assert isinstance(final, Translate)
    assert tentative.patience_s < final.patience_s


def test_a_translation_that_began_is_finished_without_readers(
    context: Context, answer: Answerer
) -> None:
    translations = Translations(context)
    translations.read(frozenset({"pt"}))
    spoken = SpokenCaption(context.captions, participant="anna", start_sample=0, model="asr")
    (opened,) = spoken.show(language="en", committed="", tentative="I")
    (request,) = translations.follow(opened)
    assert isinstance(request, Translate)
    translations.read(frozenset())
    (final,) = spoken.finish(language="en", text="I am.", end_sample=9)
    assert translations.follow(final) == []
    effects = translations.answered(answer(request))
    assert asked(effects) == [("I am.", "pt")]
    assert translations.follow(say(context, "Hello")) == []


def test_a_new_reader_is_given_the_caption_that_is_open(context: Context) -> None:
    translations = Translations(context)
    spoken = SpokenCaption(context.captions, participant="anna", start_sample=0, model="asr")
    (opened,) = spoken.show(language="en", committed="", tentative="I")
    translations.follow(opened)
    assert asked(translations.read(frozenset({"pt"}))) == [("I.", "pt")]
    assert translations.read(frozenset({"pt"})) == []


def test_a_new_reader_is_given_the_newest_finals_a_few_at_a_time(
    context: Context, answer: Answerer
) -> None:
    translations = Translations(context)
    for number in range(6):
        translations.follow(say(context, str(number)))
    pending = translations.read(frozenset({"pt"}))
    order = asked(pending)
    assert order == [("5", "pt"), ("4", "pt")]
    while pending:
        request = pending.pop(0)
        if isinstance(request, Translate):
            effects = translations.answered(answer(request))
            order += asked(effects)
            pending += effects
    assert [text for text, _ in order] == ["5", "4", "3", "2"]


def test_what_is_late_is_dropped_when_its_reader_leaves(context: Context, answer: Answerer) -> None:
    translations = Translations(context)
    for number in range(4):
        translations.follow(say(context, str(number)))
    request, _ = translations.read(frozenset({"pt"}))
    assert isinstance(request, Translate)
    translations.read(frozenset())
    assert asked(translations.answered(answer(request))) == []


def test_what_is_late_is_not_translated_twice(context: Context, answer: Answerer) -> None:
    translations = Translations(context)
    for number in range(4):
        translations.follow(say(context, str(number)))
    request, _ = translations.read(frozenset({"pt"}))
    (corrected,) = context.captions.correct("c1", "zero", by="anna")
    assert asked(translations.follow(corrected)) == [("zero", "pt")]
    assert isinstance(request, Translate)
    assert asked(translations.answered(answer(request))) == [("1", "pt")]


def test_a_failure_is_tried_again(context: Context) -> None:
    translations = Translations(context)
    translations.read(frozenset({"pt"}))
    (request,) = translations.follow(say(context, "Hello"))
    assert isinstance(request, Translate)
    effects = translations.answered(RequestFailed(request=request.request, code="busy"))
    assert asked(effects) == [("Hello", "pt")]


def test_an_answer_for_a_forgotten_caption_is_dropped(context: Context, answer: Answerer) -> None:
    translations = Translations(context)
    for number in range(3):
        translations.follow(say(context, str(number)))
    first, second = translations.read(frozenset({"pt"}))
    assert isinstance(first, Translate)
    assert isinstance(second, Translate)
    translations.forget("c3")
    translations.forget("c3")
    context.captions.clear()
    assert translations.answered(answer(first)) == []
    assert shown(translations.answered(answer(second))) == ["pt:1"]


def test_a_caption_in_the_readers_own_language_is_left_alone(context: Context) -> None:
    everything = frozenset(LanguagePair(one, other) for one in ("en", "pt") for other in ("en",))
    context = replace(context, abilities=replace(context.abilities, translates=everything))
    translations = Translations(context)
    translations.read(frozenset({"en"}))
    assert translations.follow(say(context, "Hello")) == []
