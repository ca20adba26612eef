"""``tulkki models evaluate`` and ``bench``: how good the models are, and how quick.

The scorers need libraries that serving a desk does not. They are imported when one of these
commands runs, which says what to install where they are missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Final

import typer

from service.cli.model_console import DataDir, configured_catalog, errors_told, fail

_NEEDED: Final = ("sacrebleu", "text_to_num", "num2words", "whisper_normalizer", "psutil")
_EXTRA: Final = "dev"
_BENCHMARKS: Final = "benchmarks"
"""They are not in container images, which serve desks."""

_SPEED_COLUMNS: Final = 130
"""What the table of speeds needs."""

Keys = Annotated[list[str], typer.Argument(metavar="KEY...", help="Models of the catalog.")]
SetName = Annotated[str, typer.Option("--set", help="A folder of benchmarks/sets.")]


class Form(StrEnum):
    """How figures are told."""

    TABLE = "table"
    JSON = "json"


Told = Annotated[Form, typer.Option("--format", help="For people, or for programs.")]


def evaluate(
    keys: Keys,
    data_dir: DataDir = None,
    set_name: SetName = "desk-phrases",
    form: Told = Form.TABLE,
    recordings: Annotated[
        Path | None, typer.Option(help="For speech models: a folder with ID.wav for each phrase.")
    ] = None,
    language: Annotated[str, typer.Option(help="The language of the recordings.")] = "en",
) -> None:
    """Score models on phrases: lost facts, chrF and BLEU, captions; words misheard."""
    require_importable(_NEEDED)
    from benchmarks.cli import wide_console
    from benchmarks.quality.phrases import load_phrases
    from benchmarks.quality.report import as_json, as_tables
    from benchmarks.quality.running import Recordings, evaluate_models

    spoken = None if recordings is None else Recordings(folder=recordings, language=language)
    with _all_errors_told():
        done = []
        for evaluation in evaluate_models(
            configured_catalog(data_dir), keys, load_phrases(set_name), spoken
        ):
            done.append(evaluation)
            if form is Form.TABLE:
                wide_console().print(as_tables(evaluation))
    if form is Form.JSON:
        typer.echo(as_json(done))


def bench(
    keys: Keys,
    data_dir: DataDir = None,
    set_name: SetName = "desk-phrases",
    form: Told = Form.TABLE,
    rounds: Annotated[int, typer.Option(min=1, help="Times that all phrases are timed.")] = 3,
) -> None:
    """Time translation models of any engines side by side: latency, sentences, memory."""
    require_importable(_NEEDED)
    from benchmarks.cli import wide_console
    from benchmarks.quality.report import as_json, speed_table
    from benchmarks.quality.speed import measure

    catalog = partial(configured_catalog, data_dir)
    with _all_errors_told():
        speeds = [speed for key in keys for speed in measure(catalog, key, set_name, rounds=rounds)]
    if form is Form.JSON:
        typer.echo(as_json(speeds))
    else:
        wide_console(_SPEED_COLUMNS).print(speed_table(speeds))


def require_importable(names: Sequence[str]) -> None:
    """End the command, with what to do, where the benchmarks or a library of theirs are missing."""
    if find_spec(_BENCHMARKS) is None:
        raise fail(
            "benchmarks_missing",
            "this installation, such as that of a container image, cannot measure. Run the command"
            " in a checkout: make dev, then .venv/bin/tulkki",
        )
    missing = [name for name in names if find_spec(name) is None]
    if missing:
        raise fail(
            "extra_missing",
            f"{', '.join(missing)} cannot be imported. Run: pip install 'tulkki[{_EXTRA}]'",
        )


@contextmanager
def _all_errors_told() -> Iterator[None]:
    from benchmarks.errors import BenchmarkError

    try:
        with errors_told():
            yield
    except BenchmarkError as error:
        raise fail("cannot_measure", str(error)) from error
