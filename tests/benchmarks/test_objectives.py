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


def test_recovery_ends_when_the_last_late_word_is_there() -> None:
    heard = [
        MatchedWord(end_s=9.0, first_seen_s=0.5, for_good_s=0.6),
        MatchedWord(end_s=10.0, first_seen_s=3.0, for_good_s=3.5),
        MatchedWord(end_s=12.0, first_seen_s=0.9, for_good_s=1.5),
    ]
    assert recovery_s(heard, relieved_at_s=11.0) == pytest.approx(2.5)


@given(heard=words, relieved_at_s=st.floats(0, 60), later_s=st.floats(0, 10))
def test_recovery_is_shorter_the_later_it_is_counted_from(
    heard: list[MatchedWord], relieved_at_s: float, later_s: float
) -> None:
    whole = recovery_s(heard, relieved_at_s=relieved_at_s)
    rest = recovery_s(heard, relieved_at_s=relieved_at_s + later_s)
    assert 0.0 <= rest <= whole
    assert rest == pytest.approx(max(0.0, whole - later_s))
