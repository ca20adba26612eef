"""Finds the files of a Firefox Translations model in its folder.

Names are those of the catalog (``model.bin``, ``vocab.spm``) or those that Mozilla publishes
(``model.enpt.intgemm.alphas.bin``, ``vocab.enpt.spm``); a pair of languages with different scripts
has two vocabularies (``srcvocab.enzh.spm``, ``trgvocab.enzh.spm``).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.errors import ModelNotFound, ModelUnusable
from models.marian.spelling import Spelling
from models.marian.vocabulary import read_characters


@dataclass(frozen=True, slots=True, kw_only=True)
class FirefoxFiles:
    """Where the files of one model are."""

    model: Path
    source_vocabulary: Path
    target_vocabulary: Path
    """The same file as ``source_vocabulary`` where the languages share one."""
    shortlist: Path | None
    """None where the folder has none."""


def find_files(folder: Path) -> FirefoxFiles:
    """Return the files of the model in ``folder``.

    Raises:
        ModelNotFound: one is missing, or it is not clear which one is meant.
    """
    model = _only(folder, "model*.bin")
    shared = _perhaps(folder, "vocab*.spm")
    return FirefoxFiles(
        model=model,
        source_vocabulary=shared or _only(folder, "srcvocab*.spm"),
        target_vocabulary=shared or _only(folder, "trgvocab*.spm"),
        shortlist=_perhaps(folder, "lex*.bin"),
    )


def read_spelling(files: FirefoxFiles) -> Spelling:
    """Return how to write for the model.

    Raises:
        ModelNotFound: the vocabulary cannot be read.
        ModelUnusable: it is no vocabulary.
    """
    path = files.source_vocabulary
    try:
        return Spelling(read_characters(path.read_bytes()))
    except OSError as error:
        raise ModelNotFound(f"{path} cannot be read: {error}") from error
    except ValueError as error:
        raise ModelUnusable(f"{path} is damaged: {error}. Fetch the model again") from error


def _only(folder: Path, pattern: str) -> Path:
    found = _perhaps(folder, pattern)
    if found is None:
        raise ModelNotFound(
            f"{folder} has no file {pattern}. Put a Firefox Translations model there, unpacked"
        )
    return found


def _perhaps(folder: Path, pattern: str) -> Path | None:
    found = sorted(folder.glob(pattern))
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise ModelNotFound(f"{folder} has more than one file {pattern}: {names}. Leave one")
    return found[0] if found else None
