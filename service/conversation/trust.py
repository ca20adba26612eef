"""How much of a decoding is sure enough to be read while the voice goes on.

A decoder says how probable each word is, given the audio and the words before. Where the audio was
cut in a word, it guesses how the word might go on, and knows that it guesses. ``tulkki bench
ablation`` prints what other bars cost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.types import Word


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustConfig:
    """From which probability on a word is shown."""

    last_words: int = 1
    """Words at the end of a decoding that may be cut off: shown where they are ``sure``, never
    where a decoder does not say how probable they are."""
    sure: float = 0.8
    doubtful: float = 0.4
    """A word inside that is less probable is shown when two decodings in a row have it."""

    def __post_init__(self) -> None:
        if self.last_words < 0:
            raise ValueError("last_words must not be negative")


def trusted(words: Sequence[Word], *, heard_before: int, config: TrustConfig) -> int:
    """How many words at the beginning may be shown.

    Args:
        words: Of a decoding.
        heard_before: So many of them the decoding before has, too.
        config: What is asked of a word.
    """
    inside = len(words) - config.last_words
    for at, word in enumerate(words):
        if at >= inside:
            shown = _at_least(config.sure, word, unknown=False)
        else:
            shown = at < heard_before or _at_least(config.doubtful, word, unknown=True)
        if not shown:
            return at
    return len(words)


def _at_least(bar: float, word: Word, *, unknown: bool) -> bool:
    return unknown if word.probability is None else word.probability >= bar
