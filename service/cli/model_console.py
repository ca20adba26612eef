"""What every command that loads models shows: its errors in one form, and a bar while it waits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, TaskID, TextColumn
from rich.progress import Progress as Bars

from models.catalog import Catalog
from models.catalog_files import Progress, ProgressListener
from models.errors import ModelError
from service.cli.loading import open_catalog
from service.settings import SettingsError, read_settings

DataDir = Annotated[
    Path | None,
    typer.Option(
        "--data-dir",
        help="Folder in which weights are kept; else the one of the settings.",
    ),
]


Offline = Annotated[
    bool,
    typer.Option("--offline", envvar="HF_HUB_OFFLINE", help="Never use the network."),
]


def fail(code: str, message: str) -> typer.Exit:
    """Tell what went wrong on standard error; raise what this returns."""
    typer.echo(f"{code}: {message}", err=True)
    return typer.Exit(1)


@contextmanager
def errors_told() -> Iterator[None]:
    """End the command with exit code 1 and one line on standard error.

    For an error of the settings or of a model.
    """
    try:
        yield
    except (ModelError, SettingsError) as error:
        raise fail(error.code, str(error)) from error


def configured_catalog(data_dir: Path | None, *, offline: bool = False) -> Catalog:
    """The catalog of the settings; ends the command where they, or it, cannot be used."""
    with errors_told():
        return open_catalog(read_settings({"data_dir": data_dir}), offline=offline)


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
