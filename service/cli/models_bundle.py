"""``tulkki models bundle | install``: models carried to a machine without a network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.filesize import decimal

from models.catalog_bundle import BundledFolder
from service.cli.model_console import DataDir, configured_catalog, errors_told, progress_shown
from service.cli.next_steps import next_steps
from service.settings import read_settings


def bundle(
    keys: Annotated[list[str], typer.Argument(metavar="KEY...", help="Models that are here.")],
    out: Annotated[Path, typer.Option("--out", help="The archive to write, for example desk.tar.")],
    data_dir: DataDir = None,
) -> None:
    """Write one archive with models, to be carried to a closed network."""
    with errors_told(), progress_shown() as show:
        configured_catalog(data_dir).bundle(dict.fromkeys(keys), out, show)
    typer.echo(
        f"{out}: {decimal(out.stat().st_size)}. There, run: tulkki models install {out.name}"
    )


def install(
    archive: Annotated[Path, typer.Argument(metavar="BUNDLE", help="What bundle wrote.")],
    data_dir: DataDir = None,
) -> None:
    """Install the models of an archive; needs no network."""
    catalog = configured_catalog(data_dir, offline=True)
    with errors_told(), progress_shown() as show:
        installed = catalog.install(archive, show)
    for folder in installed:
        typer.echo(f"{folder.key}: installed in {catalog.place(folder)}")
    for folder in installed:
        if folder.setting and folder.key not in catalog.keys:
            _tell_setting(folder, catalog.place(folder))
    known = [folder.key for folder in installed if folder.key in catalog.keys]
    with errors_told():
        for line in next_steps(read_settings({"data_dir": data_dir}), catalog, known):
            typer.echo(line)


def _tell_setting(folder: BundledFolder, place: Path) -> None:
    lines = [f"{name} = {value}" for name, value in folder.setting.items()]
    typer.echo(
        f"\n{folder.key} is not in the catalog. Add to tulkki.toml:\n\n[models.{folder.key}]\n"
        + "\n".join([*lines, f'folder = "{place}"'])
    )
