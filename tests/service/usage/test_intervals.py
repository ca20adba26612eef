"""Intervals against published figures, and what must hold of any of them."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from service.usage.intervals import (
    FEWEST,
    Share,
    mean_of,
    ratio_difference,
    ratio_interval,
    ratio_of,
    share_difference,
    t_quantile,
    wilson,
)

shares = st.integers(1, 500).flatmap(
    lambda of: st.integers(0, of).map(lambda hits: Share(hits=hits, of=of))
)
tenths = st.integers(0, 10_000).map(lambda number: number / 10)
samples = st.lists(tenths, min_size=FEWEST, max_size=40)


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    # Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_share_has_the_published_interval(hits: int, of: int, low: float, high: float) -> None:
    interval = wilson(Share(hits=hits, of=of))
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    # Newcombe, Statistics in Medicine 17 (1998) 873-890, table II, method 10
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 10), -0.2775, 0.2775),
    ],
)
def test_difference_of_shares_has_the_published_interval(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    interval = share_difference(*(Share(hits=hits, of=of) for hits, of in (first, second)))
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("freedom", "quantile"), [(9, 2.262157), (10, 2.228139), (30, 2.042272), (120, 1.979930)]
)
def test_quantile_of_t_is_that_of_the_tables(freedom: float, quantile: float) -> None:
    assert t_quantile(freedom) == pytest.approx(quantile, abs=2e-4)


def test_means_have_the_interval_of_the_textbook() -> None:
    interval = ratio_interval(mean_of([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]))
    # mean 5.5, s 3.02765, t(9) 2.262157
    assert (interval.low, interval.high) == pytest.approx((3.33415, 7.66585), abs=5e-4)


@given(shares)
def test_interval_of_a_share_holds_it_and_is_a_share(share: Share) -> None:
    interval = wilson(share)
    assert 0 <= interval.low <= interval.value <= interval.high <= 1


@given(shares, shares)
def test_difference_of_shares_turns_with_its_sides(first: Share, second: Share) -> None:
    one, other = share_difference(first, second), share_difference(second, first)
    assert (one.low, one.high) == pytest.approx((-other.high, -other.low))
    assert one.low <= one.value <= one.high
    assert -1 - 1e-9 <= one.low
    assert one.high <= 1 + 1e-9


@given(shares)
def test_same_share_is_no_difference(share: Share) -> None:
    assert share_difference(share, share).has_zero


@given(samples, samples)
def test_difference_of_means_turns_with_its_sides(first: list[float], second: list[float]) -> None:
    one = ratio_difference(mean_of(first), mean_of(second))
    other = ratio_difference(mean_of(second), mean_of(first))
    assert (one.low, one.high) == pytest.approx((-other.high, -other.low))
    assert one.low <= one.value <= one.high


@given(samples)
def test_interval_grows_narrower_with_more_of_the_same(values: list[float]) -> None:
    assume(len(set(values)) > 1)
    few, many = ratio_interval(mean_of(values)), ratio_interval(mean_of(values * 4))
    assert many.high - many.low < few.high - few.low


@given(st.lists(st.integers(1, 50), min_size=FEWEST, max_size=40), st.integers(0, 5))
def test_ratio_that_is_the_same_in_every_visit_is_certain(turns: list[int], rate: int) -> None:
    interval = ratio_interval(ratio_of([rate * one for one in turns], turns))
    assert interval.low == pytest.approx(rate)
    assert interval.high == pytest.approx(rate)


def test_impossible_shares_and_ratios_are_refused() -> None:
    for hits, of in ((0, 0), (2, 1), (-1, 1)):
        with pytest.raises(ValueError, match="share"):
            Share(hits=hits, of=of)
    with pytest.raises(ValueError, match="ratio"):
        ratio_of([1.0], [1.0])
    with pytest.raises(ValueError, match="ratio"):
        ratio_of([1.0, 1.0], [0.0, 0.0])
