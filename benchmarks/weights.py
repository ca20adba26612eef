"""The weights that the service uses, loaded plainly: no cached silence, no guards, no batches."""

from __future__ import annotations

from pathlib import Path

from faster_whisper import WhisperModel

from benchmarks.errors import BenchmarkError
from models.catalog import Catalog
from models.errors import ModelError
from service.settings import Settings


def load_whisper(key: str, *, compute_type: str, device: str = "cpu") -> WhisperModel:
    """Load a speech model of the catalog from the service's data folder.

    Raises:
        BenchmarkError: it is not there, or is damaged.
    """
    return WhisperModel(str(model_folder(key)), device=device, compute_type=compute_type)


def model_folder(key: str) -> Path:
    """Where a model of the catalog lies.

    Raises:
        BenchmarkError: it is not there, or is damaged.
    """
    try:
        return Catalog.load(Settings().data_dir).resolve(key)
    except ModelError as error:
        raise BenchmarkError(str(error)) from error
