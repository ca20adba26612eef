"""Machines between which models are carried."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.catalog import Catalog
from models.catalog_files import describe_folder
from models.catalog_manifest import Manifest, finish_folder

FILES = {"model.bin": b"weights" * 1000, "vocab.json": b"{}"}

CATALOG = """
[families.opus]
engine = "transformers-marian"
title = "{key}"
repository = "owner/{key}"
licence = "Apache-2.0"
size_mb = 1
files = ["model.bin", "vocab.json"]

[families.opus.models]
tiny = { pair = "en-fi" }
other = { pair = "fi-en" }
"""


class Machine:
    """A data folder with a catalog, into which a model is put as if it had been pulled."""

    def __init__(self, root: Path, own: Path | None = None) -> None:
        root.mkdir()
        self.data = root / "data"
        self.file = root / "catalog.toml"
        self.file.write_text(CATALOG, encoding="utf-8")
        self.extra = (
            {"mine": {"engine": "ctranslate2-marian", "folder": str(own), "pair": "en-so"}}
            if own
            else {}
        )

    @property
    def catalog(self) -> Catalog:
        return Catalog.load(self.data, file=self.file, extra=self.extra, offline=True)

    def folder(self, key: str, folder: str = "main") -> Path:
        return self.data / "models" / key / folder

    def put(self, key: str, folder: str = "main") -> None:
        place = self.folder(key, folder)
        place.mkdir(parents=True)
        for name, content in FILES.items():
            (place / name).write_bytes(content)
        finish_folder(place, Manifest(files=describe_folder(place), origin="test"))

    def models(self) -> list[str]:
        """What is installed, or left over, in the data folder."""
        root = self.data / "models"
        found = (path for path in root.glob("*/*") if path.is_dir()) if root.is_dir() else ()
        return sorted(f"{path.parent.name}/{path.name}" for path in found)


@pytest.fixture
def here(tmp_path: Path) -> Machine:
    machine = Machine(tmp_path / "here")
    machine.put("tiny")
    return machine


@pytest.fixture
def there(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "there")


@pytest.fixture
def bundle(here: Machine, tmp_path: Path) -> Path:
    out = tmp_path / "desk.tar"
    here.catalog.bundle(["tiny"], out)
    return out
