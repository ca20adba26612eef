from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.errors import BenchmarkError
from benchmarks.rest_steps import Asked, Load, Step, steady, step_of, sustained


def load(*asked: Asked, seconds: float = 10.0) -> Load:
    return Load(seconds=seconds, asked=asked, client_cores=0.1, server_cores=0.5)


def asked(due_s: float, took_s: float, *, sentences: int = 1, refused: bool = False) -> Asked:
    return Asked(
        due_s=due_s,
        sent_s=due_s + 0.001,
        answered_s=due_s + took_s,
        sentences=sentences,
        refused=refused,
    )


def test_a_step_counts_sentences_and_waits_from_when_they_were_due() -> None:
    step = step_of(load(*(asked(due_s, 0.1, sentences=8) for due_s in range(10))))
    assert step.offered_per_s == step.answered_per_s == 8
    assert (step.left, step.refused) == (0, 0)
    assert step.latency.p50_s == pytest.approx(0.1)
    assert step.slip.p99_s == pytest.approx(0.001)
    assert step.carried
    assert step.steady


def test_what_is_answered_after_the_last_was_asked_is_a_backlog() -> None:
    late = [asked(9.0, 2.0) for _ in range(6)]
    step = step_of(load(*(asked(due_s / 10, 0.1) for due_s in range(94)), *late))
    assert step.left == pytest.approx(0.06)
    assert not step.carried
    assert step.latency.count == 100


def test_what_is_refused_was_not_carried_and_has_no_latency() -> None:
    step = step_of(load(*(asked(0.0, 0.1) for _ in range(99)), asked(1.0, 0.001, refused=True)))
    assert (step.refused, step.latency.count, step.slip.count) == (1, 99, 100)
    assert step.left == pytest.approx(0.01)
    assert not step.carried


def test_waiting_is_unsteady_where_one_in_a_hundred_waits_four_times_as_long() -> None:
    quick = [asked(0.0, 0.1) for _ in range(95)]
    step = step_of(load(*quick, *(asked(0.0, 0.4) for _ in range(5))))
    assert step.carried
    assert not step.steady


@pytest.mark.parametrize("requests", [(), (asked(0.0, 0.1, refused=True),)])
def test_a_step_without_an_answer_says_nothing(requests: tuple[Asked, ...]) -> None:
    with pytest.raises(BenchmarkError, match="no request was answered"):
        step_of(load(*requests))


@given(took_s=st.lists(st.floats(0.001, 20), min_size=1, max_size=50))
def test_what_was_answered_and_what_was_left_are_all(took_s: list[float]) -> None:
    step = step_of(load(*(asked(5.0, each_s) for each_s in took_s)))
    assert 0 <= step.left <= 1
    assert step.answered_per_s == pytest.approx((1 - step.left) * step.offered_per_s)


CALM = step_of(load(*(asked(due_s, 0.1) for due_s in range(10))))


def rated(answered_per_s: float, *, left: float = 0.0, p99_s: float = 0.1) -> Step:
    latency = replace(CALM.latency, p99_s=p99_s)
    return replace(CALM, answered_per_s=answered_per_s, left=left, latency=latency)


def test_the_best_rate_is_the_highest_that_was_carried() -> None:
    steps = [rated(10), rated(20, p99_s=0.9), rated(30, left=0.2)]
    assert sustained(steps) == steps[1]
    assert steady(steps) == steps[0]


def test_there_is_no_best_rate_where_none_was_carried() -> None:
    assert sustained([rated(30, left=0.2)]) is None
    assert steady([]) is None
