"""From the key of a model to a loaded model: the one place that imports the heavy libraries.

Each is imported when a model of its kind is loaded, so that a program that loads none starts at
once and needs none of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from models.catalog_entries import (
    CATALOG_FILE,
    CatalogEntry,
    FirefoxEntry,
    SileroEntry,
    WhisperEntry,
    read_entries,
)
from models.catalog_files import ProgressListener, ignore_progress
from models.catalog_store import ModelStore
from models.errors import ModelNotFound, UnsupportedLanguagePair
from models.interfaces import (
    LanguageIdentifier,
    Recognizer,
    SentenceSplitter,
    Translator,
    VoiceActivityDetector,
)
from models.types import LanguagePair

VOICE_ACTIVITY_KEY: Final = "silero-vad"
"""The detector that is used unless another is named."""

_SILERO_FILE: Final = "silero_vad.onnx"
_FIREFOX_ENGINE: Final = "fxtranslate"


class Catalog:
    """The models that can be had, and where they are on this machine."""

    def __init__(self, entries: Mapping[str, CatalogEntry], store: ModelStore) -> None:
        self._entries = dict(entries)
        self._store = store

    @classmethod
    def load(cls, data_dir: Path, *, file: Path = CATALOG_FILE) -> Catalog:
        """Read a catalog whose models lie, or will lie, in ``data_dir``.

        Raises:
            CatalogInvalid: the file cannot be used.
        """
        return cls(read_entries(file), ModelStore(data_dir))

    @property
    def entries(self) -> tuple[CatalogEntry, ...]:
        """All models, in the order of the file."""
        return tuple(self._entries.values())

    def entry(self, key: str) -> CatalogEntry:
        """Return what is known of a model.

        Raises:
            ModelNotFound: there is no such key.
        """
        if key not in self._entries:
            known = ", ".join(self._entries)
            raise ModelNotFound(f"the catalog has no model {key!r}; it has {known}")
        return self._entries[key]

    @property
    def pairs(self) -> Mapping[LanguagePair, str]:
        """The pairs that can be translated, each with the key of its model."""
        return {entry.pair: entry.key for entry in self.entries if isinstance(entry, FirefoxEntry)}

    def translator_for(self, pair: LanguagePair) -> str:
        """Return the key of the model that translates a pair.

        Raises:
            UnsupportedLanguagePair: no model does.
        """
        if pair not in self.pairs:
            raise UnsupportedLanguagePair(pair)
        return self.pairs[pair]

    def folder(self, key: str) -> Path:
        """Where a model lies, or would; raises ``ModelNotFound`` for an unknown key."""
        return self._store.folder(self.entry(key))

    def is_installed(self, key: str) -> bool:
        """True where the model is in the data folder; says nothing of damage since."""
        return self._store.is_installed(self.entry(key))

    def resolve(self, key: str, on_progress: ProgressListener = ignore_progress) -> Path:
        """Return the folder of a model, put together where it is not there yet, and checked.

        Raises:
            ModelNotFound: it is not here and cannot be put together; says what to do.
            ModelCorrupt: a file is not the one that the catalog names; says what to do.
        """
        return self._store.resolve(self.entry(key), on_progress)

    def pull(self, key: str, on_progress: ProgressListener = ignore_progress) -> Path:
        """Put a model together anew, in place of what is there; raises what ``resolve`` does."""
        return self._store.pull(self.entry(key), on_progress)

    def verify(self, key: str, on_progress: ProgressListener = ignore_progress) -> None:
        """Read every file of an installed model; raises what ``resolve`` does."""
        self._store.verify(self.entry(key), on_progress)


def load_recognizer(
    catalog: Catalog,
    key: str,
    *,
    device: str = "cpu",
    compute_type: str = "int8",
    cpu_threads: int = 1,
    num_workers: int = 1,
) -> Recognizer:
    """Load a speech model.

    Args:
        catalog: where the model is.
        key: its key.
        device: "cpu" or "cuda".
        compute_type: "int8" on a CPU, "float16" on a GPU.
        cpu_threads: threads that one recognition uses.
        num_workers: recognitions at the same time.

    Raises:
        ModelNotFound: it is not here, or is no speech model.
        ModelCorrupt: a file is not the one that the catalog names.
        InferenceFailed: the engine cannot load it, or not with these options.
    """
    if not isinstance(catalog.entry(key), WhisperEntry):
        raise ModelNotFound(f"{key} is no speech model")
    folder = catalog.resolve(key)
    from models.whisper import WhisperRecognizer

    return WhisperRecognizer(
        folder,
        key=key,
        device=device,
        compute_type=compute_type,
        cpu_threads=cpu_threads,
        num_workers=num_workers,
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


def load_translator(catalog: Catalog, keys: Iterable[str], *, workers: int = 1) -> Translator:
    """Load translation models into worker processes; returns when all are ready.

    Args:
        catalog: where the models are.
        keys: their keys; one model for a pair.
        workers: processes, each with all models.

    Raises:
        ModelNotFound: one is not here, or is no translation model.
        ModelCorrupt: a file is not the one that the catalog names.
        InferenceFailed: the processes cannot be started.
    """
    if find_spec(_FIREFOX_ENGINE) is None:
        raise ModelNotFound(
            f"the engine {_FIREFOX_ENGINE} is not installed. Run: pip install 'tulkki[embedded]'"
        )
    from models.marian.firefox_engine import FirefoxModel, FirefoxTranslator

    models: dict[LanguagePair, FirefoxModel] = {}
    for key in keys:
        entry = catalog.entry(key)
        if not isinstance(entry, FirefoxEntry):
            raise ModelNotFound(f"{key} is no translation model")
        folder = catalog.resolve(key)
        models[entry.pair] = FirefoxModel(key=key, folder=folder, lead_in=entry.lead_in)
    return FirefoxTranslator(models, workers=workers)


def load_language_identifier(languages: Collection[str]) -> LanguageIdentifier:
    """Load what tells these languages apart; those without statistics are never guessed."""
    from models.language_id import LinguaIdentifier, identifiable_languages

    return LinguaIdentifier(identifiable_languages().intersection(languages))


def load_sentence_splitter() -> SentenceSplitter:
    """Load what cuts text into sentences."""
    from models.sentences import SentencexSplitter

    return SentencexSplitter()
