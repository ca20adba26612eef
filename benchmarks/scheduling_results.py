"""What ``tulkki bench scheduling`` says, in JSON lines: one line for each rule and crowd."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from pydantic import TypeAdapter

from benchmarks.figures import Spread
from benchmarks.grids import Grid
from benchmarks.lines import Lines
from benchmarks.origin import Origin, made_on

DEFAULT_RESULTS: Final = Path("artifacts/benchmarks/scheduling.jsonl")
_COLUMNS: Final = (
    "rule", "lag p50 / p95", "of the four p50 / p95", "finals after p50 / p95",
    "windows a second", "wait",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """How a crowd was followed."""

    alone: Spread
    """Lags that readers of conversations were told in which one person speaks, seconds."""
    of_four: Spread
    """Of the conversation in which four speak at the same time."""
    finals: Spread
    """From the end of an utterance's audio to its final caption, seconds."""
    windows_per_s: float
    """Of each conversation in which one person speaks."""
    wait_s: float
    """Mean, of windows in the queue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchedulingResult:
    """One rule before one crowd."""

    kind: Literal["scheduling"] = "scheduling"
    origin: Origin
    rule: str
    conversations: int
    """In which one person speaks; in one more four do."""
    workers: int
    days: int
    """Scenes that were played."""
    followed: Followed


SCHEDULING_LINES: Final = Lines(TypeAdapter(SchedulingResult))


def scheduling_grids(results: Sequence[SchedulingResult]) -> list[Grid]:
    """One table for each crowd, the newest result of each rule; the first is compared with."""
    sizes = dict.fromkeys(one.conversations for one in results)
    return [
        _grid([one for one in results if one.conversations == conversations])
        for conversations in sizes
    ]


def _grid(results: Sequence[SchedulingResult]) -> Grid:
    newest = {one.rule: one for one in results}
    first = next(iter(newest.values()))
    return Grid(
        title=f"{first.conversations} conversations and one of four people, "
        f"{first.workers} workers, {first.days} scenes",
        columns=_COLUMNS,
        rows=tuple((rule, *_cells(one.followed)) for rule, one in newest.items()),
        notes=(
            "a simulated machine: conversations, queue and load are the service's own; a window of "
            "s seconds takes 0.04 + 0.03 s seconds of a worker, in company 0.6 of that",
            "lag: what readers are told, ten times a second while anybody listens",
            made_on(first.origin),
        ),
        bold=first.rule,
    )


def _cells(followed: Followed) -> tuple[str, ...]:
    return (
        _times(followed.alone),
        _times(followed.of_four),
        _times(followed.finals),
        f"{followed.windows_per_s:.2f}",
        f"{followed.wait_s:.2f} s",
    )


def _times(times: Spread) -> str:
    return f"{times.p50_s:.2f} / {times.p95_s:.2f} s"
