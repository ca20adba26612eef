"""CTranslate2's converter, for MarianMT models with a vocabulary for each side, too.

Its own takes the source's vocabulary for that of both sides: where they have as many tokens, every
word that such a model says is another one. A model in two vocabularies is told by the file
``target_vocab.json``.
"""

# mypy: disable-error-code=misc
# (the converter's classes have no types, so nothing can be derived from them)

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ctranslate2.converters import TransformersConverter

from models.marian.model_files import TARGET_VOCABULARY
from models.marian.tokenizer import PADDING


class MarianConverter(TransformersConverter):
    """Converts one folder as transformers saves it."""

    def __init__(self, folder: Path, *, copy_files: Sequence[str]) -> None:
        super().__init__(str(folder), copy_files=list(copy_files))
        self._vocabulary = folder / TARGET_VOCABULARY

    def _load(self) -> Any:
        spec = super()._load()
        if self._vocabulary.is_file():
            _set_target(spec, json.loads(self._vocabulary.read_text(encoding="utf-8")))
        return spec


def _set_target(spec: Any, numbers: Mapping[str, int]) -> None:
    """Give a model its target tokens, without the padding, which decoding begins with.

    Raises:
        ValueError: the padding is not the last of them, so that its weights cannot be left out.
    """
    tokens = sorted(numbers, key=lambda token: numbers[token])
    if tokens.pop() != PADDING:
        raise ValueError(f"{TARGET_VOCABULARY} does not end with {PADDING}")
    spec._vocabularies["target"] = [tokens]  # noqa: SLF001 - it can only be added to
    for layer in (spec.decoder.embeddings, spec.decoder.projection):
        # With as many tokens on both sides the converter has done so already.
        layer.weight = layer.weight[: len(tokens)]
    projection = spec.decoder.projection
    if projection.has_bias():
        projection.bias = projection.bias[: len(tokens)]
