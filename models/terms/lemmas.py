"""Tells whether two words are forms of one word.

Each word has keys; words that share one are forms of the same word. The keys are its letters
without regard to case, and what simplemma, which has a dictionary of each of 54 languages, reduces
it to: "matkakorttini" and "matkakortilla" have "matkakortti" in common. Of a language that it does
not know a word has the one form that is written.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy
from simplemma.strategies.dictionaries import StreamDictionaryFactory
from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

_PLURAL_IN_S: Final = frozenset({"ca", "en", "es", "fr", "gl", "pt"})
_COMPOUNDING: Final = frozenset({"da", "de", "et", "fi", "nl", "sv"})
_SHORTEST_COMPOUND: Final = 10
_SHORTEST_PART: Final = 4
"""In letters; shorter ends are mostly endings."""
_ENDING_OF_CAPITALS: Final = ":"
"""Finnish and Swedish inflect abbreviations behind a colon: "HSL:n"."""


class Lemmas:
    """Keys of words. May be used from any thread, and remembers no word: people said them.

    The dictionary of a language is read when its first word is asked for: Finnish takes a second,
    the others less, and one is some 10 MB, Finnish 45 MB. All objects share them.
    """

    def __init__(self) -> None:
        dictionaries = _dictionaries()
        self._lemmatizers = tuple(
            Lemmatizer(
                cache_max_size=0,
                lemmatization_strategy=DefaultStrategy(
                    greedy=greedy, dictionary_factory=dictionaries
                ),
            )
            for greedy in (False, True)
        )

    def term_keys(self, word: str, language: str) -> frozenset[str]:
        """Return the keys of a word of a term, of which a word of a text has one if it is a form.

        They are fewer than ``keys``: where a term is a base form itself, what else it may come from
        is not meant. "pedido" is a noun, as "pedidos" shows, and a form of the verb "pedir", too.
        """
        base = unicodedata.normalize("NFC", word).lower()
        if language in SUPPORTED_LANGUAGES and self._is_base(base, language):
            return frozenset({base.casefold()})
        return self.keys(word, language)

    def _is_base(self, word: str, language: str) -> bool:
        forms = (word, f"{word}s") if language in _PLURAL_IN_S else (word,)
        return word in {self._lemmatizers[0].lemmatize(form, language) for form in forms}

    def keys(self, word: str, language: str) -> frozenset[str]:
        """Return the keys of a word; never empty."""
        bare = unicodedata.normalize("NFC", word.partition(_ENDING_OF_CAPITALS)[0])
        lemmas = {bare}
        if language in SUPPORTED_LANGUAGES:
            # A name is found as it is written, the first word of a sentence in small letters.
            lemmas |= {
                lemmatizer.lemmatize(form, language)
                for lemmatizer in self._lemmatizers
                for form in {bare, bare.lower()}
            }
            lemmas |= set(self._compounds(bare.lower(), language))
        return frozenset(map(str.casefold, lemmas))

    def _compounds(self, word: str, language: str) -> Iterator[str]:
        """What a long word may come from, where its end is a form of a word.

        A dictionary has not every compound: of "työmarkkinatuella" it knows "tuella".
        """
        if language in _COMPOUNDING and len(word) >= _SHORTEST_COMPOUND:
            for border in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
                end = word[border:]
                lemma = self._lemmatizers[0].lemmatize(end, language)
                if lemma != end:
                    yield word[:border] + lemma


@lru_cache(1)
def _dictionaries() -> StreamDictionaryFactory:
    """Of all languages: the ones of simplemma itself drop a language when a ninth one comes."""
    return StreamDictionaryFactory(cache_max_size=len(SUPPORTED_LANGUAGES))
