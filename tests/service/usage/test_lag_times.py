"""Lag, weighted by time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.usage.lag_times import STEP_S, LagTimes

lags = st.lists(
    st.tuples(st.floats(0, 70), st.floats(0, 100)), max_size=20
)  # seconds of lag, and how long it was shown


def told(times: list[tuple[float, float]]) -> LagTimes:
    histogram, at_s = LagTimes(), 0.0
    for lag_s, for_s in times:
        histogram.tell("staff", lag_s, at_s=at_s)
        at_s += for_s
    histogram.finish(at_s=at_s)
    return histogram


def test_time_counts_and_not_the_number_of_messages() -> None:
    histogram = told([(0.5, 10.0), (2.0, 0.5), (3.0, 0.5)])
    assert histogram.quantile(0.5) == pytest.approx(0.5)
    assert histogram.quantile(0.95) == pytest.approx(2.0)
    assert histogram.quantile(1.0) == pytest.approx(3.0)


def test_nothing_is_said_where_nobody_spoke() -> None:
    assert told([(0.0, 100.0)]).quantile(0.5) is None


def test_speakers_count_each_for_themselves() -> None:
    histogram = LagTimes()
    histogram.tell("staff", 1.0, at_s=0)
    histogram.tell("phone", 3.0, at_s=0)
    histogram.tell("staff", 0.0, at_s=9)
    histogram.finish(at_s=1)
    assert histogram.quantile(0.5) == pytest.approx(1.0)
    assert histogram.quantile(0.95) == pytest.approx(3.0)


@given(lags, st.floats(0, 1), st.floats(0, 1))
def test_quantiles_rise_and_lie_among_the_lags(
    times: list[tuple[float, float]], one: float, other: float
) -> None:
    histogram = told(times)
    low, high = (histogram.quantile(share) for share in sorted((one, other)))
    seen = [min(lag_s, 60.0) for lag_s, for_s in times if lag_s > 0 and for_s > 0]
    if low is None or high is None:
        assert not seen
        return
    assert low <= high
    assert min(seen) - STEP_S <= high <= max(seen) + STEP_S
