"""What the search for words from nothing says, in JSON lines: one line a language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from pydantic import TypeAdapter

from benchmarks.grids import Grid
from benchmarks.lines import Lines
from benchmarks.origin import Origin, made_on

DEFAULT_RESULTS: Final = Path("artifacts/benchmarks/phantoms.jsonl")
_COLUMNS: Final = (
    "language", "words shown", "written past the detector", "without the guards",
    "most often without", "prompts that give words",
)  # fmt: skip
_LONGEST_TOLD: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a model made of sounds without speech that were given to it piece by piece."""

    pieces: int
    written: int
    """Pieces of which any words are left."""
    often: tuple[tuple[str, int], ...]
    """The most frequent texts, and of how many pieces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompts:
    """Human voices at 8 kHz that must be heard."""

    played: int
    heard: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PhantomsResult:
    """One language."""

    kind: Literal["phantoms"] = "phantoms"
    origin: Origin
    model: str
    language: str
    words_shown: int
    """In ten minutes in which nobody speaks."""
    guarded: Written
    """Past the voice detector, with the rules that the service has."""
    unguarded: Written
    """The same without them."""
    prompts: Prompts | None
    """None where there are none in this language."""


PHANTOM_LINES: Final = Lines(TypeAdapter(PhantomsResult))


def phantoms_grid(results: Sequence[PhantomsResult]) -> Grid:
    """The newest line of each language."""
    newest = {result.language: result for result in results}
    first = next(iter(newest.values()))
    return Grid(
        title=f"ten minutes in which nobody speaks, {first.model}",
        columns=_COLUMNS,
        rows=tuple((language, *_cells(result)) for language, result in newest.items()),
        notes=(
            "written past the detector: pieces that are given to the model though nobody speaks; "
            "with the rules of models/drafts.py and without them",
            made_on(first.origin),
        ),
    )


def _cells(one: PhantomsResult) -> tuple[str, ...]:
    return (
        str(one.words_shown),
        f"{one.guarded.written} of {one.guarded.pieces}",
        f"{one.unguarded.written} of {one.unguarded.pieces}",
        ", ".join(f"{_short(text)} {count}" for text, count in one.unguarded.often[:1]) or "-",
        "-" if one.prompts is None else f"{one.prompts.heard} of {one.prompts.played}",
    )


def _short(text: str) -> str:
    return f"“{text[:_LONGEST_TOLD].strip()}{'…' if len(text) > _LONGEST_TOLD else ''}”"
