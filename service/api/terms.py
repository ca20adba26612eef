"""The terms that hold in a conversation, and what staff change of them while people talk."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated, Final

from anyio import to_thread
from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, Field

from service.api.errors import ApiError, ErrorAnswer
from service.api.glossary_conflicts import conflicts_of, kept_among
from service.api.glossary_shapes import ConceptShape, ConflictOut, EntryOut, KeptEntry
from service.api.guards import HostDep, StaffOnly, check_staff
from service.api.state import Services, ServicesDep
from service.glossary.concepts import Concept, Glossary
from service.glossary.editing import instead_of, place_of, without_concept
from service.glossary.in_use import TermsOf, terms_of
from service.live.host import ConversationHost
from service.storage.errors import GlossaryUnknown, StorageUnavailable

logger = logging.getLogger(__name__)

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


class TermOut(EntryOut):
    """A term that holds in a conversation."""

    kept: bool = Field(
        description=(
            "It is in the glossary that has the desk's name, which staff may change."
            " False while the database does not answer."
        )
    )


class TermsOut(BaseModel):
    """What holds in a conversation."""

    glossaries: tuple[str, ...]
    """Of the desk, as the conversation began."""
    entries: list[TermOut]
    """The ones that count first come first."""
    conflicts: list[ConflictOut]


class NewTerm(ConceptShape):
    """A term for this conversation."""

    keep: bool = Field(
        default=False, description="For the conversations of this desk to come, too."
    )


@router.get("/{conversation}/terms", dependencies=[Depends(check_staff)])
async def list_terms(host: HostDep, services: ServicesDep) -> TermsOut:
    """The terms of the desk and of the conversation."""
    try:
        kept = await _kept(host, services)
    except StorageUnavailable as error:
        logger.warning("%s: terms are told without what the desk keeps", error.code)
        kept = frozenset()
    return TermsOut(
        glossaries=host.desk.glossaries,
        entries=await to_thread.run_sync(_entries, host.terms.concepts, kept),
        conflicts=await conflicts_of(host.terms.concepts),
    )


@router.post(
    "/{conversation}/terms",
    status_code=201,
    dependencies=StaffOnly,
    responses={422: {"model": ErrorAnswer}},
)
async def add_term(body: NewTerm, host: HostDep, services: ServicesDep) -> KeptEntry:
    """Translate a term like this from the next words on, whatever else is said of it."""
    concept = body.concept()
    if host.added_terms >= _MOST_ADDED:
        raise ApiError(422, "too_many_concepts", f"A conversation takes {_MOST_ADDED} terms.")
    if body.keep:
        await services.glossaries.keep_at(host.desk.slug, concept)
    await _change(host, lambda terms: terms.before(concept))
    host.added_terms += 1
    return await kept_among(host.terms.concepts, concept)


@router.put(
    "/{conversation}/terms/{term}",
    dependencies=StaffOnly,
    responses={422: {"model": ErrorAnswer}},
)
async def change_term(term: str, body: NewTerm, host: HostDep, services: ServicesDep) -> KeptEntry:
    """Translate a term in another way from the next words on."""
    concept = body.concept()
    await to_thread.run_sync(place_of, host.terms.concepts, term)
    if body.keep:
        await services.glossaries.keep_at(host.desk.slug, concept, entry=term)
    await _change(host, lambda terms: terms_of(instead_of(terms.concepts, term, concept)))
    return await kept_among(host.terms.concepts, concept)


@router.delete(
    "/{conversation}/terms/{term}",
    status_code=204,
    dependencies=StaffOnly,
    responses={409: {"model": ErrorAnswer}},
)
async def remove_term(
    term: str,
    host: HostDep,
    services: ServicesDep,
    keep: Annotated[
        bool, Query(description="Do without it in the conversations of this desk to come, too.")
    ] = False,
) -> Response:
    """Do without a term from the next words on."""
    await to_thread.run_sync(place_of, host.terms.concepts, term)
    if keep:
        if term not in await _kept(host, services):
            text = "This term is not in the desk's own glossary. Leave it out of this one alone."
            raise ApiError(409, "term_elsewhere", text)
        edit = partial(without_concept, entry=term)
        await services.glossaries.change(host.desk.slug, edit)
    await _change(host, lambda terms: terms_of(instead_of(terms.concepts, term)))
    return Response(status_code=204)


async def _kept(host: ConversationHost, services: Services) -> frozenset[str]:
    """Ids of the entries of the glossary that has the desk's name."""
    try:
        own = await services.glossaries.find(host.desk.slug)
    except GlossaryUnknown:
        own = Glossary(name=host.desk.slug, concepts=())
    if services.glossaries.is_shipped(own.name):
        return frozenset()
    return await to_thread.run_sync(_ids, own.concepts)


def _ids(concepts: Sequence[Concept]) -> frozenset[str]:
    return frozenset(one.id for one in concepts)


def _entries(concepts: Sequence[Concept], kept: frozenset[str]) -> list[TermOut]:
    entries = map(EntryOut.of, concepts)
    return [TermOut(**one.model_dump(), kept=one.id in kept) for one in entries]


async def _change(host: ConversationHost, edit: Callable[[TermsOf], TermsOf]) -> None:
    """Change the terms of a conversation; making their lists may take a while."""
    while True:
        before = host.terms
        after = await to_thread.run_sync(edit, before)
        if host.terms is before:
            host.use_terms(after)
            return
