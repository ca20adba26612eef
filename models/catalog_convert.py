"""Makes of a Hugging Face MarianMT folder one that CTranslate2 runs, by its own converter."""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from pickle import UnpicklingError
from typing import Final

from models.catalog_errors import ConversionFailed

DEFAULT_QUANTIZATION: Final = "float16"
"""Half the size, and exact enough to be loaded as int8 on a CPU and as float16 on a GPU."""

QUANTIZATIONS: Final = ("int8", "float16", "bfloat16", "float32")

_LIBRARIES: Final = ("ctranslate2", "torch", "transformers", "sentencepiece")
_TEXT_MODELS: Final = ("source.spm", "target.spm")


def can_convert() -> bool:
    """True where the libraries that a conversion needs are installed."""
    return all(find_spec(library) is not None for library in _LIBRARIES)


def convert_marian(source: Path, target: Path, *, quantization: str) -> None:
    """Convert a model.

    Args:
        source: a folder as transformers writes it, with ``source.spm`` and ``target.spm``.
        target: an empty folder.
        quantization: one of ``QUANTIZATIONS``.

    Raises:
        ConversionFailed: it is another kind of model, is not whole, or the libraries are missing.
    """
    if quantization not in QUANTIZATIONS:
        raise ConversionFailed(
            f"there are no weights in {quantization!r}; there are {', '.join(QUANTIZATIONS)}"
        )
    _require_marian(source)
    if not can_convert():
        raise ConversionFailed(
            "a conversion needs PyTorch and transformers. Run: pip install 'tulkki[marian]'"
        )
    from safetensors import SafetensorError

    from models.marian.conversion import MarianConverter

    copied = [name for name in _TEXT_MODELS if (source / name).is_file()]
    converter = MarianConverter(source, copy_files=copied)
    try:
        with warnings.catch_warnings():
            # It asks for a library that cleans punctuation; what is converted does not use it.
            warnings.filterwarnings("ignore", message="Recommended: pip install sacremoses")
            converter.convert(str(target), quantization=quantization, force=True)
    except (
        *(ValueError, KeyError, OSError, RuntimeError),  # what the converter and torch raise
        *(SafetensorError, UnpicklingError),  # damaged weights
    ) as error:
        raise ConversionFailed(f"{source} cannot be converted: {error}") from error


def _require_marian(source: Path) -> None:
    path = source / "config.json"
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConversionFailed(f"{path} cannot be read: {error}") from error
    kind = config.get("model_type") if isinstance(config, Mapping) else None
    if kind != "marian":
        raise ConversionFailed(f"{source} is a model of the kind {kind!r}, not a MarianMT model")
    missing = [name for name in _TEXT_MODELS if not (source / name).is_file()]
    if missing:
        raise ConversionFailed(f"{source} has no {' and no '.join(missing)}")
