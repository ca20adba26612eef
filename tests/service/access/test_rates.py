"""Each address has its own limits."""

from __future__ import annotations

import pytest

from service.access.rates import Rates, TooManyRequests, TooManySockets


def test_count_beyond_the_limit_says_when_to_come_back() -> None:
    rates = Rates()
    for _ in range(3):
        rates.count("x", "1.2.3.4", per_minute=3)
    with pytest.raises(TooManyRequests) as caught:
        rates.count("x", "1.2.3.4", per_minute=3)
    assert 1 <= caught.value.retry_after_s <= 60
    assert str(caught.value) == "3 per 1 minute"


def test_count_keeps_addresses_and_purposes_apart() -> None:
    rates = Rates()
    rates.count("x", "1.2.3.4", per_minute=1)
    rates.count("x", "1.2.3.5", per_minute=1)
    rates.count("y", "1.2.3.4", per_minute=1)


def test_check_counts_nothing() -> None:
    rates = Rates()
    for _ in range(5):
        rates.check("x", None, per_minute=1)
    rates.count("x", None, per_minute=1)
    with pytest.raises(TooManyRequests):
        rates.check("x", None, per_minute=1)


def test_socket_gives_its_place_back() -> None:
    rates = Rates()
    with rates.socket("a", most=1):
        with pytest.raises(TooManySockets), rates.socket("a", most=1):
            pass
        with rates.socket("b", most=1):
            pass
    with rates.socket("a", most=1):
        pass
