"""From settings to loaded models: real ones from the catalogue, or scripted ones."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from typing import Final

from models.catalog import Catalog
from models.catalog_entries import UNKNOWN_QUALITY, CatalogEntry
from models.catalog_files import ProgressListener
from models.devices import CPU, Machine, Placement, choose_placement
from models.errors import ModelUnusable, UnsupportedDevice, UnsupportedLanguagePair
from models.interfaces import Recognizer, Translator
from models.loading import (
    VOICE_ACTIVITY_KEY,
    load_language_identifier,
    load_recognizer,
    load_translator,
    load_voice_activity_detector,
)
from models.machine import look_at_machine
from models.on_demand import OnDemandModel, OnDemandTranslator
from models.routing import RoutedTranslator, plan_routes, steps
from models.types import LanguagePair
from service.cli.memory_needs import MemoryNeeds
from service.inference.engine import ModelFacts
from service.inference.model_set import ModelSet
from service.settings import Settings

_MB: Final = 1_000_000
_GPU_NEEDS: Final = (
    "A GPU needs the CUDA 12 libraries cuBLAS and cuDNN 9 where the loader finds them, and memory "
    "for the model: install them (pip install 'tulkki[gpu]' has them), choose a smaller recognizer "
    "or compute_type int8_float16, or set device to cpu"
)


def open_catalog(settings: Settings, *, offline: bool = False) -> Catalog:
    """The models that can be had, the operator's own among them.

    Args:
        settings: where they are.
        offline: nothing is to be fetched.

    Raises:
        models.catalog_errors.CatalogInvalid: an own model is not described as it must be.
    """
    return Catalog.load(settings.data_dir, extra=settings.models, offline=offline)


def load_translator_for(
    pair: LanguagePair, settings: Settings, catalog: Catalog, on_progress: ProgressListener
) -> RoutedTranslator:
    """Load the models of one pair, on its route, of all that need not be fetched. Blocks.

    Raises:
        models.errors.UnsupportedLanguagePair: no route leads there.
        models.errors.ModelError: a model cannot be had, or cannot be loaded.
    """
    routes = plan_routes(catalog.pairs, settings.pivots)
    if pair not in routes:
        raise UnsupportedLanguagePair(pair)
    keys = [catalog.translator_for(step) for step in steps(pair, routes[pair])]
    for key in keys:
        catalog.resolve(key, on_progress)
    placement = _placement(settings, look_at_machine())
    return _routed(settings, load_translator(catalog, keys, placement=placement))


def load_models(
    settings: Settings, on_progress: ProgressListener, *, machine: Machine | None = None
) -> ModelSet:
    """Put weights together where they are not yet, check them, and load them. Blocks.

    Args:
        settings: which models, and how.
        on_progress: is told how far each model is.
        machine: what there is to compute with; None looks.

    Raises:
        models.errors.ModelError: a model cannot be had, or does not fit; nothing is left running.
    """
    if settings.fake:
        return scripted_models()
    machine = machine or look_at_machine()
    placement = _placement(settings, machine)
    catalog = open_catalog(settings)
    MemoryNeeds(settings=settings, catalog=catalog, placement=placement).require(machine)
    for key in (settings.recognizer, VOICE_ACTIVITY_KEY, *settings.translators):
        catalog.resolve(key, on_progress)
    recognizer = _recognizer(settings, catalog, placement)
    voice_detector = load_voice_activity_detector(catalog)
    with ExitStack() as on_failure:
        # Last, because it alone has processes that an error after it would leave behind.
        translator = _routed(settings, _translator(settings, catalog, placement))
        on_failure.callback(translator.close)
        languages = {code for pair in translator.pairs for code in (pair.source, pair.target)}
        identifier = load_language_identifier(languages)
        on_failure.pop_all()
    return ModelSet(
        recognizer=recognizer,
        translator=translator,
        voice_detector=voice_detector,
        language_identifier=identifier,
        recognition_workers=placement.workers,
        translation_models=_translation_models(settings, catalog),
        speech_model=_facts(catalog.entry(settings.recognizer)),
        speech_translation=settings.speech_translation,
    )


def _translation_models(settings: Settings, catalog: Catalog) -> dict[LanguagePair, ModelFacts]:
    """The model of each pair that one model translates: of two models the first."""
    return {
        pair: _facts(catalog.entry(key))
        for key in reversed(settings.translators)
        for pair in catalog.entry(key).pairs
    }


def _facts(entry: CatalogEntry) -> ModelFacts:
    measured = entry.quality.label != UNKNOWN_QUALITY
    return ModelFacts(
        key=entry.key,
        engine=entry.engine,
        licence=entry.licence,
        quality=entry.quality.label if measured else None,
        quality_source=entry.quality.source if measured else "",
    )


def _placement(settings: Settings, machine: Machine) -> Placement:
    return choose_placement(
        machine,
        device=settings.device,
        compute_type=settings.compute_type,
        cpu_threads=settings.recognizer_threads,
    )


def _routed(settings: Settings, translator: Translator) -> RoutedTranslator:
    return RoutedTranslator([translator], pivots=settings.pivots)


def _recognizer(settings: Settings, catalog: Catalog, placement: Placement) -> Recognizer:
    try:
        return load_recognizer(catalog, settings.recognizer, placement=placement)
    except ModelUnusable as error:
        if placement.device == CPU:
            raise
        raise UnsupportedDevice(f"{error}. {_GPU_NEEDS}") from error


def _translator(settings: Settings, catalog: Catalog, placement: Placement) -> Translator:
    """All models together, or each by itself where they share a budget of memory."""
    load = partial(
        load_translator, catalog, placement=placement, workers=settings.translation_workers
    )
    if settings.translation_memory_mb is None:
        return load(settings.translators)
    needs = MemoryNeeds(settings=settings, catalog=catalog, placement=placement)
    models = [
        OnDemandModel(
            need=needs.translator(key),
            pairs=frozenset(catalog.entry(key).pairs),
            load=partial(load, [key]),
        )
        for key in settings.translators
    ]
    return OnDemandTranslator(models, budget_bytes=settings.translation_memory_mb * _MB)


def scripted_models() -> ModelSet:
    """Models that make it up: for people who work on the pages, and for tests."""
    from models.fakes import (
        EnergyVad,
        FakeLanguageIdentifier,
        ScriptedRecognizer,
        ScriptedTranslator,
    )

    translator = ScriptedTranslator()
    scripted = ModelFacts(key="scripted", engine="scripted", licence="-")
    return ModelSet(
        recognizer=ScriptedRecognizer(),
        translator=RoutedTranslator([translator]),
        voice_detector=EnergyVad(),
        language_identifier=FakeLanguageIdentifier(),
        translation_models=dict.fromkeys(translator.pairs, scripted),
        speech_model=scripted,
    )
