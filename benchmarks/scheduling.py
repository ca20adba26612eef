"""``tulkki bench scheduling``: what each rule is worth by which a busy machine is shared.

Conversations talk to a simulated machine, in a time of its own, so every run gives the same. The
first row is the service as it is; every other row changes one thing. Each crowd has conversations
in which one person speaks, and one in which four speak at the same time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean
from typing import Annotated, Final

import typer

from benchmarks.cli import telling_errors, wide_console
from benchmarks.figures import Spread, spread
from benchmarks.grids import printed
from benchmarks.origin import here
from benchmarks.scheduling_results import (
    DEFAULT_RESULTS,
    SCHEDULING_LINES,
    Followed,
    SchedulingResult,
    scheduling_grids,
)
from benchmarks.simulated_crowd import Crowd, Serving, Speaker, turns
from service.conversation.config import ConversationConfig
from service.conversation.pacing import PacingConfig

WORKERS: Final = 2
CROWDS: Final = (4, 8, 12)
DAYS: Final = 3
FOUR: Final = 4
APART_S: Final = 0.13
"""Between two who begin, so that their windows do not fall together."""
SETTLED_S: Final = 10.0
"""After that, a crowd is as it stays."""
WATCHED_S: Final = 40.0
_LOOK_S: Final = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The service with one thing changed."""

    serving: Serving = field(default_factory=Serving)
    pacing: PacingConfig = field(default_factory=PacingConfig)


RULES: Final = {
    "as it is": Rule(),
    "one window at a time": Rule(serving=Serving(batch=1)),
    "batches of any lengths": Rule(serving=Serving(by_length=False)),
    "first come, first served": Rule(serving=Serving(by_deadline=False)),
    "no turns of conversations": Rule(serving=Serving(in_turn=False)),
    "every tick in a queue": Rule(serving=Serving(latest_wins=False)),
    "ticks that never stretch": Rule(pacing=PacingConfig(stretch_per_wait=0.0)),
    "every tick in a queue, none stretched": Rule(
        serving=Serving(latest_wins=False), pacing=PacingConfig(stretch_per_wait=0.0)
    ),
}
"""In the order of the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What was seen of one scene."""

    alone_s: list[float]
    of_four_s: list[float]
    finals_s: list[float]
    windows: int
    wait_s: float


def watch(rule: Rule, conversations: int, *, day: int, seconds: float = WATCHED_S) -> Day:
    """Play one scene."""
    crowd = Crowd(ConversationConfig(pacing=rule.pacing), workers=WORKERS, serving=rule.serving)
    scene = 1_000 * day
    alone: list[Speaker] = []
    for number in range(conversations):
        alone.append(crowd.join(talks=turns(scene + number)))
        crowd.run_for(APART_S)
    of_four = crowd.join(people=FOUR, talks=turns(scene + conversations))
    crowd.run_for(SETTLED_S)
    begun_s = crowd.now_s
    seen: tuple[list[float], list[float], list[float]] = ([], [], [])
    for _ in range(round(seconds / _LOOK_S)):
        crowd.run_for(_LOOK_S)
        seen[0].extend(speaker.lag_s() for speaker in alone)
        seen[1].append(of_four.lag_s())
        seen[2].append(crowd.load().wait_s)
    return Day(
        alone_s=seen[0],
        of_four_s=seen[1],
        finals_s=[late_s for one in alone for at_s, late_s in one.finals if at_s > begun_s],
        windows=sum(at_s > begun_s for one in alone for at_s in one.decodes),
        wait_s=mean(seen[2]),
    )


def follow(rule: Rule, conversations: int, *, days: int, seconds: float = WATCHED_S) -> Followed:
    """Play all scenes by one rule."""
    seen = [watch(rule, conversations, day=day, seconds=seconds) for day in range(days)]
    return Followed(
        alone=_of([lag_s for day in seen for lag_s in day.alone_s]),
        of_four=_of([lag_s for day in seen for lag_s in day.of_four_s]),
        finals=_of([late_s for day in seen for late_s in day.finals_s]),
        windows_per_s=sum(day.windows for day in seen) / (conversations * days * seconds),
        wait_s=mean(day.wait_s for day in seen),
    )


def _of(seconds: list[float]) -> Spread:
    found = spread(seconds)
    if found is None:
        raise AssertionError("a scene in which nothing is said")
    return found


def measured(
    crowds: tuple[int, ...] = CROWDS, *, days: int = DAYS, seconds: float = WATCHED_S
) -> Iterator[SchedulingResult]:
    """Every rule before every crowd."""
    origin = here()
    for conversations in crowds:
        for name, rule in RULES.items():
            yield SchedulingResult(
                origin=origin,
                rule=name,
                conversations=conversations,
                workers=WORKERS,
                days=days,
                followed=follow(rule, conversations, days=days, seconds=seconds),
            )


@telling_errors
def scheduling(
    *,
    days: Annotated[int, typer.Option(min=1, help="Scenes that are played.")] = DAYS,
    results: Annotated[Path, typer.Option(help="JSON lines to add to.")] = DEFAULT_RESULTS,
) -> None:
    """Print how fresh screens are on a busy machine without each rule of sharing it."""
    found = list(measured(days=days))
    SCHEDULING_LINES.append(results, *found)
    wide_console(140).print(printed(*scheduling_grids(found)))
