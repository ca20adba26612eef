from __future__ import annotations

import re
from functools import cache

import numpy as np
import pytest
from measured_on import ORIGIN

from benchmarks.simulation import Models
from benchmarks.translation_policy import RULES, Asked, Take, cost, take
from benchmarks.translation_policy_results import Cost, RuleResult, rules_grid
from benchmarks.words import SpokenWord, SpokenWords
from models.fakes import EnergyVad, ScriptedRecognizer, ScriptedTranslator, heard
from models.types import SAMPLE_RATE, AudioWindow, Hypothesis, LanguagePair, Samples, Word

WORDS = ("now", "you", "may", "sit", "here", "and", "wait", "please")
SPOKEN = SpokenWords(
    language="en",
    audio_sha256="",
    aligner="by hand",
    words=tuple(
        SpokenWord(word=word, start_s=index * 0.5, end_s=index * 0.5 + 0.4)
        for index, word in enumerate(WORDS)
    ),
)
PAIR = LanguagePair("en", "pt")


def voice() -> Samples:
    t = np.arange(round(0.5 * len(WORDS) * SAMPLE_RATE)) / SAMPLE_RATE
    return (0.3 * np.sin(2 * np.pi * 220 * t)).astype(np.float32)


def growing(window: AudioWindow) -> Hypothesis:
    said = WORDS[: max(1, int(window.samples.size / SAMPLE_RATE / 0.5))]
    return heard([Word(text=f" {word}") for word in said], language="en")


def last_word_first(text: str, pair: LanguagePair) -> str:
    """A language whose verb changes its first word until the fifth is known."""
    words = text.strip(".").split()
    return " ".join([words[min(len(words), 5) - 1].upper(), *words])


def split(text: str, language: str) -> list[str]:
    del language
    return re.findall(r".*?[.!?]\s+|.+$", text, flags=re.DOTALL)


@cache
def heard_once() -> Take:
    models = Models(recognizer=ScriptedRecognizer(growing), detector=EnergyVad())
    return take(voice(), SPOKEN, models, shift_s=0.3)


def found(rule: str) -> Cost:
    translator = ScriptedTranslator(last_word_first, pairs=[PAIR])
    asked = Asked(translator=translator, pair=PAIR)
    return cost(RULES[rule], [heard_once()], asked, split)


def test_what_is_held_back_flickers_less_and_comes_later() -> None:
    each, agreed = found("each as it comes"), found("2 agree, full stop, patience 3")
    assert each.as_written.taken_back_words > 2 * agreed.as_written.taken_back_words
    assert each.first_seen is not None
    assert agreed.first_seen is not None
    assert each.first_seen.p50_s < agreed.first_seen.p50_s


def test_what_has_ended_is_never_taken_back() -> None:
    assert found("what has ended").as_written.taken_back_words == 0


@pytest.mark.parametrize("rule", RULES)
def test_every_final_is_the_translation_of_its_text(rule: str) -> None:
    cost = found(rule)
    assert (cost.other_finals, cost.finals) == (0, 1)


def test_the_voice_of_a_take_is_shifted_with_its_audio() -> None:
    (voiced,) = heard_once().voices.values()
    assert voiced.start_s == pytest.approx(0.3)
    assert voiced.end_s == pytest.approx(0.3 + SPOKEN.words[-1].end_s)


def test_a_text_is_translated_once() -> None:
    asked: list[str] = []

    def noting(text: str, pair: LanguagePair) -> str:
        asked.append(f"{text} {pair.target}")
        return text

    once = Asked(translator=ScriptedTranslator(noting, pairs=[PAIR]), pair=PAIR)
    assert [once.translate("hello"), once.translate("hello")] == ["hello", "hello"]
    assert asked == ["hello pt"]


def test_the_rule_that_is_shipped_stands_out() -> None:
    results = [
        RuleResult(
            origin=ORIGIN,
            audio="test.wav",
            audio_sha256="",
            models=("fake", "fake"),
            shifts_s=(0.3,),
            rule=rule,
            shipped=rule == "3 agree",
            cost=found(rule),
        )
        for rule in ("each as it comes", "3 agree")
    ]
    grid = rules_grid(results)
    assert grid.bold == "3 agree"
    assert [row[-1] for row in grid.rows] == ["0 of 1", "0 of 1"]
