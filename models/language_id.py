"""Tells the language of a written text, with lingua's statistics of letters.

Loaded with the languages of the installed pairs only: among few, even two words are told apart, and
on two cores English and Portuguese take 60 MB where the eighteen of a desk take 450. Its
confidences are relative: they say which of these languages it is, not whether it is one of them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from lingua import Language, LanguageDetector, LanguageDetectorBuilder

from models.errors import UnsupportedLanguage
from models.types import LanguageGuess

_LOOKED_AT: Final = 2_000
"""Characters of a text that are looked at; more of them tell nothing new and take time."""

_MB: Final = 1_000_000

_MINIMUM_CONFIDENCE: Final = 0.005
"""What is less likely than this is no guess."""


class LinguaIdentifier:
    """Tells apart the given languages. May be called from several threads at once."""

    def __init__(self, languages: Collection[str]) -> None:
        """Load the statistics of ``languages``.

        Fewer than two leave nothing to tell apart: then no text has a guess.

        Raises:
            UnsupportedLanguage: lingua has no statistics of one of them.
        """
        known = _languages_by_code()
        for code in languages:
            if code not in known:
                raise UnsupportedLanguage(code)
        self._detector: LanguageDetector | None = None
        self._languages = frozenset(languages) if len(set(languages)) > 1 else frozenset[str]()
        if self._languages:
            self._detector = (
                LanguageDetectorBuilder.from_languages(*(known[code] for code in languages))
                .with_preloaded_language_models()
                .build()
            )

    @property
    def languages(self) -> frozenset[str]:
        """Those that it tells apart; none where there is only one."""
        return self._languages

    def identify(self, texts: Sequence[str]) -> list[tuple[LanguageGuess, ...]]:
        """Guesses for each text, best first; empty where the text has no language."""
        return [self._guesses(text) for text in texts]

    def _guesses(self, text: str) -> tuple[LanguageGuess, ...]:
        if self._detector is None:
            return ()
        # Lone surrogates, which JSON can carry, are refused by native code.
        readable = text[:_LOOKED_AT].encode("utf-8", "replace").decode("utf-8")
        values = self._detector.compute_language_confidence_values(readable)
        return tuple(
            LanguageGuess(language=_code(value.language), confidence=value.value)
            for value in values
            if value.value >= _MINIMUM_CONFIDENCE
        )


def identifiable_languages() -> frozenset[str]:
    """The languages that can be told by their writing."""
    return frozenset(_languages_by_code())


def memory_bytes(languages: Collection[str]) -> int:
    """Estimate what ``LinguaIdentifier`` takes of main memory for these languages.

    A line above the most that was measured while it loads, of the languages with the largest
    statistics: 214 MB of two, 380 of six, 986 of eighteen on sixteen threads. Where fewer load at
    once it takes less: 208, 304 and 627 MB on two. Languages without statistics take nothing, nor
    does one alone.
    """
    told = len(identifiable_languages().intersection(languages))
    return (50 * told + 130) * _MB if told > 1 else 0


def _languages_by_code() -> dict[str, Language]:
    return {_code(language): language for language in Language.all()}


def _code(language: Language) -> str:
    return language.iso_code_639_1.name.lower()
