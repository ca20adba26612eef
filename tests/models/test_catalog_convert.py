"""From a hub to spoken words: pulled, converted, loaded, with models of other engines beside it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from fake_hub import FakeHub, running_hub
from marian_fixture import EN_FI, EN_SV, FI_EN, TinyMarian, tiny_marian

from models.catalog import Catalog
from models.catalog_errors import ConversionFailed
from models.catalog_hub import hub_from_environment
from models.catalog_network import Network
from models.catalog_reader import CATALOG_FILE, read_entries
from models.catalog_store import ModelStore
from models.errors import ModelNotFound
from models.interfaces import Translator
from models.loading import load_translator
from models.types import LanguagePair

__all__ = ["tiny_marian"]  # a fixture

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

CATALOG = """
[families.opus]
engine = "transformers-marian"
title = "{key}"
repository = "owner/{key}"
licence = "Apache-2.0"
size_mb = 1
files = [
    "model.safetensors", "config.json", "generation_config.json ?", "tokenizer_config.json ?",
    "vocab.json", "source.spm", "target.spm",
]

[families.opus.models]
tiny-en-fi = { pair = "en-fi" }
tiny-fi-en = { pair = "fi-en" }
tiny-group = { pairs = { "en-fi" = ">>fin<<", "en-sv" = ">>swe<<" } }
"""
FOLDERS = {"tiny-en-fi": "en-fi", "tiny-fi-en": "fi-en", "tiny-group": "en-group"}


@pytest.fixture(scope="module")
def hub(request: pytest.FixtureRequest) -> Iterator[FakeHub]:
    """A hub with the trained models."""
    trained: TinyMarian = request.getfixturevalue("tiny_marian")
    with running_hub() as hub:
        for key, name in FOLDERS.items():
            files = [path for path in trained.transformers(name).iterdir() if path.is_file()]
            hub.repositories[f"owner/{key}"] = {path.name: path.read_bytes() for path in files}
        yield hub


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory, hub: FakeHub) -> Catalog:
    """A catalog with the trained models and the packaged ones; two of the former are converted."""
    root = tmp_path_factory.mktemp("convert")
    (root / "catalog.toml").write_text(CATALOG, encoding="utf-8")
    entries = {**read_entries(root / "catalog.toml"), **read_entries(CATALOG_FILE)}
    environment = {"HF_ENDPOINT": hub.url}
    store = ModelStore(root, network=Network(open_hub=partial(hub_from_environment, environment)))
    catalog = Catalog(entries, store)
    for key in FOLDERS:
        catalog.pull(key)
    catalog.convert("tiny-en-fi")
    catalog.convert("tiny-group", quantization="float32")
    return catalog


@pytest.fixture
def close_later() -> Iterator[list[Translator]]:
    translators: list[Translator] = []
    yield translators
    for translator in translators:
        translator.close()


def said(translator: Translator, text: str, pair: LanguagePair) -> tuple[str, str]:
    (translation,) = translator.translate([text], pair)
    return translation.text, translation.model


def test_conversion_is_checked_like_any_model(catalog: Catalog) -> None:
    folder = catalog.resolve("tiny-en-fi")

    assert folder.name == "main.ctranslate2"
    assert {"model.bin", "source.spm", "target.spm", "model.json"} <= set(_names(folder))
    assert catalog.is_converted("tiny-en-fi")
    assert not catalog.is_converted("tiny-fi-en")
    assert catalog.verify("tiny-en-fi") > catalog.verify("tiny-fi-en")


def test_both_engines_say_the_same(catalog: Catalog, close_later: list[Translator]) -> None:
    converted = load_translator(catalog, ["tiny-en-fi"])
    reference = load_translator(catalog, ["tiny-en-fi"], prefer="transformers")
    close_later += [converted, reference]

    assert type(converted) is not type(reference)
    for translator in (converted, reference):
        assert said(translator, "Good morning.", EN_FI) == ("Hyvää huomenta.", "tiny-en-fi")


def test_model_of_several_targets_is_told_which_to_write(
    catalog: Catalog, close_later: list[Translator]
) -> None:
    translator = load_translator(catalog, ["tiny-group"])
    close_later.append(translator)

    assert translator.pairs == {EN_FI, EN_SV}
    assert said(translator, "Good morning.", EN_SV) == ("God morgon.", "tiny-group")
    assert said(translator, "Good morning.", EN_FI) == ("Hyvää huomenta.", "tiny-group")


@pytest.mark.weights
def test_models_of_three_engines_are_loaded_as_one(
    catalog: Catalog, close_later: list[Translator], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        translator = load_translator(
            catalog, ["tiny-en-fi", "tiny-group", "tiny-fi-en", "firefox-en-pt"]
        )
    close_later.append(translator)

    assert "tiny-fi-en is not converted for CTranslate2" in caplog.text
    assert "tiny-en-fi" not in caplog.text
    en_pt = LanguagePair("en", "pt")
    assert translator.pairs == {EN_FI, FI_EN, EN_SV, en_pt}
    assert said(translator, "Good morning.", EN_FI) == ("Hyvää huomenta.", "tiny-en-fi")
    assert said(translator, "Hyvää huomenta.", FI_EN) == ("Good morning.", "tiny-fi-en")
    assert said(translator, "Good morning.", EN_SV) == ("God morgon.", "tiny-group")
    assert said(translator, "Good morning.", en_pt) == ("Bom dia.", "firefox-en-pt")


def test_own_converted_folder_is_three_lines(
    catalog: Catalog, tmp_path: Path, close_later: list[Translator]
) -> None:
    folder = catalog.resolve("tiny-en-fi")
    extra = {"mine": {"engine": "ctranslate2-marian", "folder": str(folder), "pair": "en-fi"}}
    own = Catalog.load(tmp_path, extra=extra)
    translator = load_translator(own, [own.translator_for(EN_FI)])
    close_later.append(translator)

    assert said(translator, "Thank you.", EN_FI) == ("Kiitos.", "mine")


def test_own_fine_tune_can_be_converted(
    catalog: Catalog, tmp_path: Path, close_later: list[Translator]
) -> None:
    folder = catalog.resolve_source("tiny-fi-en")
    extra = {"mine": {"engine": "transformers-marian", "folder": str(folder), "pair": "fi-en"}}
    own = Catalog.load(tmp_path, extra=extra)

    assert own.convert("mine") == tmp_path / "models/mine/local.ctranslate2"
    translator = load_translator(own, ["mine"])
    close_later.append(translator)

    assert said(translator, "Kiitos.", FI_EN) == ("Thank you.", "mine")


def test_new_pull_makes_the_old_conversion_go(catalog: Catalog) -> None:
    catalog.convert("tiny-fi-en")
    assert catalog.is_converted("tiny-fi-en")

    catalog.pull("tiny-fi-en")

    assert not catalog.is_converted("tiny-fi-en")


def test_damaged_weights_are_told_and_no_half_conversion_is_left(
    catalog: Catalog, tmp_path: Path
) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    for path in catalog.resolve_source("tiny-en-fi").iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])
    extra = {"mine": {"engine": "transformers-marian", "folder": str(folder), "pair": "en-fi"}}
    own = Catalog.load(tmp_path / "data", extra=extra)

    with pytest.raises(ConversionFailed, match="cannot be converted"):
        own.convert("mine")

    assert not [path for path in (tmp_path / "data/models/mine").iterdir() if path.is_dir()]


def test_model_that_is_here_only_as_converted_has_no_reference(
    catalog: Catalog, tmp_path: Path
) -> None:
    folder = catalog.resolve("tiny-en-fi")
    there = tmp_path / "models/opus-mt-fi-sv/main.ctranslate2"
    there.mkdir(parents=True)
    for path in folder.iterdir():
        (there / path.name).write_bytes(path.read_bytes())

    with pytest.raises(ModelNotFound, match="here only as converted"):
        Catalog.load(tmp_path).resolve_source("opus-mt-fi-sv")


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]
