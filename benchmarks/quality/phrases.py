"""Sets of phrases that are said in several languages: a folder with ``set.toml`` and topics."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from benchmarks.errors import BenchmarkError

SETS: Final = Path(__file__).parent.parent / "sets"
DESK_PHRASES: Final = "desk-phrases"

Content = TypeVar("Content", bound=BaseModel)


class PhrasesUnusable(BenchmarkError):
    """The set is not there, or a file of it is not as it must be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One utterance in every language of its set."""

    id: str
    topic: str
    texts: Mapping[str, str]
    """By language."""
    names: tuple[str, ...]
    """Beginnings of names, the same in every language and grammatical case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseSet:
    """All phrases, topic by topic."""

    name: str
    title: str
    languages: tuple[str, ...]
    reviewed_by_native: bool
    """True once native speakers of all languages have read every phrase."""
    phrases: tuple[Phrase, ...]

    @property
    def topics(self) -> tuple[str, ...]:
        """In the order of the set."""
        return tuple(dict.fromkeys(phrase.topic for phrase in self.phrases))


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Head(_Strict):
    title: str
    languages: tuple[str, ...]
    topics: tuple[str, ...]
    reviewed_by_native: bool


class _Line(BaseModel):
    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, str]
    id: str
    names: tuple[str, ...] = ()


class _Topic(_Strict):
    phrases: tuple[_Line, ...]


def load_phrases(name: str = DESK_PHRASES, *, root: Path = SETS) -> PhraseSet:
    """Read a set.

    Raises:
        PhrasesUnusable: there is no such set, a field is wrong, or a phrase lacks a language.
    """
    folder = root / name
    if not (folder / "set.toml").is_file():
        known = ", ".join(sorted(path.parent.name for path in root.glob("*/set.toml")))
        raise PhrasesUnusable(f"there is no set {name!r} in {root}; there is {known or 'none'}")
    head = _read(folder / "set.toml", _Head)
    phrases = tuple(
        _phrase(line, topic, head.languages)
        for topic in head.topics
        for line in _read(folder / f"{topic}.toml", _Topic).phrases
    )
    if len({phrase.id for phrase in phrases}) < len(phrases):
        raise PhrasesUnusable(f"{folder}: two phrases have the same id")
    return PhraseSet(
        name=name,
        title=head.title,
        languages=head.languages,
        reviewed_by_native=head.reviewed_by_native,
        phrases=phrases,
    )


def _phrase(line: _Line, topic: str, languages: tuple[str, ...]) -> Phrase:
    texts = line.__pydantic_extra__
    if set(texts) != set(languages) or not all(texts.values()):
        raise PhrasesUnusable(f"{line.id} must be said in {', '.join(languages)} and no other")
    return Phrase(id=line.id, topic=topic, texts=texts, names=line.names)


def _read(path: Path, kind: type[Content]) -> Content:
    try:
        return kind.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise PhrasesUnusable(f"{path}: {error}") from error
