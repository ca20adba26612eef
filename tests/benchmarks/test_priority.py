from __future__ import annotations

import os

import pytest

from benchmarks.errors import BenchmarkError
from benchmarks.priority import priority


def current() -> int:
    return os.getpriority(os.PRIO_PROCESS, 0)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may raise a priority again")
def test_the_priority_lasts_as_long_as_the_measurement() -> None:
    before = current()
    with priority(before + 1):
        assert current() == before + 1
    assert current() == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may")
def test_one_who_may_not_raise_it_is_told() -> None:
    with pytest.raises(BenchmarkError, match="--nice -10"), priority(-10):
        pytest.fail("it was raised")
