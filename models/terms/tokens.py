"""The words of a text and where they stand.

A word is a run of letters, digits and the marks written on them; a hyphen parts two words. Where
a language writes no spaces between words (Chinese, Japanese, Thai), each letter is one. Addresses
have no words: their letters are no language.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_UNSPACED: Final = frozenset({"zh", "ja", "th"})
_ELIDING: Final = frozenset({"ca", "en", "fr", "it"})
"""Where an apostrophe parts words, or a word and its ending: "l'allocation", "driver's"."""

_ADDRESS: Final = r"\S+@\S+|\w+://\S+|\bwww\.\S+|\b(?:[\w-]+\.)+(?:fi|eu|com|net|org)\b(?:/\S*)?"
_MARKS: Final = "".join(
    letter for letter in map(chr, range(0x300, 0x1200)) if unicodedata.category(letter)[0] == "M"
)
"""Of the scripts that write vowels or accents as characters of their own."""
_LETTER: Final = rf"(?:[^\W_]|[{_MARKS}\u200c\u200d])"
_APOSTROPHES: Final = "'’ʼ"
_ENDING: Final = r"(?:(?<=[A-ZÅÄÖ0-9]):[a-zåäö]{1,6}\b)?"  # HSL:n

_ELIDED_WORD: Final = re.compile(rf"(?P<address>{_ADDRESS})|{_LETTER}+")
_WORD: Final = re.compile(
    rf"(?P<address>{_ADDRESS})|{_LETTER}+(?:[{_APOSTROPHES}]{_LETTER}+)*{_ENDING}"
)
_SYLLABLE: Final = re.compile(
    rf"(?P<address>{_ADDRESS})|[0-9A-Za-z]+|[^\W_][{_MARKS}]*|[{_MARKS}]+"
)
_BETWEEN: Final = re.compile(r"[\s'’ʼ\-‐‑]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One word of a text."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Position after it."""
        return self.start + len(self.text)


def tokens(text: str, language: str) -> tuple[Token, ...]:
    """Return the words of a text, in order."""
    return tuple(
        Token(start=match.start(), text=match[0])
        for match in _pattern(language).finditer(text)
        if match["address"] is None
    )


def stand_together(text: str, one: Token, next_one: Token) -> bool:
    """True where nothing but white space, a hyphen or an apostrophe is between two words."""
    return _BETWEEN.fullmatch(text, one.end, next_one.start) is not None


def _pattern(language: str) -> re.Pattern[str]:
    if language in _UNSPACED:
        return _SYLLABLE
    return _ELIDED_WORD if language in _ELIDING else _WORD
