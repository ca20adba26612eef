"""Several translators that look like one: each pair goes to the first that translates it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack

from models.errors import UnsupportedLanguagePair
from models.interfaces import Translator
from models.types import LanguagePair, TranslatedText


class TranslatorByPair:
    """A ``Translator`` over others, which it owns.

    Args:
        translators: of two that translate a pair the first does it.
    """

    def __init__(self, translators: Sequence[Translator]) -> None:
        self._translators = tuple(translators)
        self._of_pair = {
            pair: translator for translator in reversed(translators) for pair in translator.pairs
        }

    @property
    def pairs(self) -> frozenset[LanguagePair]:
        """The pairs that one of them translates."""
        return frozenset(self._of_pair)

    def translate(
        self, texts: Sequence[str], pair: LanguagePair, *, alternatives: int = 0
    ) -> list[TranslatedText]:
        """Translate each text by itself; see ``Translator``.

        Raises:
            UnsupportedLanguagePair: none of them translates the pair.
            InferenceFailed: the model broke.
        """
        if pair not in self._of_pair:
            raise UnsupportedLanguagePair(pair)
        return self._of_pair[pair].translate(texts, pair, alternatives=alternatives)

    def close(self) -> None:
        """Close them all, also where one of them fails to. Idempotent."""
        with ExitStack() as closing:
            for translator in self._translators:
                closing.callback(translator.close)
