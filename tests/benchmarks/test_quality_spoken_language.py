"""Which language is spoken: the guesses, and the rules that are played on them."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.cli import wide_console
from benchmarks.quality.spoken_clips import PRE_ROLL_SAMPLES, Clip
from benchmarks.quality.spoken_language import (
    RULES,
    Guess,
    Kept,
    Trial,
    by_agreement,
    by_voice_and_probability,
    choose,
    keep,
    rightness_table,
    rules_table,
)
from models.types import SAMPLE_RATE
from service.conversation.language_lock import LanguageLockConfig


def guess(voice_s: float, language: str, probability: float) -> Guess:
    return Guess(voice_s=voice_s, language=language, probability=probability)


def trial(*guesses: Guess, language: str = "fi") -> Trial:
    return Trial(source="festival", language=language, guesses={"tentative": guesses})


SURE_TOO_EARLY = trial(guess(0.4, "en", 0.99), guess(1.0, "fi", 0.97), guess(1.5, "fi", 0.99))
LOCK = by_voice_and_probability(LanguageLockConfig(least_voice_s=1.0, least_probability=0.95))


def test_two_languages_share_what_both_have() -> None:
    told = choose({"en": 0.3, "fi": 0.1, "sv": 0.6}, ("en", "fi"), 1.0)
    assert told.language == "en"
    assert told.probability == pytest.approx(0.75)


def test_a_guess_from_little_voice_is_not_kept() -> None:
    early = by_voice_and_probability(LanguageLockConfig(least_voice_s=0.0, least_probability=0.8))
    assert keep(SURE_TOO_EARLY, early) == Kept(after_s=0.4, right=False)
    assert keep(SURE_TOO_EARLY, LOCK) == Kept(after_s=1.0, right=True)


def test_two_decodings_must_agree_one_after_the_other() -> None:
    assert keep(SURE_TOO_EARLY, by_agreement(0.9)) == Kept(after_s=1.5, right=True)
    assert keep(SURE_TOO_EARLY, by_agreement(0.98)) == Kept(after_s=None, right=True)


def test_a_language_that_is_never_certain_is_left_to_the_final_decoding() -> None:
    assert keep(trial(guess(3.0, "en", 0.9)), LOCK) == Kept(after_s=None, right=True)


def test_a_clip_begins_a_little_before_the_voice_and_has_no_more_voice_than_there_is() -> None:
    clip = Clip(
        source="x",
        language="en",
        samples=np.zeros(4 * SAMPLE_RATE, np.float32),
        onset=SAMPLE_RATE,
        voice_end=3 * SAMPLE_RATE,
    )
    first = clip.first(2.0)
    assert first is not None
    assert first.size == PRE_ROLL_SAMPLES + 2 * SAMPLE_RATE
    assert clip.first(2.1) is None


def test_tables_have_a_row_for_each_rule_and_the_share_that_was_wrong() -> None:
    trials = [SURE_TOO_EARLY, trial(guess(0.4, "en", 0.99), language="en")]
    console = wide_console()
    with console.capture() as printed:
        console.print(rightness_table(trials), rules_table(trials))
    assert all(name in printed.get() for name in RULES)
    assert "50.0 %" in printed.get()
