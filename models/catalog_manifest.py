"""``model.json`` in a model's folder: which files it has, and what each must be.

For models from packages the catalog itself says so; for all others the sums are known when the
files have arrived, and are kept beside them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from models.catalog_entries import ModelFile
from models.catalog_errors import CatalogInvalid
from models.catalog_files import write_stamp
from models.catalog_table import Table
from models.errors import ModelNotFound

MANIFEST_FILE: Final = "model.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The files of one installed model, and where they came from."""

    files: tuple[ModelFile, ...]
    origin: str
    """An address, or what else the files were made from."""
    commit: str = ""
    """Of the repository; nothing where there is none."""
    licence: str = ""
    """As the hub told it; nothing where it did not."""


def has_manifest(folder: Path) -> bool:
    """True where a folder says which files it has."""
    return (folder / MANIFEST_FILE).is_file()


def read_manifest(folder: Path) -> Manifest:
    """Read what the files of a folder must be.

    Raises:
        ModelNotFound: there is no such description, or none that can be read.
    """
    path = folder / MANIFEST_FILE
    try:
        table = Table.of(str(path), json.loads(path.read_text(encoding="utf-8")))
        manifest = Manifest(
            files=read_files(table),
            origin=table.text("origin"),
            commit=table.text("commit"),
            licence=table.text("licence"),
        )
        table.finish()
    except (OSError, ValueError, CatalogInvalid) as error:
        raise ModelNotFound(f"{path} cannot be read: {error}") from error
    return manifest


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Say what the files of a folder must be."""
    document = {
        "origin": manifest.origin,
        "commit": manifest.commit,
        "licence": manifest.licence,
        "files": files_document(manifest.files),
    }
    (folder / MANIFEST_FILE).write_text(json.dumps(document, indent=2), encoding="utf-8")


def finish_folder(folder: Path, manifest: Manifest) -> None:
    """Write beside a model's files, which were just checked, what they are."""
    write_manifest(folder, manifest)
    write_stamp(folder, manifest.files)


def read_files(table: Table) -> tuple[ModelFile, ...]:
    """Read the field ``files``.

    Raises:
        CatalogInvalid: a file is not described in full.
    """
    files = []
    for row in table.tables("files"):
        name, size, sha256 = row.text("name"), row.number("size"), row.text("sha256")
        files.append(ModelFile(name=name, size_bytes=size, sha256=sha256))
        row.finish()
    return tuple(files)


def files_document(files: Iterable[ModelFile]) -> list[dict[str, str | int]]:
    """What ``read_files`` reads."""
    return [{"name": f.name, "size": f.size_bytes, "sha256": f.sha256} for f in files]
