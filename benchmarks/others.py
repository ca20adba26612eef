"""What else a machine did during a measurement.

The load average of before says nothing about the minutes that follow, and after a run it is the
run's own. So processor time is counted: that of the whole machine, other machines of the same host
included (steal), minus that of this process and everything that it started.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import psutil

QUIET_CORES: Final = 0.15
"""Kernel threads and clocks of an idle machine stay below; above it somebody else was at work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spent:
    at_s: float
    machine_s: float
    own_s: float


class Others:
    """Counts from when it is made."""

    def __init__(self) -> None:
        self._begun = _spent()

    def cores(self) -> float:
        """Processor seconds a second that others have used since."""
        return self._rate(lambda spent: spent.machine_s - spent.own_s)

    def machine_cores(self) -> float:
        """Processor seconds a second of all."""
        return self._rate(lambda spent: spent.machine_s)

    def _rate(self, used_s: Callable[[_Spent], float]) -> float:
        now, begun = _spent(), self._begun
        return max(0.0, (used_s(now) - used_s(begun)) / (now.at_s - begun.at_s))


def cpu_s_of(process: psutil.Process) -> float:
    """User and system time of a process and of its children that have ended."""
    times = process.cpu_times()
    return float(times.user + times.system + times.children_user + times.children_system)


def _spent() -> _Spent:
    times = psutil.cpu_times()
    own = psutil.Process(os.getpid())
    family = (own, *own.children(recursive=True))
    return _Spent(
        at_s=time.monotonic(),
        machine_s=times.user + times.nice + times.system + times.irq + times.softirq + times.steal,
        own_s=sum(_still_there(process) for process in family),
    )


def _still_there(process: psutil.Process) -> float:
    try:
        return cpu_s_of(process)
    except psutil.NoSuchProcess:
        return 0.0  # its parent has its time now
