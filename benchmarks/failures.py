"""Failures that are foreseen, told as one error of the benchmarks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.errors import BenchmarkError


@contextmanager
def told_as(error: type[BenchmarkError], *foreseen: type[Exception]) -> Iterator[None]:
    """Raise ``error`` where something foreseen goes wrong, in a task group, too.

    Errors of the benchmarks are foreseen in a group, and pass as they are outside of one. Where a
    group holds anything else, all of it is raised: that is a bug, which no foreseen failure hides.
    """
    try:
        yield
    except foreseen as failure:
        raise error(_told(failure)) from failure
    except ExceptionGroup as group:
        kinds: tuple[type[Exception], ...] = (*foreseen, BenchmarkError)
        expected, bugs = group.split(kinds)
        if bugs is not None or expected is None:
            raise
        raise error("; ".join(dict.fromkeys(map(_told, expected.exceptions)))) from group


def _told(failure: Exception) -> str:
    if isinstance(failure, BenchmarkError):
        return str(failure)
    return f"{type(failure).__name__}: {failure}"
