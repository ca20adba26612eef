"""Runs one batch so that one bad request does not fail the others."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from models.errors import InferenceFailed, ModelError

Request = TypeVar("Request")
Result = TypeVar("Result")

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failed:
    """What came instead of a result."""

    error: ModelError


def run_isolated(
    run: Callable[[Sequence[Request]], Sequence[Result]], requests: Sequence[Request]
) -> Sequence[Result | Failed]:
    """Run a batch; where that fails, run its requests one by one, once.

    Nothing is raised: a thread that runs batches must outlive any of them. A ``ModelError`` is
    handed on; anything else becomes ``InferenceFailed`` and is logged by its type and place only,
    since the message of a foreign error may quote what was said.
    """
    outcomes = _attempt(run, requests)
    if not isinstance(outcomes, Failed):
        return outcomes
    if len(requests) == 1:
        return [outcomes]
    return [_attempt_one(run, request) for request in requests]


def _attempt_one(
    run: Callable[[Sequence[Request]], Sequence[Result]], request: Request
) -> Result | Failed:
    outcomes = _attempt(run, [request])
    return outcomes if isinstance(outcomes, Failed) else outcomes[0]


def _attempt(
    run: Callable[[Sequence[Request]], Sequence[Result]], requests: Sequence[Request]
) -> Sequence[Result] | Failed:
    try:
        results = run(requests)
    except ModelError as error:
        return Failed(error)
    except BaseException as error:  # noqa: BLE001 - Rust panics and SystemExit come this way too
        logger.error("a batch of %d failed: %s", len(requests), _without_content(error))
        return Failed(InferenceFailed("the model broke on this input"))
    if len(results) != len(requests):
        logger.error("a batch of %d gave %d results", len(requests), len(results))
        return Failed(InferenceFailed("the model gave a wrong number of results"))
    return results


def _without_content(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__qualname__} at {frames[-1].filename}:{frames[-1].lineno}"
