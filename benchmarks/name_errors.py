"""Names that were said and are not there, and names that are there and were not said. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.edits import align
from benchmarks.text import Normalizer, normalized_words
from benchmarks.words import SpokenWord


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name where it is said."""

    text: str
    first_word: int
    """Its place among the words of the reference."""

    @property
    def places(self) -> range:
        """Of its words."""
        return range(self.first_word, self.first_word + len(self.text.split()))


@dataclass(frozen=True, slots=True, kw_only=True)
class NameErrors:
    """What became of the names."""

    said: int
    wrong: tuple[str, ...]
    """Those of which a word is missing or another one stands between; in the order of speech."""
    made_up: tuple[str, ...]
    """Those that are written more often than they are said, once for each time more."""


def name_errors(
    words: Sequence[SpokenWord],
    names: Sequence[Name],
    text: str,
    normalize: Normalizer,
    *,
    others: Sequence[str] = (),
) -> NameErrors:
    """Compare a text with what was said.

    Args:
        words: the reference.
        names: those in it.
        text: what was written.
        normalize: of the spoken language.
        others: names that nobody says.
    """
    said = [(token, place) for place, word in enumerate(words) for token in normalize(word.word)]
    reference, written = [token for token, _ in said], normalized_words(text, normalize)
    found = dict(align(reference, written).equal)

    def is_right(name: Name) -> bool:
        seen = [found.get(index) for index, (_, place) in enumerate(said) if place in name.places]
        first = seen[0]
        return first is not None and seen == list(range(first, first + len(seen)))

    known = dict.fromkeys([*(name.text for name in names), *others])
    return NameErrors(
        said=len(names),
        wrong=tuple(name.text for name in names if not is_right(name)),
        made_up=tuple(
            name
            for name in known
            for _ in range(
                _times(normalized_words(name, normalize), written)
                - _times(normalized_words(name, normalize), reference)
            )
        ),
    )


def _times(name: Sequence[str], text: Sequence[str]) -> int:
    return sum(
        tuple(text[at : at + len(name)]) == tuple(name) for at in range(len(text) - len(name) + 1)
    )
