"""``tulkki models``: which models there are, and whether they are whole."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.filesize import decimal

from models.errors import ModelError
from service.cli.model_console import DataDir, configured_catalog, errors_told, progress_shown
from service.cli.models_bundle import bundle, install
from service.cli.models_evaluate import bench, evaluate
from service.cli.models_pull import convert, pull
from service.cli.models_tables import info_table, list_table

models_app = typer.Typer(
    name="models",
    help="See, install and check the models.",
    no_args_is_help=True,
)

Key = Annotated[str, typer.Argument(metavar="KEY")]
Keys = Annotated[list[str] | None, typer.Argument(metavar="[KEY]...", help="All here, if none.")]


@models_app.command("list")
def list_models(
    data_dir: DataDir = None,
    here: Annotated[bool, typer.Option("--here", help="Only those on this machine.")] = False,
) -> None:
    """Show the models of the catalog."""
    catalog = configured_catalog(data_dir)
    entries = tuple(e for e in catalog.entries if not here or catalog.is_installed(e.key))
    Console().print(list_table(catalog, entries))


@models_app.command()
def info(key: Key, data_dir: DataDir = None) -> None:
    """Show all that is known of a model."""
    catalog = configured_catalog(data_dir)
    with errors_told():
        Console().print(info_table(catalog, catalog.entry(key)))


models_app.command()(pull)


@models_app.command()
def verify(keys: Keys = None, data_dir: DataDir = None) -> None:
    """Read every file of the installed models and compare its checksum."""
    catalog = configured_catalog(data_dir)
    damaged = False
    with progress_shown() as show:
        for key in keys or [key for key in catalog.keys if catalog.is_installed(key)]:
            try:
                checked = catalog.verify(key, show)
            except ModelError as error:
                damaged = True
                typer.echo(f"{error.code}: {error}", err=True)
            else:
                typer.echo(f"{key}: whole" if checked else f"{key}: there; its sums are not known")
    if damaged:
        raise typer.Exit(1)


models_app.command()(convert)


@models_app.command()
def remove(key: Key, data_dir: DataDir = None) -> None:
    """Delete a model from the data folder. A folder of your own is left alone."""
    with errors_told():
        freed = configured_catalog(data_dir).remove(key)
    typer.echo(f"{key}: removed, {decimal(freed)} freed")


models_app.command()(bundle)
models_app.command()(install)
models_app.command()(evaluate)
models_app.command()(bench)
