"""Which devices translation models are loaded onto; the engines are stood for by fakes."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import pytest

from models import catalog_translators
from models.catalog import Catalog
from models.catalog_translators import EngineOptions, load_engines, missing_extra, models_of_pairs
from models.devices import CUDA, ON_ONE_CORE, Placement
from models.errors import ModelNotFound, UnsupportedDevice
from models.fakes import ScriptedTranslator
from models.replicas import ReplicatedTranslator
from models.types import LanguagePair

FI_SO = LanguagePair("fi", "so")
TWO_GPUS = Placement(device=CUDA, compute_type="float16", device_indices=(0, 1))


@dataclass
class Engines:
    """What was loaded, by which options, and what was closed again."""

    loaded: list[Mapping[str, object]] = field(default_factory=list)
    closed: list[object] = field(default_factory=list)
    broken_device: str = ""

    def load(self, models: Mapping[LanguagePair, object], **options: object) -> ScriptedTranslator:
        if options["device"] == self.broken_device:
            raise UnsupportedDevice("this GPU is gone")
        self.loaded.append(options)
        engines = self

        class Loaded(ScriptedTranslator):
            def close(self) -> None:
                engines.closed.append(options["device"])

        return Loaded(pairs=list(models))


@pytest.fixture
def engines(monkeypatch: pytest.MonkeyPatch) -> Engines:
    engines = Engines()
    for name, translator, model in (
        ("transformers", "TransformersMarianTranslator", "TransformersModel"),
        ("ctranslate2", "CTranslate2MarianTranslator", "CTranslate2Model"),
    ):
        module = ModuleType(name)
        setattr(module, translator, engines.load)
        setattr(module, model, lambda **fields: fields)
        monkeypatch.setitem(sys.modules, f"models.marian.{name}_engine", module)
    monkeypatch.setattr(catalog_translators, "find_spec", lambda _: object())
    return engines


def own(tmp_path: Path, engine: str) -> Catalog:
    described = {"engine": engine, "folder": str(tmp_path), "pair": "fi-so"}
    return Catalog.load(tmp_path, extra={"ours": described})


def options(placement: Placement) -> EngineOptions:
    return EngineOptions(workers=1, placement=placement, prefer="ctranslate2")


def test_converted_model_is_given_the_list_of_all_gpus(tmp_path: Path, engines: Engines) -> None:
    catalog = own(tmp_path, "ctranslate2-marian")
    load_engines(catalog, {FI_SO: "ours"}, options(TWO_GPUS))
    (given,) = engines.loaded
    assert (given["device"], given["device_indices"]) == (CUDA, (0, 1))


def test_model_on_pytorch_is_loaded_once_on_each_gpu(tmp_path: Path, engines: Engines) -> None:
    catalog = own(tmp_path, "transformers-marian")
    (translator,) = load_engines(catalog, {FI_SO: "ours"}, options(TWO_GPUS))
    assert isinstance(translator, ReplicatedTranslator)
    assert [given["device"] for given in engines.loaded] == ["cuda:0", "cuda:1"]
    assert {given["compute_type"] for given in engines.loaded} == {"float16"}
    translator.close()
    assert sorted(map(str, engines.closed)) == ["cuda:0", "cuda:1"]


def test_model_on_pytorch_is_loaded_once_on_the_processor(tmp_path: Path, engines: Engines) -> None:
    catalog = own(tmp_path, "transformers-marian")
    load_engines(catalog, {FI_SO: "ours"}, options(ON_ONE_CORE))
    assert [given["device"] for given in engines.loaded] == ["cpu"]


def test_first_gpu_is_given_back_when_the_second_cannot_be_used(
    tmp_path: Path, engines: Engines
) -> None:
    engines.broken_device = "cuda:1"
    with pytest.raises(UnsupportedDevice):
        load_engines(own(tmp_path, "transformers-marian"), {FI_SO: "ours"}, options(TWO_GPUS))
    assert engines.closed == ["cuda:0"]


def test_extra_is_named_when_the_library_of_an_engine_is_not_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalog_translators, "find_spec", lambda _: None)
    catalog = own(tmp_path, "transformers-marian")
    assert missing_extra(catalog, "ours") == "marian"
    assert missing_extra(catalog, "firefox-en-pt") == "embedded"
    monkeypatch.setattr(catalog_translators, "find_spec", lambda _: object())
    assert missing_extra(catalog, "ours") is None


def test_first_of_two_models_translates_their_pair(tmp_path: Path) -> None:
    catalog = own(tmp_path, "ctranslate2-marian")
    en_pt = LanguagePair("en", "pt")
    keys = ["opus-mt-tc-big-en-pt", "ours", "firefox-en-pt"]
    assert models_of_pairs(catalog, keys)[en_pt] == "opus-mt-tc-big-en-pt"
    assert models_of_pairs(catalog, keys)[FI_SO] == "ours"
    assert models_of_pairs(catalog, keys[::-1])[en_pt] == "firefox-en-pt"
    with pytest.raises(ModelNotFound, match="silero-vad is no translation model"):
        models_of_pairs(catalog, ["silero-vad"])
