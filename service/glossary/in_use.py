"""The terms that hold in one conversation: those of its desk, and those added while people talk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from models.types import NO_TERMS, LanguagePair, TermList
from service.glossary.concepts import ANY_LANGUAGE, Concept, term_lists
from service.glossary.editing import first_among


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsOf:
    """Concepts, and their terms between any two languages."""

    concepts: tuple[Concept, ...] = ()
    """Of two that are called alike the first is meant."""
    between: Mapping[LanguagePair, TermList] = field(default_factory=dict)
    """For the pairs of the languages that the concepts have terms in."""
    kept: TermList = NO_TERMS
    """For every other pair: what is not to be translated."""

    def before(self, concept: Concept) -> TermsOf:
        """These terms with a concept before all others, once, whether it is new or not."""
        concepts = first_among(self.concepts, concept)
        if concept.do_not_translate:
            return terms_of(concepts)
        # All other lists stay as they are, and so does what is prepared for them.
        near = [
            one
            for one in concepts
            if one.do_not_translate or len(one.terms.keys() & concept.terms.keys()) > 1
        ]
        new = term_lists(near, concept.terms)
        return replace(self, concepts=concepts, between={**self.between, **new})


def terms_of(concepts: Sequence[Concept]) -> TermsOf:
    """Make the lists of some concepts. Takes a while where they and their languages are many."""
    languages = {language for one in concepts for language in one.terms} - {ANY_LANGUAGE}
    kept = tuple(
        term
        for one in concepts
        if one.do_not_translate
        and (term := one.between(LanguagePair(ANY_LANGUAGE, ANY_LANGUAGE))) is not None
    )
    return TermsOf(
        concepts=tuple(concepts),
        between=term_lists(concepts, languages),
        kept=TermList(kept) if kept else NO_TERMS,
    )
