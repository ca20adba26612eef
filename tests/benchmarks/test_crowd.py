from __future__ import annotations

from benchmarks.crowd import at_rest
from benchmarks.event_log import EventLog
from benchmarks.pieces import Piece


class Working:
    """A host that has some seconds of work left, told at each look."""

    def __init__(self, *cpu_s: float | None) -> None:
        self.seen = list(cpu_s)

    async def converse(self, piece: Piece, start_at_s: float) -> EventLog:
        raise NotImplementedError

    def cpu_s(self) -> float | None:
        return self.seen.pop(0)


async def test_the_next_step_waits_until_the_host_has_finished() -> None:
    host = Working(1.0, 1.9, 1.9001, 9.0)
    await at_rest(host, look_s=0.01)
    assert host.seen == [9.0]


async def test_nobody_waits_for_a_host_that_is_not_weighed() -> None:
    host = Working(None)
    await at_rest(host)
    assert host.seen == []


async def test_a_host_that_never_rests_is_not_waited_for_without_end() -> None:
    host = Working(*(float(second) for second in range(99)))
    await at_rest(host, longest_s=0.05, look_s=0.01)
    assert host.seen
