"""From text on a screen to the words that are compared.

English goes through Whisper's published normalizer, as word error rates of Whisper models are
told; other languages are lower-cased and lose their punctuation. Diacritics stay: in Finnish
"näin" and "nain" are two words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from whisper_normalizer.english import EnglishTextNormalizer

Normalizer = Callable[[str], tuple[str, ...]]
"""Text to comparable words. Pure."""

_KNOWN_WORDS: Final = 65_536


def normalizer_for(language: str) -> Normalizer:
    """The normalizer of a language. It remembers texts: screens say the same words again."""
    return lru_cache(maxsize=_KNOWN_WORDS)(_english() if language == "en" else _plain)


def normalized_words(text: str, normalize: Normalizer) -> tuple[str, ...]:
    """Normalize word by word, so that each result can be traced to its word.

    Numbers spelled in several words stay several words here; only a normalizer that sees the
    whole text joins them.
    """
    return tuple(token for word in text.split() for token in normalize(word))


def _english() -> Normalizer:
    standardize = EnglishTextNormalizer()

    def normalize(text: str) -> tuple[str, ...]:
        return tuple(standardize(text).split())

    return normalize


def _plain(text: str) -> tuple[str, ...]:
    composed = unicodedata.normalize("NFC", text).lower()
    return tuple("".join(" " if _is_mark_off(char) else char for char in composed).split())


def _is_mark_off(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"
