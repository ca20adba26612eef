"""From text to the tokens of a MarianMT model and back, alike for all engines that take tokens.

A MarianMT model has two SentencePiece models, which cut text into pieces, and a vocabulary, which
numbers tokens; the latter rules. A piece that it does not have is the unknown token to the model. A
model that writes several languages is told which one by a first token such as ``>>fin<<``; it is
set here and is never read from a text, so that no text can choose its language.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Final

from sentencepiece import SentencePieceProcessor

from models.errors import ModelUnusable, pull_anew
from models.marian.model_files import SOURCE_PIECES, TARGET_PIECES, require_files
from models.marian.spelling import Spelling
from models.marian.vocabulary import read_pieces

END: Final = "</s>"
UNKNOWN: Final = "<unk>"
PADDING: Final = "<pad>"
_SPACE: Final = "\u2581"
"""Stands for a space inside pieces."""


class MarianTokens:
    """The tokens of one model, for one language that it writes."""

    def __init__(
        self, folder: Path, *, key: str, vocabulary: Collection[str], target_token: str
    ) -> None:
        """Load the SentencePiece models.

        Args:
            folder: holds ``source.spm`` and ``target.spm``.
            key: the model's key in the catalog.
            vocabulary: the source tokens that the model knows.
            target_token: what opens every text; empty for a model that writes one language.

        Raises:
            ModelNotFound: a file is missing.
            ModelUnusable: a file is damaged, or the model does not know ``target_token``.
        """
        require_files(folder, key, SOURCE_PIECES, TARGET_PIECES)
        _check_target_token(target_token, vocabulary, key)
        self._source = _load(folder / SOURCE_PIECES, key)
        self._target = _load(folder / TARGET_PIECES, key)
        self._opening = [target_token] if target_token else []
        self.spelling = Spelling(_known_characters(folder / SOURCE_PIECES, vocabulary, key))
        """How to write with the letters that the model knows."""

    def count(self, text: str) -> int:
        """Return how many pieces a text takes."""
        return len(_pieces(self._source, text))

    def encode(self, text: str) -> list[str]:
        """Return what the model is given for a text."""
        return [*self._opening, *_pieces(self._source, text), END]

    def decode(self, tokens: Iterable[str]) -> str:
        """Return the text of what the model has said."""
        pieces = [token for token in tokens if not _is_special(token)]
        text = str(self._target.decode_pieces(pieces))
        return text.replace(_SPACE, " ").strip()  # pieces of the other language keep their mark


def is_language_token(token: str) -> bool:
    """True for what tells a model which language to write, such as ``>>fin<<``."""
    return token.startswith(">>") and token.endswith("<<")


def _is_special(token: str) -> bool:
    return token in {END, UNKNOWN, PADDING} or is_language_token(token)


def _pieces(processor: SentencePieceProcessor, text: str) -> list[str]:
    spelled = text.encode(errors="replace").decode()  # a lone surrogate is no character to it
    return list(map(str, processor.encode(spelled, out_type=str)))


def _load(path: Path, key: str) -> SentencePieceProcessor:
    try:
        return SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError) as error:
        raise ModelUnusable(f"{path} is damaged. {pull_anew(key)}") from error


def _known_characters(path: Path, vocabulary: Collection[str], key: str) -> frozenset[str]:
    """The characters that occur in pieces and in tokens."""
    try:
        spelled = read_pieces(path.read_bytes()).characters
    except ValueError as error:
        raise ModelUnusable(f"{path} is damaged: {error}. {pull_anew(key)}") from error
    tokens = (token for token in vocabulary if not _is_special(token))
    return spelled & frozenset(character for token in tokens for character in token)


def _check_target_token(target_token: str, vocabulary: Collection[str], key: str) -> None:
    known = sorted(filter(is_language_token, vocabulary))
    if target_token and target_token not in known:
        raise ModelUnusable(
            f"{key} does not know the target token {target_token}. It knows {_listed(known)}"
        )
    if not target_token and len(known) > 1:
        raise ModelUnusable(
            f"{key} writes several languages and was not told which one. "
            f"Name its target token in the catalog: {_listed(known)}"
        )


def _listed(tokens: Sequence[str]) -> str:
    return ", ".join(tokens) or "none"
