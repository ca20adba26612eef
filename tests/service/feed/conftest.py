"""The drivers of the caption log that the contract tests run against."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from caption_logs import LIMITS, LogFactory
from manual_clock import ManualClock

from service.feed.limits import LogLimits
from service.feed.log import CaptionLog
from service.feed.memory import MemoryCaptionLog


def memory_log(limits: LogLimits, clock: Callable[[], float]) -> CaptionLog[str]:
    return MemoryCaptionLog(limits=limits, clock=clock)


@pytest.fixture(params=[memory_log])
def log_factory(request: pytest.FixtureRequest) -> LogFactory:
    """Each driver in turn: every test that takes this fixture is part of the contract."""
    factory: LogFactory = request.param
    return factory


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def log(log_factory: LogFactory, clock: ManualClock) -> CaptionLog[str]:
    return log_factory(LIMITS, clock)
