"""From settings to loaded models: real ones from the catalogue, or scripted ones."""

from __future__ import annotations

from models.catalog import (
    VOICE_ACTIVITY_KEY,
    Catalog,
    load_language_identifier,
    load_recognizer,
    load_translator,
    load_voice_activity_detector,
)
from models.catalog_files import ProgressListener
from models.routing import RoutedTranslator
from service.inference.model_set import ModelSet
from service.settings import Settings


def load_models(settings: Settings, on_progress: ProgressListener) -> ModelSet:
    """Put weights together where they are not yet, check them, and load them. Blocks.

    Raises:
        models.errors.ModelError: a model cannot be had; nothing is left running.
    """
    if settings.fake:
        return scripted_models()
    catalog = Catalog.load(settings.data_dir)
    for key in (settings.recognizer, VOICE_ACTIVITY_KEY, *settings.translators):
        catalog.resolve(key, on_progress)
    recognizer = load_recognizer(
        catalog,
        settings.recognizer,
        device=settings.device,
        compute_type=settings.compute_type,
        cpu_threads=settings.recognizer_threads,
    )
    voice_detector = load_voice_activity_detector(catalog)
    # Last, because it alone has processes that an error after it would leave behind.
    translator = load_translator(
        catalog, settings.translators, workers=settings.translation_workers
    )
    try:
        languages = {code for pair in translator.pairs for code in (pair.source, pair.target)}
        identifier = load_language_identifier(languages)
    except BaseException:
        translator.close()
        raise
    return ModelSet(
        recognizer=recognizer,
        translator=RoutedTranslator([translator], pivots=settings.pivots),
        voice_detector=voice_detector,
        language_identifier=identifier,
    )


def scripted_models() -> ModelSet:
    """Models that make it up: for people who work on the pages, and for tests."""
    from models.fakes import (
        EnergyVad,
        FakeLanguageIdentifier,
        ScriptedRecognizer,
        ScriptedTranslator,
    )

    return ModelSet(
        recognizer=ScriptedRecognizer(),
        translator=RoutedTranslator([ScriptedTranslator()]),
        voice_detector=EnergyVad(),
        language_identifier=FakeLanguageIdentifier(),
    )
