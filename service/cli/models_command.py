"""``tulkki models``: which models there are, and whether they are whole."""

from __future__ import annotations

from typing import Annotated, Final

import typer
from rich import box
from rich.console import Console
from rich.filesize import decimal
from rich.table import Table

from models.catalog import Catalog
from models.catalog_entries import CatalogEntry, FirefoxEntry, WhisperEntry
from models.errors import ModelError
from service.cli.model_console import DataDir, model_errors_told, progress_shown

_FEW_LANGUAGES: Final = 4

models_app = typer.Typer(
    name="models",
    help="See, install and check the models.",
    no_args_is_help=True,
)

Keys = Annotated[list[str] | None, typer.Argument(metavar="[KEY]...", help="All, if none.")]


@models_app.command("list")
def list_models(data_dir: DataDir) -> None:
    """Show every model of the catalog, and where it is."""
    catalog = Catalog.load(data_dir)
    table = Table("key", "kind", "languages", "size", "licence", box=box.SIMPLE)
    for column in table.columns:
        column.no_wrap = True
    table.add_column("installed in", overflow="fold")
    for entry in catalog.entries:
        installed = catalog.is_installed(entry.key)
        table.add_row(
            entry.key,
            _kind(entry),
            _languages(entry),
            decimal(entry.size_bytes),
            entry.licence,
            str(catalog.folder(entry.key)) if installed else "not installed",
        )
    Console().print(table)


@models_app.command()
def pull(data_dir: DataDir, keys: Keys = None) -> None:
    """Put models into the data folder anew, in place of damaged ones."""
    catalog = Catalog.load(data_dir)
    with model_errors_told(), progress_shown() as show:
        for key in keys or _all_keys(catalog):
            typer.echo(f"{key}: installed in {catalog.pull(key, show)}")


@models_app.command()
def verify(data_dir: DataDir, keys: Keys = None) -> None:
    """Read every file of the installed models and compare its checksum."""
    catalog = Catalog.load(data_dir)
    damaged = False
    with progress_shown() as show:
        for key in keys or _installed_keys(catalog):
            try:
                catalog.verify(key, show)
            except ModelError as error:
                damaged = True
                typer.echo(f"{error.code}: {error}", err=True)
            else:
                typer.echo(f"{key}: whole")
    if damaged:
        raise typer.Exit(1)


def _all_keys(catalog: Catalog) -> list[str]:
    return [entry.key for entry in catalog.entries]


def _installed_keys(catalog: Catalog) -> list[str]:
    return [key for key in _all_keys(catalog) if catalog.is_installed(key)]


def _kind(entry: CatalogEntry) -> str:
    match entry:
        case WhisperEntry():
            return "speech"
        case FirefoxEntry():
            return "translation"
        case _:
            return "voice"


def _languages(entry: CatalogEntry) -> str:
    match entry:
        case WhisperEntry(languages=languages) if len(languages) > _FEW_LANGUAGES:
            return f"{len(languages)} languages"
        case WhisperEntry(languages=languages):
            return ", ".join(languages)
        case FirefoxEntry(pair=pair):
            return f"{pair.source} → {pair.target}"
        case _:
            return "any"
