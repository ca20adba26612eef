"""Conflicts of entries, looked for beside the event loop: a large glossary takes a while."""

from __future__ import annotations

from collections.abc import Sequence

from anyio import to_thread

from models.terms.lemmas import Lemmas
from service.api.glossary_shapes import ConflictOut, KeptEntry
from service.glossary.concepts import Concept
from service.glossary.conflicts import find_conflicts
from service.glossary.editing import place_of


async def conflicts_of(concepts: Sequence[Concept]) -> list[ConflictOut]:
    """What among some concepts contradicts itself."""
    found = await to_thread.run_sync(find_conflicts, concepts, Lemmas())
    return [ConflictOut.of(one) for one in found]


async def kept_among(concepts: Sequence[Concept], concept: Concept) -> KeptEntry:
    """Tell that a concept is kept, and what among the others it contradicts."""
    found = await to_thread.run_sync(find_conflicts, concepts, Lemmas())
    at = place_of(concepts, concept.id)
    concerned = [one for one in found if at in (one.first, one.second)]
    return KeptEntry(id=concept.id, conflicts=[ConflictOut.of(one) for one in concerned])
