"""What of a final text is worth a second look, or is read back to the other person.

A wrong number, date or "not" does the most harm and looks like any other word; so does a word of
which the recognizer was not sure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from models.facts import find_facts
from service.conversation.events import TimedWord

MarkKind = Literal["number", "date", "negation", "uncertain"]

UNCERTAIN_BELOW: Final = 0.5
"""A recognized word is marked below this probability."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place in a text."""

    start: int
    """In characters."""
    end: int
    kind: MarkKind


def marks_of(text: str, language: str, words: Iterable[TimedWord] = ()) -> tuple[Mark, ...]:
    """What to mark in a final text, by where it begins.

    Args:
        text: Of a caption or of a translation.
        language: It is in.
        words: Of a recognized caption.
    """
    facts = (
        Mark(start=fact.start, end=fact.end, kind=fact.mark.value)
        for fact in find_facts(text, language)
    )
    marks = [*facts, *_uncertain(words)]
    return tuple(sorted(marks, key=lambda mark: (mark.start, mark.end, mark.kind)))


def _uncertain(words: Iterable[TimedWord]) -> Iterator[Mark]:
    return (
        Mark(start=word.start, end=word.end, kind="uncertain")
        for word in words
        if _is_uncertain(word)
    )


def _is_uncertain(word: TimedWord) -> bool:
    """A word on screen that the decoding of the whole utterance did not hear is one, too."""
    if word.probability is None:
        return word.start_sample is None
    return word.probability < UNCERTAIN_BELOW
