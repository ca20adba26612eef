from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lag_logs import caption, log_of, reference, translation

from benchmarks.laal import Laal, Segment, lagging_s
from benchmarks.scoring import score
from benchmarks.words import SpokenWord, SpokenWords

VOICE = Segment(start_s=1.0, end_s=3.0, reference_words=4)


def said(*words: tuple[str, float, float]) -> SpokenWords:
    """(word, start, end) triples, seconds."""
    return replace(
        reference(),
        words=tuple(SpokenWord(word=word, start_s=start, end_s=end) for word, start, end in words),
    )


def laal_of(found: Laal | None) -> Laal:
    assert found is not None
    return found


def test_each_word_is_late_by_its_place_in_a_text_that_is_spoken_evenly() -> None:
    # due at 0, 0.5, 1.0 and 1.5 s of the voice; seen 0.6, 0.3 and 0.4 s after that
    assert lagging_s([1.6, 1.8, 2.4], VOICE) == pytest.approx((0.6 + 0.3 + 0.4) / 3)


def test_only_the_first_word_after_the_voice_counts() -> None:
    assert lagging_s([1.6, 3.1, 9.0, 9.0], VOICE) == pytest.approx((0.6 + 1.6) / 2)
    assert lagging_s([4.0, 4.0, 4.0, 4.0], VOICE) == pytest.approx(3.0)


def test_more_words_than_were_said_are_no_merit() -> None:
    seen_s = [1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5]
    due_s = [index * 2.0 / 8 for index in range(8)]
    assert lagging_s(seen_s, VOICE) == pytest.approx(sum(0.5 - at_s for at_s in due_s) / 8)


@given(delay_s=st.floats(min_value=0, max_value=0.3))
def test_a_text_that_comes_later_lags_by_so_much_more(delay_s: float) -> None:
    seen_s = [1.1, 1.5, 2.1, 2.6]
    later_s = [at_s + delay_s for at_s in seen_s]
    assert lagging_s(later_s, VOICE) == pytest.approx(lagging_s(seen_s, VOICE) + delay_s)


def test_captions_are_compared_with_what_was_said() -> None:
    spoken = reference(("good", 0.25), ("morning", 0.5))
    first, last = caption("good", 1), caption("good morning", 2, final=True)
    found = laal_of(score(log_of((0.3, first), (0.4, last)), spoken).laal)
    start_s = spoken.words[0].start_s
    step_s = (0.5 - start_s) / 2
    assert found.segments == 1
    assert found.first_seen_s == pytest.approx(((0.3 - start_s) + (0.4 - start_s - step_s)) / 2)


def test_a_word_that_comes_and_goes_counts_from_when_it_stays() -> None:
    spoken = reference(("good", 0.25), ("morning", 0.9))
    log = log_of(
        (0.3, caption("good", 1)),
        (0.4, caption("could", 2)),
        (0.6, caption("good", 3)),
        (0.8, caption("good morning", 4, final=True)),
    )
    found = laal_of(score(log, spoken).laal)
    assert found.for_good_s - found.first_seen_s == pytest.approx(0.3 / 2)


@pytest.mark.parametrize(
    ("first", "start_s", "segments"), [("Good.", 0.6, 2), ("good", 1.0, 2), ("good", 0.9, 1)]
)
def test_segments_end_with_sentences_and_at_pauses(
    first: str, start_s: float, segments: int
) -> None:
    spoken = said((first, 0.2, 0.5), ("yes", start_s, 1.2))
    found = laal_of(score(log_of((1.5, caption("good yes", 1, final=True))), spoken).laal)
    assert found.segments == segments


def test_added_and_wrong_words_belong_to_what_was_said_there() -> None:
    spoken = said(("Good.", 0.0, 0.4), ("Yes", 0.5, 0.7), ("sir.", 0.7, 0.9))
    log = log_of((0.2, caption("good day", 1)), (0.6, caption("good day yet sir", 2, final=True)))
    found = laal_of(score(log, spoken).laal)
    first = lagging_s([0.2, 0.2], Segment(start_s=0.0, end_s=0.4, reference_words=1))
    second = lagging_s([0.6, 0.6], Segment(start_s=0.5, end_s=0.9, reference_words=2))
    assert found.segments == 2
    assert found.first_seen_s == pytest.approx((first + second) / 2)


def test_a_translation_is_compared_with_the_voice_of_its_caption() -> None:
    spoken = reference(("good", 0.25), ("morning", 0.5))
    log = log_of(
        (0.3, caption("good morning", 1, final=True)),
        (0.4, translation("bom dia senhor", 1, final=True)),
    )
    (found,) = score(log, spoken).translations
    voice = Segment(start_s=spoken.words[0].start_s, end_s=0.5, reference_words=0)
    assert laal_of(found.laal).first_seen_s == pytest.approx(lagging_s([0.4, 0.4, 0.4], voice))


def test_a_translation_of_what_nobody_said_has_none() -> None:
    log = log_of(
        (0.3, caption("thank you", 1, final=True)), (0.4, translation("obrigado", 1, final=True))
    )
    found = score(log, reference())
    assert found.laal is None
    assert found.translations[0].laal is None


def test_where_nothing_was_seen_there_is_none() -> None:
    assert score(log_of(), reference(("good", 0.2))).laal is None
