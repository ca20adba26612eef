"""Sentences that a speech model writes where nobody speaks, and that it learned from subtitles.

"Thanks for watching", "Субтитры сделал ..." stand at the ends of the videos on which Whisper was
trained, over music and silence. ``phantom_phrases.toml`` lists them, each with the place where it
is documented. Subtitles also tell sounds, in capitals: "ДИНАМИЧНАЯ МУЗЫКА", "ТЕЛЕФОННЫЙ ЗВОНОК";
speech is written in sentence case, so no list of them is needed. A phrase alone is no proof, since
people do say thank you: it is a *doubt*, and what was heard decides (``drafts``).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, StringConstraints, TypeAdapter

PHRASES_FILE: Final = Path(__file__).with_name("phantom_phrases.toml")

_SENTENCE_END: Final = re.compile(r"[.!?…。！？؟]+\s*")
_ARABIC_VOWEL_SIGNS: Final = re.compile("[\u064b-\u0652]")
_DOT_ABOVE: Final = "\u0307"
"""What is left over of the Turkish letter "İ" in lower case."""
_NOT_A_WORD: Final = re.compile(r"[\W_]+")
_NO_ABBREVIATION: Final = 5
"""Letters of a word in capitals that is spoken as a word: "HSL" and "KELA" are shorter."""


class Doubt(IntEnum):
    """How much a text, by its words alone, looks made up."""

    NONE = 0
    SAID_TOO = 1
    """People say it, and models make it up: "thank you"."""
    NEVER_SAID = 2
    """Nobody says it to somebody at a desk: "subtitles by ..."."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhantomPhrases:
    """What is known of such sentences; all in the form of ``plain``."""

    never_said: frozenset[str]
    begins: tuple[str, ...]
    """Beginnings of what is never said."""
    said_too: Mapping[str, frozenset[str]]
    """By language."""

    def doubt(self, text: str, language: str) -> Doubt:
        """How far a text consists of such sentences, once or several times."""
        if self._never_said(plain(text)) or _tells_a_sound(text):
            return Doubt.NEVER_SAID
        sentences = [words for part in _SENTENCE_END.split(text) if (words := plain(part))]
        said_too = self.said_too.get(language, frozenset())
        never = [self._never_said(sentence) for sentence in sentences]
        known = [
            phantom or sentence in said_too
            for sentence, phantom in zip(sentences, never, strict=True)
        ]
        if not sentences or not all(known):
            return Doubt.NONE
        return Doubt.NEVER_SAID if any(never) else Doubt.SAID_TOO

    def _never_said(self, words: str) -> bool:
        return words in self.never_said or any(
            words == begin or words.startswith(f"{begin} ") for begin in self.begins
        )


def _tells_a_sound(text: str) -> bool:
    """Whether it is two words or more, all in capitals, and not abbreviations alone."""
    words = _NOT_A_WORD.sub(" ", text).split()
    longest = max(map(len, words), default=0)
    return text.isupper() and len(words) > 1 and longest >= _NO_ABBREVIATION


def plain(text: str) -> str:
    """The words of a text alone: without case, marks, doubled spaces and Arabic vowel signs."""
    bare = _ARABIC_VOWEL_SIGNS.sub("", unicodedata.normalize("NFKC", text))
    return _NOT_A_WORD.sub(" ", bare.casefold().replace(_DOT_ABOVE, "")).strip()


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Phrase(_Strict):
    text: Annotated[str, StringConstraints(min_length=1)]
    source: str


class _Language(_Strict):
    never_said: tuple[_Phrase, ...] = ()
    begins: tuple[_Phrase, ...] = ()
    said_too: tuple[_Phrase, ...] = ()


_SOURCES: Final[TypeAdapter[dict[str, str]]] = TypeAdapter(dict[str, str])
_LANGUAGES: Final[TypeAdapter[dict[str, _Language]]] = TypeAdapter(dict[str, _Language])


@cache
def phantom_phrases() -> PhantomPhrases:
    """The phrases that come with Tulkki."""
    return read_phrases(PHRASES_FILE.read_text(encoding="utf-8"))


def read_phrases(text: str) -> PhantomPhrases:
    """Read a file of phrases.

    Raises:
        ValueError: it is not of the form of ``phantom_phrases.toml``, or a phrase names a source
            that the file does not tell.
    """
    tables = tomllib.loads(text)
    sources = _SOURCES.validate_python(tables.pop("sources", {}))
    languages = _LANGUAGES.validate_python(tables)
    for code, language in languages.items():
        for phrase in (*language.never_said, *language.begins, *language.said_too):
            if phrase.source not in sources:
                raise ValueError(f"{phrase.text!r} ({code}): source {phrase.source!r} is not told")
    every = languages.values()
    return PhantomPhrases(
        never_said=frozenset(plain(one.text) for language in every for one in language.never_said),
        begins=tuple(plain(one.text) for language in every for one in language.begins),
        said_too={
            code: frozenset(plain(one.text) for one in language.said_too)
            for code, language in languages.items()
        },
    )
