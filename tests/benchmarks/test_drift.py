from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.drift import drift

VALUES = st.lists(st.floats(min_value=0, max_value=1e6), min_size=4, max_size=60)


@given(value=st.floats(min_value=0, max_value=1e6), count=st.integers(4, 60))
def test_what_stays_does_not_drift(value: float, count: int) -> None:
    found = drift([value] * count)
    assert found is not None
    assert found.growth == 0
    assert found.within(share=0.0, least=0.0)


@given(values=VALUES, step=st.floats(min_value=1.0, max_value=100.0))
def test_what_grows_is_found_whatever_the_noise_below_it(values: list[float], step: float) -> None:
    grows = [index * step * 1e6 + value for index, value in enumerate(values)]
    found = drift(grows)
    assert found is not None
    if len(values) > 4:
        assert found.growth > 0


def test_the_first_value_does_not_count() -> None:
    found = drift([900.0, 10.0, 10.0, 10.0, 10.0])
    assert found is not None
    assert found.first == 10.0


def test_three_values_tell_nothing() -> None:
    assert drift([1.0, 2.0, 3.0]) is None


@pytest.mark.parametrize(("last", "flat"), [(109.0, True), (111.0, False), (50.0, True)])
def test_growth_is_judged_by_share(last: float, flat: bool) -> None:
    found = drift([100.0, 100.0, 100.0, last, last, last])
    assert found is not None
    assert found.within(share=0.1, least=1.0) is flat
