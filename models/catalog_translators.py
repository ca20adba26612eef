"""From installed translation models to loaded ones: for each engine its models, and its options."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Protocol

from models.catalog_entries import CatalogEntry, FirefoxEntry, MarianEntry, MarianFormat
from models.devices import CUDA, Placement, pytorch_compute_type
from models.errors import ModelNotFound
from models.interfaces import Translator
from models.replicas import ReplicatedTranslator
from models.routing import first_of_each_pair
from models.types import LanguagePair

logger = logging.getLogger(__name__)

_NEEDED: Final = {
    "firefox": ("fxtranslate", "embedded"),
    "ctranslate2": ("sentencepiece", "marian"),
    "transformers": ("transformers", "marian"),
}
"""A library that each engine needs, and the extra that brings it."""


class InstalledModels(Protocol):
    """Where models are."""

    def entry(self, key: str) -> CatalogEntry:
        """What is known of a model."""
        ...

    def is_converted(self, key: str) -> bool:
        """True for a MarianMT model that CTranslate2 can run."""
        ...

    def resolve(self, key: str) -> Path:
        """Its folder, checked; the conversion's where there is one."""
        ...

    def resolve_source(self, key: str) -> Path:
        """Its folder, checked; never the conversion's."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineOptions:
    """How translation models are to be run."""

    workers: int
    """Processes of the Firefox engine, each with all its models."""
    placement: Placement
    """On what the Marian engines compute, and how."""
    prefer: MarianFormat
    """Which of both Marian engines, where a model can be run by either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    """One pair, and what translates it."""

    pair: LanguagePair
    entry: FirefoxEntry | MarianEntry


def models_of_pairs(catalog: InstalledModels, keys: Iterable[str]) -> dict[LanguagePair, str]:
    """Tell which of some translation models translates each pair: the first that can.

    Raises:
        ModelNotFound: one is unknown, or is no translation model.
    """
    return first_of_each_pair((key, _translation_entry(catalog, key).pairs) for key in keys)


def missing_extra(catalog: InstalledModels, key: str) -> str | None:
    """The extra without which a translation model cannot run here; None where it can.

    Raises:
        ModelNotFound: it is unknown, or is no translation model.
    """
    library, extra = _NEEDED[_engine(catalog, _translation_entry(catalog, key), "ctranslate2")]
    return extra if find_spec(library) is None else None


def load_engines(
    catalog: InstalledModels, models: Mapping[LanguagePair, str], options: EngineOptions
) -> list[Translator]:
    """Load models into the engines that they need, one translator for each engine.

    Args:
        catalog: where the models are.
        models: for each pair the key of what translates it.
        options: how they run.

    Raises:
        ModelNotFound: one is not here, or is no translation model, or its engine is not installed.
        ModelError: what an engine raises; nothing is left running.
    """
    entries = {key: _translation_entry(catalog, key) for key in dict.fromkeys(models.values())}
    engines = {key: _engine(catalog, entry, options.prefer) for key, entry in entries.items()}
    for key, engine in engines.items():
        _warn_if_slow(entries[key], engine, options.prefer)
    loaders = {
        # The one with processes, which an error after it would leave behind, comes last.
        "ctranslate2": _load_ctranslate2,
        "transformers": _load_transformers,
        "firefox": _load_firefox,
    }
    translators: list[Translator] = []
    with ExitStack() as on_failure:
        for engine, load in loaders.items():
            mine = [
                _Chosen(pair=pair, entry=entries[key])
                for pair, key in models.items()
                if engines[key] == engine
            ]
            if mine:
                _require(engine)
                translators.append(load(catalog, mine, options))
                on_failure.callback(translators[-1].close)
        on_failure.pop_all()
    return translators


def _translation_entry(catalog: InstalledModels, key: str) -> FirefoxEntry | MarianEntry:
    entry = catalog.entry(key)
    if not isinstance(entry, FirefoxEntry | MarianEntry):
        raise ModelNotFound(f"{key} is no translation model")
    return entry


def _engine(catalog: InstalledModels, entry: FirefoxEntry | MarianEntry, wanted: str) -> str:
    if isinstance(entry, FirefoxEntry):
        return "firefox"
    if entry.format == "ctranslate2":
        return "ctranslate2"
    return wanted if catalog.is_converted(entry.key) else "transformers"


def _warn_if_slow(entry: CatalogEntry, engine: str, wanted: MarianFormat) -> None:
    if engine == "transformers" and wanted != engine:
        logger.warning(
            "%s is not converted for CTranslate2 and runs on PyTorch, which is slower."
            " Run: tulkki models convert %s",
            entry.key,
            entry.key,
        )


def _require(engine: str) -> None:
    library, extra = _NEEDED[engine]
    if find_spec(library) is None:
        raise ModelNotFound(
            f"the engine {library} is not installed. Run: pip install 'tulkki[{extra}]'"
        )


def _load_firefox(
    catalog: InstalledModels, chosen: Sequence[_Chosen], options: EngineOptions
) -> Translator:
    from models.marian.firefox_engine import FirefoxModel, FirefoxTranslator

    models = {
        choice.pair: FirefoxModel(
            key=choice.entry.key,
            folder=catalog.resolve(choice.entry.key),
            lead_in=choice.entry.lead_in,
        )
        for choice in chosen
        if isinstance(choice.entry, FirefoxEntry)
    }
    return FirefoxTranslator(models, workers=options.workers)


def _load_ctranslate2(
    catalog: InstalledModels, chosen: Sequence[_Chosen], options: EngineOptions
) -> Translator:
    from models.marian.ctranslate2_engine import CTranslate2MarianTranslator, CTranslate2Model

    models = {
        choice.pair: CTranslate2Model(
            key=choice.entry.key,
            folder=catalog.resolve(choice.entry.key),
            target_token=choice.entry.target_tokens[choice.pair],
            confidence_exponent=choice.entry.confidence_exponent,
        )
        for choice in chosen
        if isinstance(choice.entry, MarianEntry)
    }
    return CTranslate2MarianTranslator(
        models,
        device=options.placement.device,
        device_indices=options.placement.device_indices,
        compute_type=options.placement.compute_type,
        threads=options.placement.cpu_threads,
    )


def _load_transformers(
    catalog: InstalledModels, chosen: Sequence[_Chosen], options: EngineOptions
) -> Translator:
    from models.marian.transformers_engine import TransformersMarianTranslator, TransformersModel

    models = {
        choice.pair: TransformersModel(
            key=choice.entry.key,
            folder=catalog.resolve_source(choice.entry.key),
            target_token=choice.entry.target_tokens[choice.pair],
            confidence_exponent=choice.entry.confidence_exponent,
        )
        for choice in chosen
        if isinstance(choice.entry, MarianEntry)
    }
    placement = options.placement
    on_gpus = [f"{CUDA}:{index}" for index in placement.device_indices]
    with ExitStack() as on_failure:
        replicas: list[Translator] = []
        for device in on_gpus if placement.device == CUDA else [placement.device]:
            replica = TransformersMarianTranslator(
                models,
                device=device,
                compute_type=pytorch_compute_type(placement),
                threads=placement.cpu_threads,
            )
            on_failure.callback(replica.close)
            replicas.append(replica)
        on_failure.pop_all()
    return replicas[0] if len(replicas) == 1 else ReplicatedTranslator(replicas)
