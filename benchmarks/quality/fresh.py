"""Measurements in a process of their own: what was loaded before does not count."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import ParamSpec, TypeVar

import psutil

P = ParamSpec("P")
Result = TypeVar("Result")


def in_fresh_process(work: Callable[P, Result], *args: P.args, **kwargs: P.kwargs) -> Result:
    """Call a function of a module in a new interpreter; raises what it raises."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=fresh) as process:
        return process.submit(work, *args, **kwargs).result()


def memory_bytes() -> int:
    """Proportional set size of this process and its children: shared pages count once."""
    own = psutil.Process()
    return sum(process.memory_full_info().pss for process in (own, *own.children(recursive=True)))


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """What a call returns, and how many seconds it took."""
    begun_s = time.monotonic()
    result = work()
    return result, time.monotonic() - begun_s
