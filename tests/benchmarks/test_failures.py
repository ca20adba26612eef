from __future__ import annotations

import pytest

from benchmarks.errors import BenchmarkError, ReplayFailed
from benchmarks.failures import told_as


def test_foreseen_failure_is_told_with_its_kind() -> None:
    with (
        pytest.raises(ReplayFailed, match=r"^ConnectionResetError: gone$"),
        told_as(ReplayFailed, OSError),
    ):
        raise ConnectionResetError("gone")


def test_failures_of_a_group_are_told_together_and_the_same_one_once() -> None:
    failures = [ReplayFailed("refused"), OSError("gone"), ReplayFailed("refused")]
    with (
        pytest.raises(ReplayFailed, match=r"^refused; OSError: gone$"),
        told_as(ReplayFailed, OSError),
    ):
        raise ExceptionGroup("tasks", failures)


def test_bug_in_a_group_is_not_hidden_by_a_foreseen_failure() -> None:
    with pytest.raises(ExceptionGroup) as raised, told_as(ReplayFailed, OSError):
        raise ExceptionGroup("tasks", [OSError("gone"), ZeroDivisionError("a bug")])
    assert raised.group_contains(ZeroDivisionError)


def test_error_of_the_benchmarks_passes_as_it_is() -> None:
    refused = ReplayFailed("refused")
    with pytest.raises(ReplayFailed) as raised, told_as(BenchmarkError):
        raise refused
    assert raised.value is refused


def test_what_is_not_foreseen_passes_as_it_is() -> None:
    with pytest.raises(ZeroDivisionError), told_as(ReplayFailed, OSError):
        raise ZeroDivisionError
