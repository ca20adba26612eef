"""Tells whether two words are forms of one word.

Each word has keys; words that share one are forms of the same word. The keys are its letters
without regard to case, and what simplemma, which has a dictionary of each of 54 languages, reduces
it to: "matkakorttini" and "matkakortilla" have "matkakortti" in common. Of a language that it does
not know a word has the one form that is written.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy
from simplemma.strategies.dictionaries import StreamDictionaryFactory
from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

_CACHED_WORDS: Final = 16_384
_ENDING_OF_CAPITALS: Final = ":"
"""Finnish and Swedish inflect abbreviations behind a colon: "HSL:n"."""


class Lemmas:
    """Keys of words; what was asked is remembered. May be used from any thread.

    The dictionary of a language is read when its first word is asked for: Finnish takes a second,
    the others less, and one is some 10 MB, Finnish 45 MB. All objects share them.
    """

    def __init__(self) -> None:
        dictionaries = _dictionaries()
        self._lemmatizers = tuple(
            Lemmatizer(
                cache_max_size=1,  # keys are remembered here
                lemmatization_strategy=DefaultStrategy(
                    greedy=greedy, dictionary_factory=dictionaries
                ),
            )
            for greedy in (False, True)
        )
        self._remembered = lru_cache(_CACHED_WORDS)(self._find_keys)

    def keys(self, word: str, language: str) -> frozenset[str]:
        """Return the keys of a word; never empty."""
        return self._remembered(word, language)

    def _find_keys(self, word: str, language: str) -> frozenset[str]:
        bare = unicodedata.normalize("NFC", word.partition(_ENDING_OF_CAPITALS)[0])
        lemmas = {bare}
        if language in SUPPORTED_LANGUAGES:
            # A name is found as it is written, the first word of a sentence in small letters.
            lemmas |= {
                lemmatizer.lemmatize(form, language)
                for lemmatizer in self._lemmatizers
                for form in (bare, bare.lower())
            }
        return frozenset(map(str.casefold, lemmas))


@lru_cache(1)
def _dictionaries() -> StreamDictionaryFactory:
    """Of all languages: the ones of simplemma itself drop a language when a ninth one comes."""
    return StreamDictionaryFactory(cache_max_size=len(SUPPORTED_LANGUAGES))
