"""Glossaries as they stand in requests and answers."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from service.glossary.concepts import (
    ANY_LANGUAGE,
    LONGEST_NOTE,
    LONGEST_TERM,
    MOST_CONCEPTS,
    Concept,
    Glossary,
)
from service.glossary.conflicts import Conflict, ConflictCode
from service.storage.desk import SLUG_PATTERN

GlossaryName = Annotated[str, StringConstraints(pattern=SLUG_PATTERN)]
_Term = Annotated[str, StringConstraints(max_length=LONGEST_TERM)]


class ConceptShape(BaseModel):
    """Something that has one right word in each language."""

    terms: dict[str, _Term] = Field(
        description=f"By language; under {ANY_LANGUAGE} alone where it is not to be translated."
    )
    case_sensitive: bool = Field(
        default=False, description="A term is another word without its capitals."
    )
    listen: bool = Field(
        default=False, description="The recognizer listens for it, which costs processor time."
    )
    note: Annotated[str, StringConstraints(max_length=LONGEST_NOTE)] = ""

    @classmethod
    def of(cls, concept: Concept) -> ConceptShape:
        """As it is told."""
        return cls(
            terms=dict(concept.terms),
            case_sensitive=concept.case_sensitive,
            listen=concept.listen,
            note=concept.note,
        )

    def concept(self) -> Concept:
        """As it is used; raises ``GlossaryError``."""
        return Concept(
            terms=self.terms,
            case_sensitive=self.case_sensitive,
            listen=self.listen,
            note=self.note,
        )


class GlossarySummary(BaseModel):
    """What there is."""

    name: str
    note: str
    reviewed: bool = Field(description="Native speakers of all its languages have read it.")
    shipped: bool = Field(description="It comes along with Tulkki and cannot be changed.")
    languages: tuple[str, ...]
    concepts: int

    @classmethod
    def of(cls, glossary: Glossary, *, shipped: bool) -> GlossarySummary:
        """As it is told."""
        return cls(
            name=glossary.name,
            note=glossary.note,
            reviewed=glossary.reviewed,
            shipped=shipped,
            languages=glossary.languages,
            concepts=len(glossary.concepts),
        )


class GlossaryIn(BaseModel):
    """All of a glossary."""

    note: Annotated[str, StringConstraints(max_length=LONGEST_NOTE)] = ""
    reviewed: bool = False
    concepts: Annotated[list[ConceptShape], Field(max_length=MOST_CONCEPTS)]


class GlossaryOut(GlossarySummary):
    """All of a glossary."""

    entries: list[ConceptShape]


class Imported(GlossarySummary):
    """What came of a file."""

    left_out: int = Field(
        description="Further terms of a concept in one language, which a glossary does not have."
    )


class ConflictOut(BaseModel):
    """Two concepts that get in each other's way."""

    code: ConflictCode = Field(
        description=(
            "two_targets: one term is translated in two ways; the first is used."
            " term_inside_term: the first is part of the second, and there the second is used."
            " kept_and_translated: a term is not to be translated, and has a translation; the first"
            " is used."
        )
    )
    language: str
    terms: tuple[str, str]
    targets: tuple[str, str] | None = None

    @classmethod
    def of(cls, conflict: Conflict) -> ConflictOut:
        """As it is told."""
        return cls(
            code=conflict.code,
            language=conflict.language,
            terms=conflict.terms,
            targets=conflict.targets,
        )
