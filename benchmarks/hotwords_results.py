"""What telling the recognizer words does, in JSON lines: one line for each thing told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from pydantic import TypeAdapter

from benchmarks.grids import Grid
from benchmarks.lines import Lines
from benchmarks.name_errors import NameErrors
from benchmarks.origin import Origin, made_on
from benchmarks.scoring import WordErrors

DEFAULT_RESULTS: Final = Path("artifacts/benchmarks/hotwords.jsonl")
_COLUMNS: Final = (
    "told", "names wrong", "names nobody said", "word errors", "processor s per audio s",
    "pieces without speech written down",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class HotwordsResult:
    """One vocabulary."""

    kind: Literal["hotwords"] = "hotwords"
    origin: Origin
    model: str
    audio_sha256: str
    audio_s: float
    told: str
    errors: WordErrors
    cpu_s: float
    """Of decoding the recording, the voice detector included."""
    echoes: int
    """Pieces in which nobody speaks that were written down all the same."""
    audio: str = "desk"
    """Name of the recording."""
    names: NameErrors | None = None
    """None where the recording has none that count."""


HOTWORD_LINES: Final = Lines(TypeAdapter(HotwordsResult))


def hotwords_grids(results: Sequence[HotwordsResult]) -> list[Grid]:
    """A table for each recording, the newest line of each vocabulary."""
    return [
        _grid([result for result in results if result.audio == audio])
        for audio in dict.fromkeys(result.audio for result in results)
    ]


def _grid(results: Sequence[HotwordsResult]) -> Grid:
    newest = {result.told: result for result in results}
    first = next(iter(newest.values()))
    wrong = [
        f"wrong with {result.told}: {', '.join(result.names.wrong)}"
        for result in newest.values()
        if result.names and result.names.wrong
    ]
    return Grid(
        title=f"{first.audio} as a file, each utterance decoded once, {first.model}",
        columns=_COLUMNS,
        rows=tuple((name, *_cells(result)) for name, result in newest.items()),
        notes=(*wrong, made_on(first.origin)),
    )


def _cells(one: HotwordsResult) -> tuple[str, ...]:
    errors, words = one.errors.edits.total, one.errors.reference_words
    names = one.names
    return (
        f"{len(names.wrong)} of {names.said}" if names else "-",
        str(len(names.made_up)) if names else "-",
        f"{errors} of {words}",
        f"{one.cpu_s / one.audio_s:.3f}",
        str(one.echoes),
    )
