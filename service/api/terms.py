"""The terms that hold in a conversation, and new ones while people talk."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

from anyio import to_thread
from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from models.terms.lemmas import Lemmas
from service.api.errors import ApiError, ErrorAnswer
from service.api.glossary_shapes import ConceptShape, ConflictOut
from service.api.guards import HostDep, StaffOnly, check_staff
from service.api.state import Services, ServicesDep
from service.glossary.concepts import Concept
from service.glossary.conflicts import Conflict, find_conflicts
from service.storage import desk_rows
from service.storage.desk import MOST_GLOSSARIES

_MOST_ADDED: Final = 100
"""Terms that one conversation can be told."""

router = APIRouter(
    prefix="/conversations",
    tags=["glossaries"],
    responses={
        401: {"model": ErrorAnswer},
        403: {"model": ErrorAnswer},
        404: {"model": ErrorAnswer},
    },
)


class TermsOut(BaseModel):
    """What holds in a conversation."""

    glossaries: tuple[str, ...]
    """Of the desk, as the conversation began."""
    entries: list[ConceptShape]
    """The ones that count first come first."""
    conflicts: list[ConflictOut]


class NewTerm(ConceptShape):
    """A term for this conversation."""

    keep: bool = Field(
        default=False, description="For the conversations of this desk to come, too."
    )


class AddedTerm(BaseModel):
    """A term holds from now on."""

    conflicts: list[ConflictOut]
    """What it contradicts; it counts before what it contradicts."""


@router.get("/{conversation}/terms", dependencies=[Depends(check_staff)])
async def list_terms(host: HostDep) -> TermsOut:
    """The terms of the desk and of the conversation."""
    conflicts = await _conflicts(host.terms.concepts)
    return TermsOut(
        glossaries=host.desk.glossaries,
        entries=[ConceptShape.of(one) for one in host.terms.concepts],
        conflicts=[ConflictOut.of(one) for one in conflicts],
    )


@router.post(
    "/{conversation}/terms",
    status_code=201,
    dependencies=StaffOnly,
    responses={422: {"model": ErrorAnswer}},
)
async def add_term(body: NewTerm, host: HostDep, services: ServicesDep) -> AddedTerm:
    """Translate a term like this from the next words on."""
    concept = body.concept()
    if host.added_terms >= _MOST_ADDED:
        raise ApiError(422, "too_many_concepts", f"A conversation takes {_MOST_ADDED} terms.")
    if body.keep:
        await _keep(concept, host.desk.slug, services)
    host.add_term(concept)
    conflicts = await _conflicts(host.terms.concepts)
    return AddedTerm(
        conflicts=[ConflictOut.of(one) for one in conflicts if 0 in (one.first, one.second)]
    )


async def _conflicts(concepts: tuple[Concept, ...]) -> tuple[Conflict, ...]:
    return await to_thread.run_sync(find_conflicts, concepts, Lemmas())


async def _keep(concept: Concept, slug: str, services: Services) -> None:
    """Write it into the glossary that has the desk's name, which the desk uses before others."""
    desk = await services.desks.find(slug)
    others = tuple(name for name in desk.glossaries if name != slug)
    if len(others) >= MOST_GLOSSARIES:
        raise ApiError(
            422, "too_many_glossaries", "The desk has no room for a glossary of its own."
        )
    await services.glossaries.prepend(slug, concept)
    if slug not in desk.glossaries:
        desk = replace(desk, glossaries=(slug, *others))
        await services.database.write(partial(desk_rows.change, desk=desk))
