from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Final

import pytest

from benchmarks.errors import BenchmarkError
from benchmarks.priority import priority

NOBODY: Final = 65_534
"""A user without rights, whether it has a name here or not."""


def current() -> int:
    return os.getpriority(os.PRIO_PROCESS, 0)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may raise a priority again")
def test_the_priority_lasts_as_long_as_the_measurement() -> None:
    before = current()
    with priority(before + 1):
        assert current() == before + 1
    assert current() == before


@pytest.fixture
def without_rights() -> Iterator[None]:
    """For a while this process is anybody's; root's comes back to it."""
    own = os.geteuid()
    os.seteuid(own or NOBODY)
    yield
    os.seteuid(own)


@pytest.mark.usefixtures("without_rights")
def test_one_who_may_not_raise_it_is_told() -> None:
    with pytest.raises(BenchmarkError, match="--nice -10"), priority(-10):
        pytest.fail("it was raised")
