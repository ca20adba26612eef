from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.figures import Spread, spread
from benchmarks.matched_words import MatchedWord
from benchmarks.objectives import CrowdFigures, late, pooled, recovery_s, wrong

lags = st.floats(0, 9)
words = st.lists(
    st.builds(MatchedWord, end_s=st.floats(0, 60), first_seen_s=lags, for_good_s=lags), max_size=30
)


def of(seconds: float) -> Spread | None:
    return spread([seconds] * 10)


SERVED = CrowdFigures(
    asked=4,
    refused=0,
    reference_words=400,
    errors=6,
    offline_errors=5,
    first_seen=of(0.6),
    for_good=of(0.8),
    lost=(),
)


def test_all_is_kept() -> None:
    assert late(SERVED) == ()
    assert wrong(SERVED) == ()
    assert SERVED.errors_over_offline == pytest.approx(1 / 400)


@pytest.mark.parametrize(
    ("figures", "reason"),
    [
        (replace(SERVED, first_seen=of(1.2)), "first seen p95 1.20 s"),
        (replace(SERVED, for_good=of(2.1)), "on screen for good p95 2.10 s"),
        (replace(SERVED, lost=("conversation 2: audio_gap",)), "conversation 2: audio_gap"),
        (replace(SERVED, first_seen=None), "no word was shown"),
    ],
)
def test_what_is_late_or_lost_is_named(figures: CrowdFigures, reason: str) -> None:
    assert late(figures) == (reason,)


@pytest.mark.parametrize(
    ("errors", "reference_words", "broken"),
    [(7, 400, False), (8, 400, True), (6, 50, False), (7, 50, True), (3, 50, False)],
)
def test_half_a_point_or_one_word_is_allowed(
    errors: int, reference_words: int, broken: bool
) -> None:
    figures = replace(SERVED, errors=errors, reference_words=reference_words)
    assert bool(wrong(figures)) == broken


def test_words_are_not_judged_where_nothing_was_decoded_offline() -> None:
    assert wrong(replace(SERVED, errors=99, offline_errors=None)) == ()
    assert replace(SERVED, offline_errors=None).errors_over_offline is None
    assert replace(SERVED, reference_words=0).errors_over_offline is None


@given(crowd=st.lists(words, max_size=5))
def test_pooling_counts_every_word_once(crowd: list[list[MatchedWord]]) -> None:
    first_seen, for_good = pooled(crowd)
    count = sum(len(one) for one in crowd)
    assert (first_seen.count if first_seen else 0) == count
    assert (for_good.max_s if for_good else 0.0) == max(
        (word.for_good_s for one in crowd for word in one), default=0.0
    )


def heard(*lags_s: float, from_s: float = 0.0) -> list[MatchedWord]:
    """A word each second."""
    return [
        MatchedWord(end_s=from_s + n, first_seen_s=lag_s, for_good_s=lag_s)
        for n, lag_s in enumerate(lags_s)
    ]


QUICK = heard(*[0.4] * 10)
CROWDED_S = (10.0, 20.0)


def test_recovery_is_over_with_the_first_word_from_which_on_all_is_quick() -> None:
    after = heard(3.0, 3.0, 3.0, *[0.5] * 12, from_s=20.0)
    assert recovery_s([*QUICK, *after], crowded_s=CROWDED_S) == pytest.approx(3.0)


def test_there_is_nothing_to_recover_from_where_nothing_was_late() -> None:
    after = heard(*[0.5] * 20, from_s=20.0)
    assert recovery_s([*QUICK, *after], crowded_s=CROWDED_S) == 0.0


def test_recovery_to_what_was_before_is_enough_where_that_was_slow() -> None:
    slow = heard(*[1.4] * 10)
    after = heard(*[1.3] * 20, from_s=20.0)
    assert recovery_s([*slow, *after], crowded_s=CROWDED_S) == 0.0
    assert recovery_s([*QUICK, *after], crowded_s=CROWDED_S) is None


def test_one_late_word_in_a_hundred_does_not_undo_a_recovery() -> None:
    after = heard(*[0.5] * 50, 4.0, *[0.5] * 49, from_s=20.0)
    assert recovery_s([*QUICK, *after], crowded_s=CROWDED_S) == 0.0


def test_nothing_is_concluded_from_a_few_words() -> None:
    after = heard(*[0.5] * 3, from_s=20.0)
    assert recovery_s([*QUICK, *after], crowded_s=CROWDED_S) is None


@given(said=words, more_s=st.floats(0, 5))
def test_recovery_takes_no_less_time_where_lags_after_the_crowd_are_longer(
    said: list[MatchedWord], more_s: float
) -> None:
    slower = [
        replace(word, first_seen_s=word.first_seen_s + more_s, for_good_s=word.for_good_s + more_s)
        if word.end_s >= CROWDED_S[1]
        else word
        for word in said
    ]
    recovered_s = recovery_s(said, crowded_s=CROWDED_S)
    slower_s = recovery_s(slower, crowded_s=CROWDED_S)
    if slower_s is not None:
        assert recovered_s is not None
        assert recovered_s <= slower_s
