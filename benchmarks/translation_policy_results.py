"""What rules for showing translations cost, in JSON lines: one line for each rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from pydantic import TypeAdapter

from benchmarks.erasure import Erasure
from benchmarks.figures import Spread
from benchmarks.grids import Grid
from benchmarks.lines import Lines
from benchmarks.origin import Origin, made_on

DEFAULT_RESULTS: Final = Path("artifacts/benchmarks/translation-policy.jsonl")
_COLUMNS: Final = (
    "shown of a tail", "erasure as written / of words", "first seen p50 / p95",
    "for good p50 / p95", "wait p50 / p95", "texts", "other finals",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one rule cost over all takes."""

    as_written: Erasure
    words: Erasure
    first_seen: Spread | None
    """Of the words of the last screens, from when they were due."""
    for_good: Spread | None
    wait: Spread | None
    """From a change of a caption to the first screen that takes it in."""
    other_finals: int
    """Final translations that are not that of the final text."""
    finals: int
    asked: int
    """Texts that were translated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleResult:
    """One rule over one recording."""

    kind: Literal["translation_policy"] = "translation_policy"
    origin: Origin
    audio: str
    audio_sha256: str
    models: tuple[str, str]
    """Keys of the speech model and of the translation model."""
    shifts_s: tuple[float, ...]
    rule: str
    shipped: bool
    """The service does so."""
    cost: Cost


RULE_LINES: Final = Lines(TypeAdapter(RuleResult))


def rules_grid(results: Sequence[RuleResult]) -> Grid:
    """The rules of one recording, the newest of each name."""
    newest = {result.rule: result for result in results}
    first = next(iter(newest.values()))
    return Grid(
        title=f"{first.audio}, {len(first.shifts_s)} shifts, {' and '.join(first.models)}",
        columns=_COLUMNS,
        rows=tuple((name, *_cells(result.cost)) for name, result in newest.items()),
        notes=(made_on(first.origin),),
        bold=next((name for name, result in newest.items() if result.shipped), None),
    )


def _cells(cost: Cost) -> tuple[str, ...]:
    return (
        f"{_ratio(cost.as_written)} / {_ratio(cost.words)}",
        _times(cost.first_seen),
        _times(cost.for_good),
        _times(cost.wait),
        str(cost.asked),
        f"{cost.other_finals} of {cost.finals}",
    )


def _ratio(found: Erasure) -> str:
    return "-" if found.normalized is None else f"{found.normalized:.2f}"


def _times(times: Spread | None) -> str:
    return "-" if times is None else f"{times.p50_s:.2f} / {times.p95_s:.2f} s"
