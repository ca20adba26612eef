from __future__ import annotations

import pytest

from benchmarks.screen import ScreenUpdate
from benchmarks.text import normalizer_for
from benchmarks.translation_delay import Voice, translation_delay, voice_within
from benchmarks.words import SpokenWord


def screen(at_s: float, text: str, block: str = "c1") -> ScreenUpdate:
    return ScreenUpdate(
        at_s=at_s,
        block=block,
        revision=1,
        source_revision=1,
        committed="",
        tentative=text,
        final=False,
    )


def test_words_are_due_evenly_beside_the_voice() -> None:
    updates = (screen(1.5, "bom"), screen(2.5, "bom dia"))
    delay = translation_delay(updates, {"c1": Voice(start_s=0.0, end_s=2.0)}, normalizer_for("pt"))
    assert delay.first_seen_s == pytest.approx((0.5, 0.5))


def test_a_word_that_was_away_counts_from_its_return() -> None:
    updates = (screen(1.0, "bom"), screen(1.5, ""), screen(3.0, "bom"))
    delay = translation_delay(updates, {"c1": Voice(start_s=0.0, end_s=1.0)}, normalizer_for("pt"))
    assert delay.first_seen_s == pytest.approx((0.0,))
    assert delay.for_good_s == pytest.approx((2.0,))


def test_what_nobody_said_has_no_delay() -> None:
    delay = translation_delay((screen(1.0, "bom", "c2"),), {}, normalizer_for("pt"))
    assert delay.first_seen_s == ()


def test_the_voice_of_a_caption_is_that_of_the_words_in_it() -> None:
    words = [SpokenWord(word="w", start_s=at, end_s=at + 0.4) for at in (0.0, 1.0, 2.0, 3.0)]
    assert voice_within(words, 0.9, 2.5) == Voice(start_s=1.0, end_s=2.4)
    assert voice_within(words, 5.0, 6.0) is None
