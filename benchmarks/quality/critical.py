"""Critical errors: facts of a sentence that its translation lost, changed or made up.

A translation has none where its facts are those of the reference, or those of the source: both are
right. Everything else, from word order to the wrong case, is no critical error; chrF sees it.
"""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.quality.facts import FactKind, facts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedPhrase:
    """An utterance, what it should have become and what it became."""

    id: str
    topic: str
    names: tuple[str, ...]
    source: str
    reference: str
    translation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CriticalError:
    """One kind of fact that is not right in a translation."""

    phrase: TranslatedPhrase
    kind: FactKind
    expected: tuple[str, ...]
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactCheck:
    """The facts of one phrase and those that went wrong."""

    phrase: TranslatedPhrase
    kinds: frozenset[FactKind]
    """Kinds of facts that the source or the reference has: what could be lost."""
    errors: tuple[CriticalError, ...]


def check_facts(phrase: TranslatedPhrase, *, source: str, target: str) -> FactCheck:
    """Compare the facts of a translation with those of its reference and its source.

    Args:
        phrase: what was translated.
        source: the language that it was said in.
        target: the language that it became.

    Raises:
        LanguageUnknown: the facts of one of the languages cannot be read.
    """
    said = facts_of(phrase.source, source, phrase.names)
    expected = facts_of(phrase.reference, target, phrase.names)
    found = facts_of(phrase.translation, target, phrase.names)
    return FactCheck(
        phrase=phrase,
        kinds=frozenset(kind for kind in FactKind if expected[kind] or said[kind]),
        errors=tuple(
            CriticalError(phrase=phrase, kind=kind, expected=expected[kind], found=found[kind])
            for kind in FactKind
            if not _is_right(kind, found[kind], expected[kind], said[kind])
        ),
    )


def _is_right(
    kind: FactKind, found: tuple[str, ...], expected: tuple[str, ...], said: tuple[str, ...]
) -> bool:
    if kind is FactKind.HALF_DAY:
        return not _other_halves(found) & {*expected, *said}
    return found in (expected, said)


def _other_halves(times: tuple[str, ...]) -> set[str]:
    """ "9:15 pm" for "9:15 am". Half of the day may be left unsaid, but not said wrongly."""
    both = {f"{time[:-2]}{half}" for time in times for half in ("am", "pm")}
    return both - set(times)
