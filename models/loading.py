"""From the key of a model to a loaded model: the one place that imports the heavy libraries.

Each is imported when a model of its kind is loaded, so that a program that loads none starts at
once and needs none of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from models.catalog import Catalog
from models.catalog_entries import MarianFormat, SileroEntry, WhisperEntry
from models.catalog_translators import EngineOptions, load_engines, models_of_pairs
from models.devices import ON_ONE_CORE, Placement
from models.errors import ModelNotFound
from models.interfaces import (
    LanguageIdentifier,
    Recognizer,
    SentenceSplitter,
    Translator,
    VoiceActivityDetector,
)
from models.routing import RoutedTranslator
from models.types import LanguagePair

VOICE_ACTIVITY_KEY: Final = "silero-vad"
"""The detector that is used unless another is named."""

_SILERO_FILE: Final = "silero_vad.onnx"


def load_recognizer(
    catalog: Catalog, key: str, *, placement: Placement = ON_ONE_CORE
) -> Recognizer:
    """Load a speech model.

    Args:
        catalog: where the model is.
        key: its key.
        placement: on what it computes, and how.

    Raises:
        ModelNotFound: it is not here, or is no speech model.
        ModelCorrupt: a file is not the one that the catalog names.
        ModelUnusable: the engine cannot load it, or not with these options.
    """
    entry = catalog.entry(key)
    if not isinstance(entry, WhisperEntry):
        raise ModelNotFound(f"{key} is no speech model")
    folder = catalog.resolve(key)
    from models.blas import keep_to_one_thread
    from models.effort import effort_for
    from models.onednn import keep_few
    from models.whisper import WhisperRecognizer

    keep_to_one_thread()
    keep_few()
    return WhisperRecognizer(
        folder,
        key=key,
        translates=entry.speech_translation,
        placement=placement,
        effort=effort_for(silence_s=entry.silence_s, final_silence_s=entry.final_silence_s),
    )


def load_voice_activity_detector(
    catalog: Catalog, key: str = VOICE_ACTIVITY_KEY
) -> VoiceActivityDetector:
    """Load a voice activity detector.

    Raises:
        ModelNotFound: it is not here, or is no voice activity detector.
        ModelCorrupt: its file is not the one that the catalog names.
    """
    if not isinstance(catalog.entry(key), SileroEntry):
        raise ModelNotFound(f"{key} is no voice activity detector")
    folder = catalog.resolve(key)
    from models.vad import SileroVad

    return SileroVad(folder / _SILERO_FILE)


def load_translator(
    catalog: Catalog,
    keys: Iterable[str],
    *,
    workers: int = 1,
    placement: Placement = ON_ONE_CORE,
    prefer: MarianFormat = "ctranslate2",
) -> Translator:
    """Load translation models of any engines; returns when all are ready.

    Args:
        catalog: where the models are.
        keys: their keys; of two models for a pair the first translates it.
        workers: processes for Firefox models, each with all of them.
        placement: on what MarianMT models compute, and how.
        prefer: which engine runs a MarianMT model that was converted: the one that it was converted
            for, or the one that it came for, which is the reference.

    Raises:
        ModelNotFound: one is not here, is no translation model, or its engine is not installed.
        ModelCorrupt: a file is not the one that the catalog names.
        ModelError: what an engine raises.
    """
    options = EngineOptions(workers=workers, placement=placement, prefer=prefer)
    return load_pairs(catalog, models_of_pairs(catalog, keys), options)


def load_pairs(
    catalog: Catalog, models: Mapping[LanguagePair, str], options: EngineOptions
) -> Translator:
    """Load for each pair the model with this key, and nothing else; see ``load_translator``."""
    translators = load_engines(catalog, models, options)
    return translators[0] if len(translators) == 1 else RoutedTranslator(translators, pivots=())


def load_language_identifier(languages: Collection[str]) -> LanguageIdentifier:
    """Load what tells these languages apart; those without statistics are never guessed."""
    from models.language_id import LinguaIdentifier, identifiable_languages

    return LinguaIdentifier(identifiable_languages().intersection(languages))


def language_identifier_bytes(languages: Collection[str]) -> int:
    """Estimate what ``load_language_identifier`` takes of main memory for these languages."""
    from models.language_id import memory_bytes

    return memory_bytes(languages)


def load_sentence_splitter() -> SentenceSplitter:
    """Load what cuts text into sentences."""
    from models.sentences import SentencexSplitter

    return SentencexSplitter()
