"""What ``tulkki bench peers-translate`` says, in JSON lines: one line for each run of a server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from pydantic import TypeAdapter

from benchmarks.environment import Environment
from benchmarks.grids import Grid
from benchmarks.lines import Lines
from benchmarks.origin import Origin, beside_others, made_on
from benchmarks.peers.translation_load import Rate
from benchmarks.peers.translation_servers import Answered
from benchmarks.peers.translation_table import translation_grid

DEFAULT_RESULTS: Final = Path("artifacts/benchmarks/peers-translate.jsonl")


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationRun:
    """One server, asked by so many clients."""

    kind: Literal["translation"] = "translation"
    at: datetime
    label: str
    package: str
    """Name and version."""
    environment: Environment
    model: str
    """Its folder, or what it is."""
    rate: Rate
    raw_per_s: float | None = None
    """What the engine of this service translates alone, in batch; None where nobody looked."""
    others_cores: float | None = None
    """What other programs used meanwhile; None where nobody knows."""


TRANSLATION_LINES: Final = Lines(TypeAdapter(TranslationRun))


def runs_grid(runs: list[TranslationRun]) -> Grid:
    """The newest comparison."""
    newest = [run for run in runs if run.at == runs[-1].at]
    one = newest[-1]
    packages = dict.fromkeys(run.package for run in newest)
    return translation_grid(
        [Answered(label=run.label, rate=run.rate) for run in newest],
        raw_per_s=one.raw_per_s,
        notes=(
            f"{one.model}; {'; '.join(packages)}",
            *([] if one.others_cores is None else [beside_others(one.others_cores)]),
            made_on(Origin(at=one.at, environment=one.environment)),
        ),
    )
