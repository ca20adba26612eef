"""One bad request does not fail the others."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import pytest

from models.errors import InferenceFailed, ModelError, UnsupportedLanguage
from service.inference.isolation import Failed, run_isolated


class Model:
    """Doubles numbers; breaks on some."""

    def __init__(self, poison: dict[int, BaseException] | None = None) -> None:
        self.poison = poison or {}
        self.batches: list[list[int]] = []

    def __call__(self, numbers: Sequence[int]) -> list[int]:
        self.batches.append(list(numbers))
        for number in numbers:
            if number in self.poison:
                raise self.poison[number]
        return [2 * number for number in numbers]


def error_of(outcome: int | Failed) -> ModelError:
    assert isinstance(outcome, Failed)
    return outcome.error


def test_batch_is_run_once_when_nothing_fails() -> None:
    model = Model()
    assert run_isolated(model, [1, 2, 3]) == [2, 4, 6]
    assert model.batches == [[1, 2, 3]]


def test_neighbours_get_their_results_when_one_request_fails() -> None:
    error = UnsupportedLanguage("xx")
    model = Model({2: error})
    first, second, third = run_isolated(model, [1, 2, 3])
    assert (first, third) == (2, 6)
    assert error_of(second) is error
    assert model.batches == [[1, 2, 3], [1], [2], [3]]


def test_single_request_is_not_run_again_when_it_fails() -> None:
    model = Model({1: InferenceFailed("broken")})
    assert isinstance(run_isolated(model, [1])[0], Failed)
    assert model.batches == [[1]]


@pytest.mark.parametrize("error", [ValueError("secret words"), SystemExit("secret words")])
def test_foreign_error_becomes_inference_failed_and_quotes_nothing(
    error: BaseException, caplog: pytest.LogCaptureFixture
) -> None:
    failure = error_of(run_isolated(Model({1: error}), [1])[0])
    assert isinstance(failure, InferenceFailed)
    assert failure.__cause__ is failure.__context__ is None
    assert "secret" not in str(failure)
    assert caplog.record_tuples[0][1] == logging.ERROR
    assert type(error).__name__ in caplog.text
    assert "test_isolation.py:" in caplog.text
    assert "secret" not in caplog.text


def test_wrong_number_of_results_fails_every_request() -> None:
    def careless(numbers: Sequence[int]) -> list[int]:
        return [0] * (len(numbers) + 1)

    for outcome in run_isolated(careless, [1, 2]):
        assert isinstance(error_of(outcome), InferenceFailed)
