"""The priority of a measuring client, so that it sends in time on the machine that it measures."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.errors import BenchmarkError


@contextmanager
def priority(nice: int) -> Iterator[None]:
    """Give this process a priority for a while. What it starts meanwhile inherits it.

    Raises:
        BenchmarkError: this user may not raise it.
    """
    before = os.getpriority(os.PRIO_PROCESS, 0)
    try:
        os.setpriority(os.PRIO_PROCESS, 0, nice)
    except PermissionError as error:
        raise BenchmarkError(f"--nice {nice} needs the right to raise a priority") from error
    try:
        yield
    finally:
        os.setpriority(os.PRIO_PROCESS, 0, before)
