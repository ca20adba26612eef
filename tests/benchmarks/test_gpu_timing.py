from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.errors import BenchmarkError
from benchmarks.gpu_timing import cut, repeated, timings
from models.types import SAMPLE_RATE


class Counted:
    """A step that tells how often it was prepared and done."""

    def __init__(self) -> None:
        self.done: list[int] = []

    def __call__(self, batch: int) -> Callable[[], object]:
        return lambda: self.done.append(batch)


def ticking(*lengths_s: float) -> Callable[[], float]:
    """A clock that is asked before and after each work, which takes so long."""
    ends = accumulate(lengths_s)
    times: Iterator[float] = (
        time_s
        for end_s, length_s in zip(ends, lengths_s, strict=True)
        for time_s in (end_s - length_s, end_s)
    )
    return lambda: next(times)


def test_median_of_the_repetitions_is_told_and_the_first_run_is_left_out() -> None:
    step = Counted()
    clock = ticking(0.5, 0.25, 4.0)
    (timing,) = timings("encode", step, batches=[8], repetitions=3, clock=clock)
    assert (timing.step, timing.batch) == ("encode", 8)
    assert timing.times_s == pytest.approx((0.5, 0.25, 4.0))
    assert timing.median_s == pytest.approx(0.5)
    assert timing.items_per_s == pytest.approx(16)
    assert step.done == [8] * 4


def test_every_size_of_batch_is_timed_in_order() -> None:
    step = Counted()
    found = timings("decode", step, batches=[1, 4], repetitions=1, clock=ticking(1.0, 2.0))
    assert [(timing.batch, timing.items_per_s) for timing in found] == [(1, 1.0), (4, 2.0)]


@given(st.integers(1, 5), st.integers(0, 20))
def test_items_come_around_again(length: int, count: int) -> None:
    items = list(range(length))
    assert repeated(items, count) == [index % length for index in range(count)]


@given(st.integers(SAMPLE_RATE, 5 * SAMPLE_RATE))
def test_windows_follow_each_other_and_have_one_length(length: int) -> None:
    samples = np.arange(length, dtype=np.float32)
    windows = cut(samples, window_s=1.0)
    assert {window.size for window in windows} == {SAMPLE_RATE}
    assert np.array_equal(np.concatenate(windows), samples[: len(windows) * SAMPLE_RATE])
    assert length - len(windows) * SAMPLE_RATE < SAMPLE_RATE


def test_recording_without_one_window_is_refused() -> None:
    with pytest.raises(BenchmarkError, match="shorter"):
        cut(np.zeros(10, np.float32), window_s=1.0)
