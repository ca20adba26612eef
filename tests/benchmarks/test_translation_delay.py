from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lag_logs import updates

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


TEXTS = st.lists(
    st.lists(st.sampled_from(["bom", "dia", "mau"]), max_size=5).map(" ".join),
    min_size=1,
    max_size=6,
)
VOICES = st.tuples(st.floats(0, 10), st.floats(0, 10)).map(
    lambda ends: Voice(start_s=min(ends), end_s=max(ends))
)


@given(texts=TEXTS, voice=VOICES)
def test_each_word_of_the_last_screen_has_a_delay_and_is_seen_before_it_stays(
    texts: list[str], voice: Voice
) -> None:
    shown = updates(*((float(number), text) for number, text in enumerate(texts)))
    delay = translation_delay(shown, {"k1": voice}, normalizer_for("pt"))
    assert len(delay.first_seen_s) == len(delay.for_good_s) == len(texts[-1].split())
    for first_s, good_s in zip(delay.first_seen_s, delay.for_good_s, strict=True):
        assert first_s <= good_s <= len(texts) - 1 - voice.start_s


@given(texts=TEXTS, voice=VOICES, later_s=st.floats(0, 100))
def test_a_voice_and_a_screen_that_are_later_together_have_the_same_delay(
    texts: list[str], voice: Voice, later_s: float
) -> None:
    def delay(by_s: float) -> list[float]:
        shown = updates(*((number + by_s, text) for number, text in enumerate(texts)))
        moved = Voice(start_s=voice.start_s + by_s, end_s=voice.end_s + by_s)
        found = translation_delay(shown, {"k1": moved}, normalizer_for("pt"))
        return [*found.first_seen_s, *found.for_good_s]

    assert delay(later_s) == pytest.approx(delay(0.0), abs=1e-6)


@given(starts=st.lists(st.floats(0, 50), max_size=8), window=VOICES)
def test_a_voice_lies_where_its_words_are(starts: list[float], window: Voice) -> None:
    words = [SpokenWord(word="w", start_s=at, end_s=at + 0.2) for at in sorted(starts)]
    found = voice_within(words, window.start_s, window.end_s)
    inside = [w for w in words if window.start_s <= (w.start_s + w.end_s) / 2 <= window.end_s]
    assert (found is None) == (not inside)
    if found is not None:
        assert found == Voice(start_s=inside[0].start_s, end_s=inside[-1].end_s)
