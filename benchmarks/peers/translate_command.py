"""``tulkki bench peers-translate``: one MarianMT model, through this service and transformers.

Both answer ``/translate`` on this machine, in turn. This service runs the model in CTranslate2 at
the precision that it chooses itself; the other server runs ``generate`` in float32, one request at
a time.
"""

from __future__ import annotations

import asyncio
import importlib.metadata
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final, Literal

import typer
from pydantic import TypeAdapter
from rich.console import Console
from rich.text import Text

from benchmarks.cli import telling_errors
from benchmarks.environment import Environment, environment
from benchmarks.errors import BenchmarkError
from benchmarks.grids import printed
from benchmarks.lines import Lines
from benchmarks.origin import now
from benchmarks.peers.translation_load import Rate
from benchmarks.peers.translation_servers import OURS, THEIRS, Order, measure_both
from benchmarks.peers.translation_table import translation_grid
from benchmarks.peers.venvs import ensure_environment, installed_version
from models.catalog_convert import DEFAULT_QUANTIZATION, convert_marian
from models.catalog_errors import ConversionFailed
from models.types import LanguagePair

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
    """Its folder."""
    rate: Rate


_RUNS: Final = Lines(TypeAdapter(TranslationRun))


@telling_errors
def peers_translate(
    model: Annotated[
        Path, typer.Argument(help="A MarianMT model as transformers saves it.", file_okay=False)
    ],
    texts: Annotated[Path, typer.Argument(help="One sentence a line.", exists=True)],
    *,
    pair: Annotated[str, typer.Option(help="Its languages.")] = "en-fi",
    beam: Annotated[int, typer.Option(min=1, help="Of transformers; 1 is greedy.")] = 1,
    rounds: Annotated[int, typer.Option(min=1, help="How often each server is asked.")] = 3,
    results: Annotated[Path, typer.Option(help="JSON lines to add to.")] = DEFAULT_RESULTS,
) -> None:
    """Compare MarianMT through this service with transformers behind HTTP."""
    console = Console()
    installed = ensure_environment(
        "transformers", lambda line: console.print(Text(line, style="dim"))
    )
    results.parent.mkdir(parents=True, exist_ok=True)
    where, at = environment(), now()
    source, _, target = pair.partition("-")
    with tempfile.TemporaryDirectory() as scratch:
        order = Order(
            model=model.resolve(),
            pair=LanguagePair(source, target),
            texts=_lines(texts),
            beam=beam,
            rounds=rounds,
            converted=_converted(model, Path(scratch) / "model"),
            environment=installed,
        )
        answered = asyncio.run(measure_both(order, results.parent))
    packages = {
        OURS: f"tulkki {importlib.metadata.version('tulkki')}",
        THEIRS: f"transformers {installed_version(installed, 'transformers')}, beam {beam}",
    }
    runs = [
        TranslationRun(
            at=at,
            label=one.label,
            package=packages[one.label],
            environment=where,
            model=str(model),
            rate=one.rate,
        )
        for one in answered
    ]
    _RUNS.append(results, *runs)
    console.print(printed(translation_grid(answered)))
    console.print(f"{'; '.join(packages.values())}; commit {where.commit}", style="dim")


def _lines(texts: Path) -> tuple[str, ...]:
    lines = texts.read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip())


def _converted(model: Path, folder: Path) -> Path:
    try:
        convert_marian(model, folder, quantization=DEFAULT_QUANTIZATION)
    except ConversionFailed as error:
        raise BenchmarkError(str(error)) from error
    return folder


if __name__ == "__main__":
    typer.run(peers_translate)
