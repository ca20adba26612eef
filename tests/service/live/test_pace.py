"""A burst is free, then one waits exactly as long as what was taken takes to earn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.live.pace import Allowance


def test_burst_costs_no_waiting() -> None:
    allowance = Allowance(burst=40, rate=1.5, now_s=0.0)
    assert allowance.spend(40, 0.0) == 0.0


def test_more_than_the_burst_waits_until_it_is_earned() -> None:
    allowance = Allowance(burst=40, rate=2.0, now_s=0.0)
    assert allowance.spend(43, 0.0) == pytest.approx(1.5)
    assert allowance.spend(0, 1.5) == pytest.approx(0.0)


def test_rest_earns_no_more_than_the_burst() -> None:
    allowance = Allowance(burst=10, rate=1.0, now_s=0.0)
    assert allowance.spend(11, 1_000.0) == pytest.approx(1.0)


@given(st.lists(st.floats(0.01, 5.0), min_size=1, max_size=50))
def test_who_waits_as_told_never_exceeds_the_rate(amounts: list[float]) -> None:
    allowance = Allowance(burst=5.0, rate=1.5, now_s=0.0)
    now_s = 0.0
    for amount in amounts:
        now_s += allowance.spend(amount, now_s)
    assert sum(amounts) <= 5.0 + 1.5 * now_s + 1e-6
