from __future__ import annotations

from service.conversation.events import LagChanged
from service.conversation.lag import LagMeter


def test_tells_a_lag_that_moved_by_a_step() -> None:
    meter = LagMeter("anna", step_s=0.1)
    assert meter.measure(0.09) == []
    assert meter.measure(0.1) == [LagChanged(participant="anna", seconds=0.1)]
    assert meter.measure(0.19) == []
    assert meter.measure(0.0) == [LagChanged(participant="anna", seconds=0.0)]


def test_always_tells_when_the_lag_is_over() -> None:
    meter = LagMeter("anna", step_s=0.5)
    meter.measure(0.6)
    meter.measure(0.05)
    assert meter.measure(0.0) == [LagChanged(participant="anna", seconds=0.0)]
    assert meter.measure(0.0) == []
