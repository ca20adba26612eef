"""What every command that loads models shows: its errors in one form, and a bar while it waits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_data_path
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, TaskID, TextColumn
from rich.progress import Progress as Bars

from models.catalog_files import Progress, ProgressListener
from models.errors import ModelError

DataDir = Annotated[
    Path,
    typer.Option(
        "--data-dir",
        envvar="TULKKI_DATA_DIR",
        help="Folder in which weights are kept.",
        default_factory=lambda: user_data_path("tulkki"),
    ),
]


def fail(code: str, message: str) -> typer.Exit:
    """Tell what went wrong on standard error; raise what this returns."""
    typer.echo(f"{code}: {message}", err=True)
    return typer.Exit(1)


@contextmanager
def model_errors_told() -> Iterator[None]:
    """End the command with exit code 1 and one line on standard error for a model's error."""
    try:
        yield
    except ModelError as error:
        raise fail(error.code, str(error)) from error


@contextmanager
def progress_shown() -> Iterator[ProgressListener]:
    """Draw a bar on standard error for each model that takes work; nothing where none does."""
    console = Console(stderr=True)
    bars = Bars(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    tasks: dict[str, TaskID] = {}

    def show(progress: Progress) -> None:
        if not tasks:
            bars.start()
        if progress.key not in tasks:
            tasks[progress.key] = bars.add_task(progress.key, total=progress.total_bytes)
        bars.update(tasks[progress.key], completed=progress.done_bytes)

    try:
        yield show
    finally:
        if tasks:
            bars.stop()
