"""Concepts, and what they are called.

A glossary lists concepts, as terminologists do (ISO 30042): one concept has one term in each
language that it is known in, so one entry serves every pair of them in both directions. What is not
to be translated has one term, written under ``ANY_LANGUAGE``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import permutations
from typing import Final

from models.letters import is_plain
from models.types import LanguagePair, Term, TermList
from service.glossary.errors import GlossaryError

ANY_LANGUAGE: Final = "mul"
"""ISO 639's code for several languages: a term that stays as it is in all of them."""
LONGEST_TERM: Final = 100
LONGEST_NOTE: Final = 500
MOST_CONCEPTS: Final = 2_000
"""In one glossary."""
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")
_FEWEST_LANGUAGES: Final = 2
_DIGEST_LETTERS: Final = 16
"""Of 2,000 entries two have the same once in ten trillion glossaries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """Something that has one right word in each language."""

    terms: Mapping[str, str]
    """By language; under ``ANY_LANGUAGE`` alone where it is not to be translated."""
    case_sensitive: bool = False
    """True where a term is another word without its capitals."""
    listen: bool = False
    """True where the recognizer is told to listen for it, which costs processor time."""
    note: str = ""
    """For those who keep the glossary."""

    def __post_init__(self) -> None:
        for language, term in self.terms.items():
            if _LANGUAGE.fullmatch(language) is None:
                raise GlossaryError("bad_language", f"{language!r} is no language code.")
            _check_term(term)
        if not self.do_not_translate and len(self.terms) < _FEWEST_LANGUAGES:
            raise GlossaryError("too_few_languages", "A concept needs terms in two languages.")
        if ANY_LANGUAGE in self.terms and len(self.terms) > 1:
            raise GlossaryError(
                "bad_language", "What is not to be translated has no terms in other languages."
            )
        _check_letters(self.note, LONGEST_NOTE)

    @property
    def id(self) -> str:
        """Told by what it says: whatever is changed in it, it is another one."""
        said = [sorted(self.terms.items()), self.case_sensitive, self.listen, self.note]
        return _digest(said)

    @property
    def do_not_translate(self) -> bool:
        """True where it stays as it is in every language."""
        return tuple(self.terms) == (ANY_LANGUAGE,)

    def between(self, pair: LanguagePair) -> Term | None:
        """How it is translated; None where that is not known."""
        kept = self.terms.get(ANY_LANGUAGE)
        source = self.terms.get(pair.source, kept)
        target = self.terms.get(pair.target, kept)
        if source is None or target is None:
            return None
        return Term(source=source, target=target, case_sensitive=self.case_sensitive)


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """Concepts that belong together: a desk uses some glossaries."""

    name: str
    concepts: tuple[Concept, ...]
    reviewed: bool = False
    """True once a native speaker of every language has read it."""
    note: str = field(default="")

    def __post_init__(self) -> None:
        if len(self.concepts) > MOST_CONCEPTS:
            raise GlossaryError(
                "too_many_concepts", f"A glossary has at most {MOST_CONCEPTS} concepts."
            )

    @property
    def revision(self) -> str:
        """Told by its entries and their order: another one once any of them is changed."""
        return _digest([concept.id for concept in self.concepts])

    @property
    def languages(self) -> tuple[str, ...]:
        """Those of its concepts, in the order of their codes; without ``ANY_LANGUAGE``."""
        written = {language for concept in self.concepts for language in concept.terms}
        return tuple(sorted(written - {ANY_LANGUAGE}))


def term_lists(
    concepts: Sequence[Concept], languages: Iterable[str]
) -> dict[LanguagePair, TermList]:
    """Give the terms between all these languages, for each pair that has any.

    Of two concepts with the same term the first is meant.
    """
    lists = {
        pair: TermList(tuple(_between(concepts, pair)))
        for pair in (LanguagePair(*two) for two in permutations(sorted(set(languages)), 2))
    }
    return {pair: terms for pair, terms in lists.items() if terms.terms}


def hotwords(concepts: Sequence[Concept], languages: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Give what is to be listened for in each of these languages."""
    listened = [concept for concept in concepts if concept.listen]
    words = {
        language: tuple(
            dict.fromkeys(
                term
                for concept in listened
                if (term := concept.terms.get(language, concept.terms.get(ANY_LANGUAGE)))
            )
        )
        for language in languages
    }
    return {language: those for language, those in words.items() if those}


def _between(concepts: Iterable[Concept], pair: LanguagePair) -> Iterator[Term]:
    return (term for concept in concepts if (term := concept.between(pair)) is not None)


def _digest(said: Sequence[object]) -> str:
    written = json.dumps(said, ensure_ascii=False).encode()
    return sha256(written).hexdigest()[:_DIGEST_LETTERS]


def _check_term(term: str) -> None:
    if not term.strip():
        raise GlossaryError("term_empty", "A term is empty.")
    if term != term.strip():
        raise GlossaryError("term_bad_letters", "A term has white space at its ends.")
    _check_letters(term, LONGEST_TERM)
    if not any(map(str.isalnum, term)):
        raise GlossaryError("term_without_letters", "A term has no letter and no digit.")


def _check_letters(text: str, longest: int) -> None:
    if len(text) > longest:
        raise GlossaryError("term_too_long", f"A text is longer than {longest} characters.")
    if not is_plain(text):
        raise GlossaryError("term_bad_letters", "A text has control characters.")
