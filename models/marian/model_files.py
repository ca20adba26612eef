"""Reads the small files of a MarianMT model, and says in words what is wrong with them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from models.errors import ModelNotFound, ModelUnusable, pull_anew

SOURCE_PIECES: Final = "source.spm"
TARGET_PIECES: Final = "target.spm"
CONFIG: Final = "config.json"
SOURCE_VOCABULARY: Final = "vocab.json"
TARGET_VOCABULARY: Final = "target_vocab.json"
"""Of models with a vocabulary for each side."""
SHARED_VOCABULARY: Final = "shared_vocabulary.json"
"""Of a converted model with one for both sides."""
MARIAN: Final = "marian"
"""``model_type`` of a MarianMT model in transformers' ``config.json``."""


def require_files(folder: Path, key: str, *names: str) -> None:
    """Check that files are there.

    Raises:
        ModelNotFound: one is missing.
    """
    for name in names:
        if not (folder / name).is_file():
            raise ModelNotFound(f"{folder / name} is missing. {pull_anew(key)}")


def read_config(folder: Path, key: str) -> Mapping[str, object]:
    """Return the ``config.json`` of a model that transformers has saved.

    Raises:
        ModelNotFound: it is missing.
        ModelUnusable: it is damaged, or says that this is no MarianMT model.
    """
    require_files(folder, key, CONFIG)
    config = _read_object(folder / CONFIG, key)
    kind = config.get("model_type")
    if kind != MARIAN:
        raise ModelUnusable(
            f"{folder} is a model of the kind {kind!r}, not a MarianMT model. "
            f"Give {key} the folder or the repository of a MarianMT model"
        )
    return config


def read_numbered_vocabulary(path: Path, key: str) -> dict[str, int]:
    """Return the tokens of transformers' ``vocab.json`` with their numbers.

    Raises:
        ModelNotFound: the file is missing.
        ModelUnusable: it is no vocabulary.
    """
    require_files(path.parent, key, path.name)
    numbers = {
        token: number
        for token, number in _read_object(path, key).items()
        if isinstance(number, int)
    }
    if not numbers:
        raise ModelUnusable(f"{path} has no tokens. {pull_anew(key)}")
    return numbers


def read_listed_vocabulary(folder: Path, key: str, side: str) -> tuple[str, ...]:
    """Return the tokens that a converted model has for one side, ``source`` or ``target``.

    Raises:
        ModelNotFound: no file has them.
        ModelUnusable: the file is no vocabulary.
    """
    for stem in ("shared_vocabulary", f"{side}_vocabulary"):
        path = folder / f"{stem}.json"
        if path.is_file():
            return _token_list(_read(path, key), path, key)
        path = path.with_suffix(".txt")  # as older converters wrote them
        if path.is_file():
            return tuple(path.read_text(encoding="utf-8").splitlines())
    raise ModelNotFound(f"{folder} has no shared_vocabulary.json. {pull_anew(key)}")


def _token_list(content: object, path: Path, key: str) -> tuple[str, ...]:
    if not isinstance(content, list) or not content:
        raise ModelUnusable(f"{path} is no list of tokens. {pull_anew(key)}")
    return tuple(map(str, content))


def _read_object(path: Path, key: str) -> Mapping[str, object]:
    content = _read(path, key)
    if not isinstance(content, dict):
        raise ModelUnusable(f"{path} is damaged: it is no object. {pull_anew(key)}")
    return content


def _read(path: Path, key: str) -> object:
    try:
        content: object = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ModelUnusable(f"{path} is damaged: {error}. {pull_anew(key)}") from error
    return content
