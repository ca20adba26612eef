"""What becomes of a glossary when somebody changes it: from the one that is there, another one.

Entries are told by what they say (``Concept.id``), so a change of an entry that somebody else has
changed or removed meanwhile is refused, and nobody's work is lost unseen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from service.glossary.concepts import Concept, Glossary
from service.glossary.errors import GlossaryError

Edit = Callable[[Glossary], Glossary]
"""What becomes of a glossary; raises ``GlossaryError``."""
ImportMode = Literal["replace", "add"]
"""``replace``: what a file says takes the place of all entries. ``add``: it comes before them."""

_LEFT_AS_IT_WAS: Final = "Somebody has changed this glossary meanwhile. Look at it again."


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What an import changes, in entries."""

    new: int
    unchanged: int
    gone: int


def with_first(glossary: Glossary, concept: Concept) -> Glossary:
    """The glossary with a concept, new or not, which counts before the others."""
    return _unreviewed(glossary, first_among(glossary.concepts, concept))


def with_concept(glossary: Glossary, entry: str, concept: Concept) -> Glossary:
    """The glossary with another concept in the place of an entry.

    Args:
        glossary: as it is.
        entry: the id of what is there.
        concept: what it should be.

    Raises:
        GlossaryError: the entry is not there.
    """
    before = glossary.concepts[place_of(glossary.concepts, entry)]
    concepts = instead_of(glossary.concepts, entry, concept)
    if before.terms == concept.terms:
        return replace(glossary, concepts=concepts)
    return _unreviewed(glossary, concepts)


def without_concept(glossary: Glossary, entry: str) -> Glossary:
    """The glossary without an entry; raises as ``with_concept`` does."""
    return replace(glossary, concepts=instead_of(glossary.concepts, entry))


def described(glossary: Glossary, note: str, *, reviewed: bool) -> Glossary:
    """The glossary with another note, and another word on who has read it."""
    return replace(glossary, note=note, reviewed=reviewed)


def imported(
    glossary: Glossary, concepts: Sequence[Concept], mode: ImportMode, base: str | None = None
) -> Glossary:
    """The glossary once a file is read into it.

    Args:
        glossary: as it is; an empty one where there is none.
        concepts: what the file says.
        mode: what happens to the entries that are there.
        base: the revision that is to be changed; None for whichever there is.

    Raises:
        GlossaryError: it is another one by now, or there are too many entries.
    """
    if base is not None and base != glossary.revision:
        raise GlossaryError("glossary_changed", _LEFT_AS_IT_WAS)
    if mode == "replace":
        return _unreviewed(glossary, tuple(concepts))
    said = {concept.id for concept in concepts}
    rest = (concept for concept in glossary.concepts if concept.id not in said)
    return _unreviewed(glossary, (*concepts, *rest))


def difference(before: Glossary, after: Glossary) -> Difference:
    """Tell what another glossary changes."""
    had = {concept.id for concept in before.concepts}
    has = {concept.id for concept in after.concepts}
    return Difference(new=len(has - had), unchanged=len(has & had), gone=len(had - has))


def instead_of(concepts: Sequence[Concept], entry: str, *others: Concept) -> tuple[Concept, ...]:
    """Give the concepts with others, or none, in the place of one; raises as ``with_concept``.

    Neither that one nor the others stand at another place, too.
    """
    at = place_of(concepts, entry)
    gone = {entry, *(one.id for one in others)}
    before, after = (
        [one for one in part if one.id not in gone] for part in (concepts[:at], concepts[at:])
    )
    return (*before, *others, *after)


def first_among(concepts: Sequence[Concept], concept: Concept) -> tuple[Concept, ...]:
    """Give the concepts with one before them, which is there once."""
    return (concept, *(one for one in concepts if one.id != concept.id))


def place_of(concepts: Sequence[Concept], entry: str) -> int:
    """Where an entry stands; raises as ``with_concept`` does."""
    for at, concept in enumerate(concepts):
        if concept.id == entry:
            return at
    raise GlossaryError("concept_not_found", "This entry is not there any more, or was changed.")


def _unreviewed(glossary: Glossary, concepts: tuple[Concept, ...]) -> Glossary:
    return replace(glossary, concepts=concepts, reviewed=False)
