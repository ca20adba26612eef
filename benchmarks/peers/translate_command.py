"""``tulkki bench peers-translate``: one MarianMT model, through this service and transformers.

Both answer ``/translate`` on this machine, in turn. This service runs the model in CTranslate2 at
the precision that it chooses itself; the other server runs ``generate`` in float32, one request at
a time. The engine alone, in batch and without a server, is looked at before and after.
"""

from __future__ import annotations

import asyncio
import importlib.metadata
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.text import Text

from benchmarks.cli import telling_errors
from benchmarks.environment import environment
from benchmarks.errors import BenchmarkError
from benchmarks.grids import printed
from benchmarks.opus_size import BothForms, opus_size
from benchmarks.origin import now
from benchmarks.others import Others
from benchmarks.own_marian import OwnMarian
from benchmarks.peers.translation_results import (
    DEFAULT_RESULTS,
    TRANSLATION_LINES,
    TranslationRun,
    runs_grid,
)
from benchmarks.peers.translation_servers import (
    OURS,
    THEIRS,
    Compared,
    Order,
    both_servers,
    measure_both,
)
from benchmarks.peers.venvs import ensure_environment, installed_version
from benchmarks.quality.phrases import load_phrases
from benchmarks.quality.speed import plain
from benchmarks.rest_raw import raw_engine, raw_rate
from models.catalog_convert import DEFAULT_QUANTIZATION, convert_marian
from models.catalog_errors import ConversionFailed
from models.types import LanguagePair

DEFAULT_PAIR: Final = "en-fi"
_KEY: Final = "measured"
_RAW_S: Final = 5.0
"""How long the engine alone is looked at, each time."""


@telling_errors
def peers_translate(  # noqa: PLR0913 - the options of a command
    model: Annotated[
        Path | None,
        typer.Argument(
            help="A MarianMT model as transformers saves it; none: one of OPUS-MT's size with "
            "random weights.",
            file_okay=False,
        ),
    ] = None,
    texts: Annotated[
        Path | None, typer.Argument(help="One sentence a line; none: desk phrases.", exists=True)
    ] = None,
    *,
    pair: Annotated[str, typer.Option(help=f"Its languages; {DEFAULT_PAIR} without.")] = "",
    beam: Annotated[int, typer.Option(min=1, help="Of transformers; 1 is greedy.")] = 1,
    rounds: Annotated[int, typer.Option(min=1, help="How often each server is asked.")] = 3,
    nice: Annotated[int, typer.Option(help="Priority of the client; see bench lag.")] = 0,
    results: Annotated[Path, typer.Option(help="JSON lines to add to.")] = DEFAULT_RESULTS,
) -> None:
    """Compare MarianMT through this service with transformers behind HTTP."""
    console = Console()
    installed = ensure_environment(
        "transformers", lambda line: console.print(Text(line, style="dim"))
    )
    results.parent.mkdir(parents=True, exist_ok=True)
    where, at = environment(), now()
    with tempfile.TemporaryDirectory() as scratch:
        measured = _given(model, pair, Path(scratch)) if model else _of_opus_size(pair)
        order = Order(
            model=measured.saved,
            own=measured.own,
            texts=_lines(texts) if texts else _phrases(measured.own.pair, plain_only=model is None),
            beam=beam,
            rounds=rounds,
            environment=installed,
        )
        packages = {
            OURS: f"tulkki {importlib.metadata.version('tulkki')}",
            THEIRS: f"transformers {installed_version(installed, 'transformers')}, beam {beam}",
        }
        others = Others()

        def keep(compared: Compared) -> None:
            others_cores = others.cores()
            runs = [
                TranslationRun(
                    at=at,
                    label=one.label,
                    package=packages[one.label],
                    environment=where,
                    model=str(model or "a MarianMT of OPUS-MT's size, random weights"),
                    rate=one.rate,
                    raw_per_s=compared.raw_per_s,
                    others_cores=others_cores,
                )
                for one in compared.runs
            ]
            TRANSLATION_LINES.append(results, *runs)
            console.print(printed(runs_grid(runs)))

        settings = order.own.settings
        with raw_engine(settings) as translator:
            raw = partial(
                raw_rate,
                translator,
                order.texts,
                order.own.pair,
                callers=settings.translation_workers,
                seconds=_RAW_S,
            )
            asyncio.run(_compare(order, results.parent, raw, keep, nice=nice))


async def _compare(
    order: Order,
    logs: Path,
    raw: Callable[[], float],
    keep: Callable[[Compared], None],
    *,
    nice: int,
) -> None:
    """Measure, and keep what was measured before the servers are stopped: that may fail."""
    async with both_servers(order, logs) as urls:
        compared = await measure_both(order, urls, raw, nice=nice)
        await asyncio.to_thread(keep, compared)


def _of_opus_size(pair: str) -> BothForms:
    if pair:
        raise BenchmarkError("--pair says what a model translates: name one")
    return opus_size()


def _given(model: Path, pair: str, scratch: Path) -> BothForms:
    source, _, target = (pair or DEFAULT_PAIR).partition("-")
    if not source or not target:
        raise BenchmarkError(f"--pair {pair}: two languages, as in {DEFAULT_PAIR}")
    try:
        convert_marian(model, scratch / _KEY, quantization=DEFAULT_QUANTIZATION)
    except ConversionFailed as error:
        raise BenchmarkError(str(error)) from error
    own = OwnMarian(key=_KEY, folder=scratch / _KEY, pair=LanguagePair(source, target))
    return BothForms(saved=model.resolve(), own=own)


def _phrases(pair: LanguagePair, *, plain_only: bool) -> tuple[str, ...]:
    """The desk phrases, or those of them that random weights need not translate again."""
    phrases = load_phrases()
    if pair.source not in phrases.languages:
        raise BenchmarkError(f"no phrases are in {pair.source}: give a file of sentences")
    texts = [phrase.texts[pair.source] for phrase in phrases.phrases]
    return tuple(plain(texts) if plain_only else texts)


def _lines(texts: Path) -> tuple[str, ...]:
    lines = texts.read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip())


if __name__ == "__main__":
    typer.run(peers_translate)
