"""Writes sentences in the letters that a model's vocabulary has, and puts the originals back.

A small model knows the letters of its own two languages. Another character becomes its unknown
piece, and the model makes something up: an English-Portuguese student turns "Töölö" into "T'l" and
a curly quotation mark into a question. So letters are replaced by their nearest relatives
("Toolo"), and where the translation copies such a word, the original is put back. Words of which
no letter can be spelled (emoji, another script) are not translated at all.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_STAND_INS: Final = {
    **dict.fromkeys("‘’‚‛′´`", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("•·", "-"),
    "…": "...",
    "⁄": "/",
    "×": "x",
    "€": " EUR ",
    "£": " GBP ",
    "¥": " JPY ",
    "ß": "ss",
    "ø": "o",
    "Ø": "O",
    "æ": "ae",
    "Æ": "Ae",
    "œ": "oe",
    "Œ": "Oe",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ı": "i",
    "ð": "d",
    "þ": "th",
}
"""What is written for characters that have no decomposition in Unicode."""

_UNKNOWN: Final = "-"
"""Stands for what cannot be spelled inside a word that has letters: models copy it."""

_INVISIBLE: Final = frozenset({"Cc", "Cf", "Mn", "Me"})
"""Unicode categories that a reader does not see as a character: controls, format, marks."""

_IDLE_SPACE: Final = re.compile(r"(?<!\w) | (?!\w)")
"""Space that is not between two words."""

_PARTS: Final = re.compile(r"\S+|\s+")
_EDGES: Final = ".,;:!?\"'()[]…“”„‘’«»"
_SHORTEST_RESTORED: Final = 3
"""A shorter word may by chance be a word of the other language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A part of a sentence that is translated as one, or not at all."""

    text: str
    spellable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelled:
    """A text in the letters of a vocabulary."""

    text: str
    replaced: tuple[tuple[str, str], ...]
    """(as written, original) of every word that had to be changed."""


class Spelling:
    """How texts are written with one set of characters."""

    def __init__(self, characters: frozenset[str]) -> None:
        self._characters = characters
        self._nearest = lru_cache(maxsize=4096)(self._find_nearest)

    def cut(self, sentence: str) -> list[Run]:
        """Cut a sentence around what must not be translated; joined it is the sentence."""
        runs: list[Run] = []
        for part in _PARTS.findall(sentence):
            spellable = self._spellable(part)
            if runs and runs[-1].spellable == spellable:
                runs[-1] = Run(text=runs[-1].text + part, spellable=spellable)
            else:
                runs.append(Run(text=part, spellable=spellable))
        return runs

    def spell(self, text: str) -> Spelled:
        """Write ``text`` with the vocabulary's characters and single spaces."""
        words: list[str] = []
        replaced: list[tuple[str, str]] = []
        for original in unicodedata.normalize("NFC", text).split():
            word = self._spell_word(original)
            written, core = word.strip(_EDGES), original.strip(_EDGES)
            if written != core and len(written) >= _SHORTEST_RESTORED:
                replaced.append((written, core))
            words.append(word)
        return Spelled(text=" ".join(filter(None, words)), replaced=tuple(replaced))

    def _spellable(self, part: str) -> bool:
        """True for white space, punctuation, and words with at least one letter that is known."""
        nearest = [self._nearest(character) for character in part]
        if any(character.isalnum() and near for character, near in zip(part, nearest, strict=True)):
            return True
        return None not in nearest and any(nearest)

    def _spell_word(self, word: str) -> str:
        letters: list[str] = []
        for character in word:
            near = self._nearest(character)
            if near is not None:
                letters.append(near)
            elif letters[-1:] != [_UNKNOWN]:
                letters.append(_UNKNOWN)
        return _IDLE_SPACE.sub("", " ".join("".join(letters).split()))

    def _find_nearest(self, character: str) -> str | None:
        """What is written for a character; None where nothing comes near."""
        if character in self._characters:
            return character
        if character.isspace():
            return " "
        if unicodedata.category(character) in _INVISIBLE:
            return ""
        decomposed = unicodedata.normalize("NFKD", character)
        base = "".join(part for part in decomposed if not unicodedata.combining(part))
        for candidate in (character.lower(), _STAND_INS.get(character, ""), base):
            if candidate and self._characters.issuperset(candidate.replace(" ", "")):
                return candidate
        return None


def restore(translation: str, spelled: Spelled) -> str:
    """Put back the original of each changed word that the translation has copied."""
    for written, original in spelled.replaced:
        copy = re.search(rf"(?<!\w){re.escape(written)}(?!\w)", translation)
        if copy is not None:
            translation = translation[: copy.start()] + original + translation[copy.end() :]
    return translation
