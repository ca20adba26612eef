"""What every command of the benchmarks shares."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import typer
from rich.console import Console
from rich.text import Text

from benchmarks.errors import BenchmarkError

P = ParamSpec("P")


def wide_console(columns: int = 110) -> Console:
    """A terminal as wide as it is; anything else as wide as the tables need."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=columns)


def telling_errors(command: Callable[P, None]) -> Callable[P, None]:
    """Make a command tell what stopped it in one line, and end with 1."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except BenchmarkError as error:
            told = Text.assemble((f"{command.__name__}:", "red"), f" {error}")
            Console(stderr=True).print(told, soft_wrap=True)
            raise typer.Exit(1) from error

    return run
