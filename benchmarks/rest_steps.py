"""What a step of load on ``/translate`` says, and where a climb from step to step ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.errors import BenchmarkError
from benchmarks.figures import Spread, spread

MOST_LEFT: Final = 0.05
"""A backlog grows where a larger share of the sentences is unanswered when the last was asked."""
STEADY_P99: Final = 3.0
"""Waiting is steady up to so many times the median at the 99th percentile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What became of one request; times since the load began."""

    due_s: float
    sent_s: float
    answered_s: float
    sentences: int
    refused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """All requests of one schedule."""

    seconds: float
    """How long it was."""
    asked: tuple[Asked, ...]
    client_cores: float
    """Processor seconds a second of the client, which is on the machine of the server."""
    server_cores: float
    """Of the server and its processes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One rate of a climb."""

    offered_per_s: float
    """Sentences that were asked, a second."""
    answered_per_s: float
    """Sentences that were answered before the schedule ended, a second."""
    left: float
    """Share of the sentences that were not, refused ones included."""
    refused: int
    """Requests."""
    latency: Spread
    """From when a request was due until its answer."""
    slip: Spread
    """How late requests left the client."""
    client_cores: float
    server_cores: float

    @property
    def carried(self) -> bool:
        """Nothing was refused and no backlog grew."""
        return self.refused == 0 and self.left <= MOST_LEFT

    @property
    def steady(self) -> bool:
        """It was carried, and hardly anybody waited much longer than most."""
        return self.carried and self.latency.p99_s <= STEADY_P99 * self.latency.p50_s


def step_of(load: Load) -> Step:
    """The figures of a schedule.

    Raises:
        BenchmarkError: it had no request, or none was answered.
    """
    answered = [one for one in load.asked if not one.refused]
    latency = spread([one.answered_s - one.due_s for one in answered])
    slip = spread([one.sent_s - one.due_s for one in load.asked])
    if latency is None or slip is None:
        raise BenchmarkError("no request was answered: a step must be longer, or the rate higher")
    offered = sum(one.sentences for one in load.asked)
    in_time = sum(one.sentences for one in answered if one.answered_s <= load.seconds)
    return Step(
        offered_per_s=offered / load.seconds,
        answered_per_s=in_time / load.seconds,
        left=1 - in_time / offered,
        refused=len(load.asked) - len(answered),
        latency=latency,
        slip=slip,
        client_cores=load.client_cores,
        server_cores=load.server_cores,
    )


def sustained(steps: Sequence[Step]) -> Step | None:
    """The step that answered the most without a growing backlog."""
    return max(
        (step for step in steps if step.carried), key=lambda step: step.answered_per_s, default=None
    )


def steady(steps: Sequence[Step]) -> Step | None:
    """The same with steady waiting."""
    return max(
        (step for step in steps if step.steady), key=lambda step: step.answered_per_s, default=None
    )
