"""Glossaries as they stand in requests and answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from service.api.slugs import Slug
from service.glossary.concepts import (
    ANY_LANGUAGE,
    LONGEST_NOTE,
    LONGEST_TERM,
    MOST_CONCEPTS,
    Concept,
    Glossary,
)
from service.glossary.conflicts import Conflict, ConflictCode

_Term = Annotated[str, StringConstraints(max_length=LONGEST_TERM)]
_Note = Annotated[str, StringConstraints(max_length=LONGEST_NOTE)]
_LEFT_OUT: Final[int] = Field(
    description="Further terms of a concept in one language, which a glossary does not have."
)


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
    note: _Note = ""

    def concept(self) -> Concept:
        """As it is used; raises ``GlossaryError``."""
        return Concept(
            terms=self.terms,
            case_sensitive=self.case_sensitive,
            listen=self.listen,
            note=self.note,
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


class EntryOut(ConceptShape):
    """An entry of a glossary."""

    id: str = Field(description="Told by what the entry says: another one once that is changed.")

    @classmethod
    def of(cls, concept: Concept) -> EntryOut:
        """As it is told."""
        return cls(
            id=concept.id,
            terms=dict(concept.terms),
            case_sensitive=concept.case_sensitive,
            listen=concept.listen,
            note=concept.note,
        )


class GlossarySummary(BaseModel):
    """What there is."""

    name: str
    note: str
    reviewed: bool = Field(description="Native speakers of all its languages have read it.")
    shipped: bool = Field(description="It comes along with Tulkki and cannot be changed.")
    languages: tuple[str, ...]
    concepts: int
    desks: tuple[str, ...] = Field(description="Names of the desks that use it.")

    @classmethod
    def of(cls, glossary: Glossary, *, shipped: bool, desks: Sequence[str]) -> GlossarySummary:
        """As it is told."""
        return cls(
            name=glossary.name,
            note=glossary.note,
            reviewed=glossary.reviewed,
            shipped=shipped,
            languages=glossary.languages,
            concepts=len(glossary.concepts),
            desks=tuple(desks),
        )


class GlossaryDescription(BaseModel):
    """What a glossary is for."""

    model_config = ConfigDict(extra="forbid")

    note: Annotated[_Note, StringConstraints(pattern=r"^[^\x00]*$")] = ""
    reviewed: bool = False


class GlossaryIn(GlossaryDescription):
    """All of a glossary."""

    concepts: Annotated[list[ConceptShape], Field(max_length=MOST_CONCEPTS)]

    def glossary(self, name: str) -> Glossary:
        """As it is used; raises ``GlossaryError``."""
        return Glossary(
            name=name,
            concepts=tuple(one.concept() for one in self.concepts),
            reviewed=self.reviewed,
            note=self.note,
        )


class NewGlossary(GlossaryIn):
    """A glossary that is not there yet."""

    name: Slug


class GlossaryOut(GlossarySummary):
    """All of a glossary."""

    entries: list[EntryOut]


class ImportedGlossary(GlossarySummary):
    """What came of a file."""

    left_out: int = _LEFT_OUT


class ImportPlan(BaseModel):
    """What would come of a file."""

    base: str = Field(description="The glossary that it was compared with.")
    languages: tuple[str, ...]
    new: int
    unchanged: int
    gone: int
    left_out: int = _LEFT_OUT
    conflicts: list[ConflictOut] = Field(description="Of the whole glossary as it would be.")


class KeptEntry(BaseModel):
    """An entry is kept."""

    id: str
    conflicts: list[ConflictOut] = Field(description="What it contradicts.")
