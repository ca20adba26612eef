"""The drivers of the caption log that the contract tests run against."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from service.feed.limits import LogLimits
from service.feed.log import CaptionLog
from service.feed.memory import MemoryCaptionLog

LogFactory = Callable[[LogLimits, Callable[[], float]], CaptionLog[str]]


def memory_log(limits: LogLimits, clock: Callable[[], float]) -> CaptionLog[str]:
    return MemoryCaptionLog(limits=limits, clock=clock)


@pytest.fixture(params=[memory_log])
def log_factory(request: pytest.FixtureRequest) -> LogFactory:
    """Each driver in turn: every test that takes this fixture is part of the contract."""
    factory: LogFactory = request.param
    return factory
