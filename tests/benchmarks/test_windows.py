from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.text import normalizer_for
from benchmarks.windows import TimedWord, cut_in_pauses, rough_times, whole_words, within_speech

ENGLISH = normalizer_for("en")
STRETCHES = st.lists(
    st.tuples(st.integers(1, 8), st.integers(1, 28)), min_size=1, max_size=12
)  # pauses and stretches of speech, seconds; the longest fit into 40 with half of the next pause


def word(text: str, start_s: float, end_s: float) -> TimedWord:
    return TimedWord(word=text, start_s=start_s, end_s=end_s)


@given(lengths=STRETCHES)
def test_windows_cover_everything_once_and_are_cut_in_pauses(
    lengths: list[tuple[int, int]],
) -> None:
    speech: list[tuple[float, float]] = []
    now_s = 0.0
    for pause_s, stretch_s in lengths:
        speech.append((now_s + pause_s, now_s + pause_s + stretch_s))
        now_s = speech[-1][1]
    windows = cut_in_pauses(speech, duration_s=now_s, longest_s=43.0)
    assert (windows[0][0], windows[-1][1]) == (0.0, now_s)
    assert all(before[1] == after[0] for before, after in pairwise(windows))
    assert all(end_s - begin_s <= 43.0 for begin_s, end_s in windows)
    cuts = [end_s for _, end_s in windows[:-1]]
    assert not any(start_s <= cut_s <= end_s for cut_s in cuts for start_s, end_s in speech)


def test_a_short_recording_is_one_window() -> None:
    speech = [(1.0, 5.0), (7.0, 12.0)]
    assert cut_in_pauses(speech, duration_s=14.0, longest_s=29.0) == [(0.0, 14.0)]


def test_a_recording_without_speech_is_one_window() -> None:
    assert cut_in_pauses([], duration_s=4.0, longest_s=29.0) == [(0.0, 4.0)]


def test_words_that_were_not_heard_lie_between_their_neighbours() -> None:
    heard = [word(" Good", 1.0, 2.0), word(" day.", 4.0, 5.0)]
    rough = rough_times(["good", "sunny", "bright", "day"], heard, ENGLISH)
    assert rough.middles_s == pytest.approx((1.5, 2.5, 3.5, 4.5))
    assert rough.heard_share == 0.5


def test_nothing_heard_is_a_share_of_zero() -> None:
    rough = rough_times(["good", "day"], [], ENGLISH)
    assert (rough.heard_share, len(rough.middles_s)) == (0.0, 2)


@given(
    reference=st.lists(st.sampled_from(["good", "day", "sir"]), max_size=8),
    heard=st.lists(st.sampled_from(["good", "day", "sir"]), max_size=8),
)
def test_rough_times_never_fall(reference: list[str], heard: list[str]) -> None:
    timed = [word(text, index, index + 1) for index, text in enumerate(heard)]
    middles = rough_times(reference, timed, ENGLISH).middles_s
    assert len(middles) == len(reference)
    assert list(middles) == sorted(middles)


def test_pieces_of_the_tokenizer_become_words_and_signs_take_no_time() -> None:
    pieces = [
        word(" cold", 0.0, 0.4),
        word("-", 0.4, 0.4),
        word("hearted", 0.4, 0.9),
        word(",", 0.9, 2.0),
        word(" and", 2.0, 2.2),
    ]
    assert whole_words(pieces) == [word("cold-hearted,", 0.0, 0.9), word("and", 2.0, 2.2)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((1.0, 6.0), (5.0, 6.0)),  # the pause before it
        ((3.0, 4.5), (3.0, 4.0)),  # the pause after it
        ((2.5, 3.5), (2.5, 3.5)),
        ((4.2, 4.8), (4.2, 4.8)),  # no voice was found there: nothing is known better
    ],
)
def test_a_word_has_no_pauses_in_it(
    before: tuple[float, float], after: tuple[float, float]
) -> None:
    speech = [(2.0, 4.0), (5.0, 7.0)]
    assert within_speech(word("a", *before), speech) == word("a", *after)
