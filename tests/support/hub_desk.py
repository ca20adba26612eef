"""A desk that pulls a tiny model from the fake hub."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from fake_hub import FakeHub, running_hub

from models.catalog import Catalog
from models.catalog_http import web_from_environment
from models.catalog_hub import hub_from_environment
from models.catalog_network import Network
from models.catalog_reader import read_entries
from models.catalog_store import ModelStore
from models.errors import ModelNotFound

MODEL = b"".join(hashlib.sha256(b"%d" % i).digest() for i in range(10_000))[:300_000]
FILES = {
    "model.safetensors": MODEL,
    "config.json": b'{"model_type": "marian"}',
    "vocab.json": b"{}",
    "README.md": b"of no use here",
}
WANTED = {"model.safetensors", "config.json", "vocab.json"}

CATALOG = """
[families.opus]
engine = "transformers-marian"
title = "{key}"
repository = "owner/{key}"
licence = "Apache-2.0"
size_mb = 1
files = ["model.safetensors | pytorch_model.bin", "config.json", "vocab.json", "extra.json ?"]

[families.opus.models]
tiny = { pair = "en-fi" }
"""


class Desk:
    """A data folder, and a hub that it pulls from."""

    def __init__(self, root: Path, hub: FakeHub) -> None:
        self.hub = hub
        self.data = root / "data"
        self.file = root / "catalog.toml"
        self.file.write_text(CATALOG, encoding="utf-8")
        self.pauses: list[float] = []

    @property
    def folder(self) -> Path:
        return self.data / "models/tiny/main"

    def catalog(self, **environment: str) -> Catalog:
        open_hub = partial(
            hub_from_environment,
            {"HF_ENDPOINT": self.hub.url, **environment},
            wait=self.pauses.append,
        )
        open_web = partial(web_from_environment, wait=self.pauses.append)
        network = Network(open_hub=open_hub, open_web=open_web)
        return Catalog(read_entries(self.file), ModelStore(self.data, network=network))

    def sha256(self, known: str) -> None:
        """Write a checksum of the weights into the catalog."""
        row = f'tiny = {{ pair = "en-fi", sha256 = {{ "model.safetensors" = "{known}" }} }}'
        self.file.write_text(CATALOG.replace('tiny = { pair = "en-fi" }', row), encoding="utf-8")

    def assert_whole(self) -> None:
        self.catalog().verify("tiny")
        for name in WANTED:
            assert (self.folder / name).read_bytes() == FILES[name]
        assert [path.name for path in self.folder.parent.iterdir() if path.is_dir()] == ["main"]

    def assert_not_installed(self) -> None:
        assert not self.catalog().is_installed("tiny")
        with pytest.raises(ModelNotFound, match="Run: tulkki models pull tiny"):
            self.catalog().resolve("tiny")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    with running_hub() as hub:
        hub.repositories["owner/tiny"] = dict(FILES)
        yield Desk(tmp_path, hub)
