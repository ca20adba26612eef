"""What every engine promises, on all three of them."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

import pytest

from models.errors import UnsupportedLanguagePair
from models.interfaces import Translator
from models.marian.protected import lost_from
from models.types import LanguagePair, TranslatedText

pytestmark = [pytest.mark.weights, pytest.mark.timeout(480)]  # training takes a minute

MIXED = [
    "Good morning.",
    "",
    "You must register as a job seeker within two days, and bring your passport, please. " * 9,
    "😀",
    "Where do you live?\n\n - I live in Helsinki.\n - Do you have 2 children?",
    "12",
    "thank you",
    "Write to anna@example.com. It costs 140 euros.",
    "the client waited and walked to the office and " * 20,
    "My code is 131052-308T.",
]

ITEMS = [
    "anna.virtanen@example.com",
    "https://www.kela.fi/web/en?a=1",
    "131052-308T",
    "010203A123B",
    "FI21 1234 5600 0007 85",
    "+358 40 123 4567",
    "{name}",
    "%s",
    "%(day)s",
    "PX1234567",
    "62.70",
]


class Engine(Protocol):
    """See ``conftest.py``."""

    @property
    def translator(self) -> Translator: ...
    @property
    def there(self) -> LanguagePair: ...
    @property
    def back(self) -> LanguagePair: ...
    @property
    def known(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def gives_scores(self) -> bool: ...


def translate(engine: Engine, texts: list[str]) -> list[TranslatedText]:
    return engine.translator.translate(texts, engine.there)


def text_of(engine: Engine, text: str) -> str:
    return translate(engine, [text])[0].text


def without_rounding(translated: list[TranslatedText]) -> list[tuple[str, float | None]]:
    """Batches of other shapes add up in another order, by which scores differ in the last digit."""
    return [
        (one.text, None if one.confidence is None else round(one.confidence, 3))
        for one in translated
    ]


def test_what_a_model_knows_is_said(engine: Engine) -> None:
    for text, translation in engine.known:
        (translated,) = translate(engine, [text])
        assert translated.text == translation
        assert translated.pair == engine.there
        assert translated.model


def test_batch_in_any_order_gives_what_each_text_gives_alone(engine: Engine) -> None:
    alone = {text: without_rounding(translate(engine, [text])) for text in MIXED}

    for seed in range(3):
        texts = random.Random(seed).sample(MIXED * 2, 15)  # noqa: S311 - not for secrets
        together = without_rounding(translate(engine, texts))
        assert together == [alone[text][0] for text in texts]
    assert translate(engine, []) == []


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "😀 😀\n", "12345", "9:30 – 10:15", "\ud800", "你好"]
)
def test_text_without_words_stays_as_it_is(engine: Engine, text: str) -> None:
    (translated,) = translate(engine, [text])

    assert translated.text == text
    assert translated.confidence is None


def test_white_space_lines_bullets_and_emoji_stay_where_they_are(engine: Engine) -> None:
    (one, first), (two, second) = engine.known

    translated = text_of(engine, f"  {one}\r\n\r\n\t{two}  {one} 😊\n - {two}\n• {one} \n")

    assert translated == f"  {first}\r\n\r\n\t{second}  {first} 😊\n - {second}\n• {first} \n"


@pytest.mark.parametrize("item", ITEMS)
@pytest.mark.parametrize("text", ["{} Thank you.", "Please sign here {} and {} there", "{}"])
def test_what_must_survive_survives(engine: Engine, text: str, item: str) -> None:
    source = text.replace("{}", item)

    assert lost_from(text_of(engine, source), source) == ()


def test_every_sentence_of_a_long_text_is_translated(engine: Engine) -> None:
    (text, translation), _ = engine.known

    assert text_of(engine, f"{text} " * 300) == f"{translation} " * 300


def test_end_is_not_lost_when_a_sentence_has_no_punctuation(engine: Engine) -> None:
    text = "good morning thank you please sit down and then turn left " * 40

    assert "131052-308T" in text_of(engine, text + "131052-308T")


def test_confidence_is_told_when_the_engine_gives_scores(engine: Engine) -> None:
    (text, _), _ = engine.known
    sure, unsure = translate(engine, [text, f"{text} Xyzzy plugh frobozz"])

    assert (sure.confidence is not None) == engine.gives_scores
    if sure.confidence is not None and unsure.confidence is not None:
        assert sure.confidence > 0.9 > unsure.confidence > 0


def test_alternatives_differ_and_change_nothing_else(engine: Engine) -> None:
    (text, translation), _ = engine.known
    (translated,) = engine.translator.translate([text], engine.there, alternatives=3)

    assert translated.text == translation
    assert bool(translated.alternatives) == engine.gives_scores
    assert len({translated.text, *translated.alternatives}) == len(translated.alternatives) + 1
    assert len(translated.alternatives) <= 3


def test_pair_is_refused_when_no_model_translates_it(engine: Engine) -> None:
    assert engine.translator.pairs == {engine.there, engine.back}
    with pytest.raises(UnsupportedLanguagePair, match="from ru into fi"):
        engine.translator.translate(["Да"], LanguagePair("ru", "fi"))


def test_threads_are_given_what_they_asked_for(engine: Engine) -> None:
    (one, first), (two, second) = engine.known
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda text: text_of(engine, text), [one, two] * 10))

    assert found == [first, second] * 10
