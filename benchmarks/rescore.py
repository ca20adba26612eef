"""``python -m benchmarks.rescore LOG --words FILE``: the score of a kept event log, once more."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter
from rich.console import Console

from benchmarks.cli import telling_errors
from benchmarks.event_log import read_log
from benchmarks.scoring import Score, score
from benchmarks.words import load_words


@telling_errors
def rescore(
    log: Annotated[Path, typer.Argument(help="An event log of the lag benchmark.")],
    words: Annotated[Path, typer.Option(help="The frozen words file of its recording.")],
) -> None:
    """Print the whole score as JSON."""
    computed = score(read_log(log), load_words(words))
    Console().print_json(TypeAdapter(Score).dump_json(computed).decode())


if __name__ == "__main__":
    typer.run(rescore)
