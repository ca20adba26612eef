"""Finds the files of a Firefox Translations model in its folder.

Names are those of the catalog (``model.bin``, ``vocab.spm``) or those that Mozilla publishes
(``model.enpt.intgemm.alphas.bin``, ``vocab.enpt.spm``); a pair of languages with different scripts
has two vocabularies (``srcvocab.enzh.spm``, ``trgvocab.enzh.spm``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from models.errors import ModelNotFound, ModelUnusable, pull_anew
from models.marian.firefox_weights import read_vocabulary_sizes
from models.marian.spelling import Spelling
from models.marian.vocabulary import Pieces, read_pieces

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class FirefoxFiles:
    """Where the files of one model are."""

    model: Path
    source_vocabulary: Path
    target_vocabulary: Path
    """The same file as ``source_vocabulary`` where the languages share one."""
    shortlist: Path | None
    """None where the folder has none."""


def find_files(folder: Path, key: str) -> FirefoxFiles:
    """Return the files of the model in ``folder``.

    Args:
        folder: where it lies.
        key: the model's key in the catalog.

    Raises:
        ModelNotFound: one is missing, or it is not clear which one is meant.
    """
    model = _only(folder, "model*.bin", key)
    shared = _perhaps(folder, "vocab*.spm")
    if shared is None and not any(folder.glob("???vocab*.spm")):
        raise ModelNotFound(f"{folder} has no vocabulary, vocab*.spm. {pull_anew(key)}")
    return FirefoxFiles(
        model=model,
        source_vocabulary=shared or _only(folder, "srcvocab*.spm", key),
        target_vocabulary=shared or _only(folder, "trgvocab*.spm", key),
        shortlist=_perhaps(folder, "lex*.bin"),
    )


def read_spelling(files: FirefoxFiles, key: str) -> Spelling:
    """Return how to write for the model, whose weights and vocabularies fit each other.

    Raises:
        ModelNotFound: a file cannot be read.
        ModelUnusable: one is damaged, or belongs to another model.
    """
    sizes = _read(files.model, read_vocabulary_sizes, key)
    source = _read(files.source_vocabulary, _read_pieces, key)
    target = source
    if files.target_vocabulary != files.source_vocabulary:
        target = _read(files.target_vocabulary, _read_pieces, key)
    for path, expected, pieces in (
        (files.source_vocabulary, sizes.source, source),
        (files.target_vocabulary, sizes.target, target),
    ):
        if pieces.count != expected:
            raise ModelUnusable(
                f"{path} has {pieces.count} pieces, and {files.model.name} was made for {expected}:"
                f" it is damaged, or belongs to another model. {pull_anew(key)}"
            )
    return Spelling(source.characters)


def _read_pieces(path: Path) -> Pieces:
    return read_pieces(path.read_bytes())


def _read(path: Path, read: Callable[[Path], T], key: str) -> T:
    try:
        return read(path)
    except OSError as error:
        raise ModelNotFound(f"{path} cannot be read: {error.strerror}. {pull_anew(key)}") from error
    except ValueError as error:
        raise ModelUnusable(f"{path} is damaged: {error}. {pull_anew(key)}") from error


def _only(folder: Path, pattern: str, key: str) -> Path:
    found = _perhaps(folder, pattern)
    if found is None:
        raise ModelNotFound(f"{folder} has no file {pattern}. {pull_anew(key)}")
    return found


def _perhaps(folder: Path, pattern: str) -> Path | None:
    found = sorted(folder.glob(pattern))
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise ModelNotFound(f"{folder} has more than one file {pattern}: {names}. Leave one")
    return found[0] if found else None
