"""A conversion that was made from half of a model's vocabularies is not used."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

import pytest

from models.catalog import Catalog
from models.catalog_files import describe_folder
from models.catalog_manifest import Manifest, finish_folder

ONE = '{"</s>": 0, "<unk>": 1, "a": 2, "<pad>": 3}'
OTHER = '{"</s>": 0, "<unk>": 1, "b": 2, "<pad>": 3}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """A model in a folder of its own, and where its conversion lies."""

    source: Path
    converted: Path
    catalog: Catalog

    def write(self, source: dict[str, str], converted: str) -> None:
        """Write the files that tell the vocabularies."""
        for name, text in source.items():
            (self.source / name).write_text(text, encoding="utf-8")
        (self.converted / converted).write_text("[]", encoding="utf-8")
        finish_folder(
            self.converted, Manifest(files=describe_folder(self.converted), origin="somebody")
        )


@pytest.fixture
def own(tmp_path: Path) -> Own:
    source, converted = tmp_path / "own", tmp_path / "data/models/mine/local.ctranslate2"
    for folder in (source, converted):
        folder.mkdir(parents=True)
    extra = {"mine": {"engine": "transformers-marian", "folder": str(source), "pair": "en-fi"}}
    catalog = Catalog.load(tmp_path / "data", extra=extra)
    return Own(source=source, converted=converted, catalog=catalog)


def test_conversion_that_lacks_the_targets_vocabulary_is_not_used(
    own: Own, caplog: pytest.LogCaptureFixture
) -> None:
    own.write({"vocab.json": ONE, "target_vocab.json": OTHER}, "shared_vocabulary.json")

    assert not own.catalog.is_converted("mine")
    assert own.catalog.resolve("mine") == own.source
    assert own.catalog.installed_folders("mine") == (own.source,)
    with caplog.at_level(logging.WARNING):
        own.catalog.verify("mine")
    assert "Run: tulkki models convert mine" in caplog.text


@pytest.mark.parametrize(
    ("source", "converted"),
    [
        ({"vocab.json": ONE}, "shared_vocabulary.json"),
        ({"vocab.json": ONE, "target_vocab.json": ONE}, "shared_vocabulary.json"),
        ({"vocab.json": ONE, "target_vocab.json": OTHER}, "target_vocabulary.json"),
        ({}, "shared_vocabulary.json"),
    ],
    ids=["one vocabulary", "two that are alike", "two", "the model is not known"],
)
def test_conversion_with_all_vocabularies_is_used(
    own: Own, caplog: pytest.LogCaptureFixture, source: dict[str, str], converted: str
) -> None:
    own.write(source, converted)

    assert own.catalog.is_converted("mine")
    assert own.catalog.resolve("mine") == own.converted
    with caplog.at_level(logging.WARNING):
        assert own.catalog.verify("mine") == 1
    assert not caplog.records
