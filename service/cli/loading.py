"""From settings to loaded models: real ones from the catalogue, or scripted ones."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Final

from models.catalog import Catalog
from models.catalog_entries import UNKNOWN_QUALITY, CatalogEntry, WhisperEntry
from models.catalog_files import ProgressListener
from models.catalog_translators import EngineOptions
from models.devices import CPU, Machine, Placement, choose_placement
from models.errors import ModelUnusable, UnsupportedDevice, UnsupportedLanguagePair
from models.interfaces import Recognizer
from models.loading import (
    VOICE_ACTIVITY_KEY,
    load_language_identifier,
    load_recognizer,
    load_voice_activity_detector,
)
from models.machine import look_at_machine
from models.routing import RoutedTranslator
from models.types import LanguagePair
from service.cli.memory_needs import MemoryNeeds
from service.cli.translators import load_shelves, models_on_route, routed, usable_translators
from service.inference.engine import ModelFacts
from service.inference.model_set import ModelSet
from service.settings import Settings

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
    pair: LanguagePair,
    settings: Settings,
    catalog: Catalog,
    on_progress: ProgressListener,
    *,
    machine: Machine | None = None,
) -> RoutedTranslator:
    """Load the models of one pair, on its route. Blocks.

    Args:
        pair: what is to be translated.
        settings: which models, and how.
        catalog: where they are.
        on_progress: is told how far each model is.
        machine: what there is to compute with; None looks.

    Raises:
        models.errors.UnsupportedLanguagePair: no route leads there.
        models.errors.ModelError: a model cannot be had, does not fit, or cannot be loaded.
    """
    wanted = usable_translators(
        settings,
        catalog,
        lambda models: models_on_route(models, pair, settings.pivots),
        on_progress,
    )
    if wanted is None:
        raise UnsupportedLanguagePair(pair)
    settings = settings.model_copy(update={"translation_workers": 1})  # one text, one process
    machine = machine or look_at_machine()
    placement = _placement(settings, machine)
    shelves = MemoryNeeds(
        settings=settings,
        catalog=catalog,
        placement=placement,
        translators=list(dict.fromkeys(wanted.values())),
        recognizer=None,
    ).shelves(machine)
    for key in dict.fromkeys(wanted.values()):
        catalog.resolve(key, on_progress)
    return routed(settings, load_shelves(catalog, wanted, shelves, _options(settings, placement)))


def load_models(
    settings: Settings,
    on_progress: ProgressListener,
    *,
    pair: LanguagePair | None = None,
    machine: Machine | None = None,
) -> ModelSet:
    """Put weights together where they are not yet, check them, and load them. Blocks.

    Args:
        settings: which models, and how.
        on_progress: is told how far each model is.
        pair: what alone is to be translated; twice the same language for nothing. Where no route
            leads there, no translation model is loaded. None loads those of all pairs.
        machine: what there is to compute with; None looks.

    Raises:
        models.errors.ModelError: a model cannot be had, or does not fit; nothing is left running.
    """
    if settings.fake:
        return scripted_models()
    machine = machine or look_at_machine()
    placement = _placement(settings, machine)
    catalog = open_catalog(settings)
    models = _models_for(pair, settings, catalog, on_progress)
    translators = tuple(dict.fromkeys(models.values()))
    shelves = MemoryNeeds(
        settings=settings,
        catalog=catalog,
        placement=placement,
        translators=translators,
        recognizer=settings.recognizer,
    ).shelves(machine)
    for key in (settings.recognizer, VOICE_ACTIVITY_KEY, *translators):
        catalog.resolve(key, on_progress)
    recognizer = _recognizer(settings, catalog, placement)
    voice_detector = load_voice_activity_detector(catalog)
    with ExitStack() as on_failure:
        # Last, because it alone has processes that an error after it would leave behind.
        translator = routed(
            settings, load_shelves(catalog, models, shelves, _options(settings, placement))
        )
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
        translation_lanes=max(settings.translation_workers, len(placement.device_indices)),
        translation_models={pair: _facts(catalog.entry(key)) for pair, key in models.items()},
        speech_model=_facts(catalog.entry(settings.recognizer)),
        speech_translation=settings.speech_translation,
    )


def _models_for(
    pair: LanguagePair | None, settings: Settings, catalog: Catalog, on_progress: ProgressListener
) -> dict[LanguagePair, str]:
    """The translation models of one pair, or of all."""
    if pair is not None and pair.source == pair.target:
        return {}
    recognizer = catalog.entry(settings.recognizer)
    translates = isinstance(recognizer, WhisperEntry) and recognizer.speech_translation
    spoken = settings.speech_translation if translates else frozenset[str]()

    def wanted(models: dict[LanguagePair, str]) -> dict[LanguagePair, str] | None:
        if pair is None:
            return models or None
        return models_on_route(models, pair, settings.pivots, spoken)

    return usable_translators(settings, catalog, wanted, on_progress) or {}


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


def _options(settings: Settings, placement: Placement) -> EngineOptions:
    return EngineOptions(
        workers=settings.translation_workers, placement=placement, prefer="ctranslate2"
    )


def _recognizer(settings: Settings, catalog: Catalog, placement: Placement) -> Recognizer:
    try:
        return load_recognizer(catalog, settings.recognizer, placement=placement)
    except ModelUnusable as error:
        if placement.device == CPU:
            raise
        raise UnsupportedDevice(f"{error}. {_GPU_NEEDS}") from error


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
