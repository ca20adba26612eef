from __future__ import annotations

import numpy as np

from benchmarks.policy import NEVER, SHIFTS_S, Cost, cost
from benchmarks.simulation import Models
from benchmarks.words import SpokenWord, SpokenWords
from models.fakes import EnergyVad, ScriptedRecognizer, heard
from models.types import SAMPLE_RATE, AudioWindow, Hypothesis, Samples, Word
from service.conversation.agreement import AgreementConfig

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


def voice() -> Samples:
    t = np.arange(round(0.5 * len(WORDS) * SAMPLE_RATE)) / SAMPLE_RATE
    return (0.3 * np.sin(2 * np.pi * 220 * t)).astype(np.float32)


def mistaken(window: AudioWindow) -> Hypothesis:
    """Hears a word each half second; takes the first for another until two seconds are heard."""
    seconds = window.samples.size / SAMPLE_RATE
    said = list(WORDS[: max(1, int(seconds / 0.5))])
    if seconds < 2 and not window.final:
        said[0] = "know"
    return heard([Word(text=f" {word}") for word in said], language="en")


def measured(rule: AgreementConfig) -> Cost:
    models = Models(recognizer=ScriptedRecognizer(mistaken), detector=EnergyVad())
    return cost(rule, voice(), SPOKEN, models)


def test_rule_that_commits_early_keeps_the_mistake() -> None:
    early = measured(AgreementConfig(decodings=2, held_words=1))
    late = measured(AgreementConfig(decodings=2, held_words=NEVER))
    assert late.errors == 0
    assert early.errors >= len(SHIFTS_S)
    assert early.words == late.words == len(WORDS) * len(SHIFTS_S)


def test_what_changes_on_screen_is_counted() -> None:
    assert measured(AgreementConfig(held_words=NEVER)).taken_back > 0


def test_same_rule_costs_the_same_twice() -> None:
    rule = AgreementConfig()
    assert measured(rule) == measured(rule)
