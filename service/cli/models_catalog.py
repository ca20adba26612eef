"""The catalog as the commands see it, with the operator's own models of ``tulkki.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from models.catalog import Catalog
from models.catalog_table import CatalogInvalid, Table
from service.cli.model_console import fail
from service.settings import CONFIG_FILE

Offline = Annotated[
    bool,
    typer.Option("--offline", envvar="HF_HUB_OFFLINE", help="Never use the network."),
]


def open_catalog(data_dir: Path, *, offline: bool = False) -> Catalog:
    """Read the catalog; ends the command where a description in it cannot be used."""
    try:
        return Catalog.load(data_dir, extra=own_models(Path(CONFIG_FILE)), offline=offline)
    except CatalogInvalid as error:
        raise fail("catalog_invalid", str(error)) from error


def own_models(file: Path) -> Mapping[str, Mapping[str, object]]:
    """The table ``models`` of a settings file; empty where there is none.

    Raises:
        CatalogInvalid: it cannot be read.
    """
    try:
        settings = Table(str(file), tomllib.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return {}
    except tomllib.TOMLDecodeError as error:
        raise CatalogInvalid(f"{file}: {error}") from error
    return {key: table.rest() for key, table in settings.named_tables("models")}
