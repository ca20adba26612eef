"""Administrators make glossaries, change their entries, and read files into them."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Depends, Query, Request, Response

from service.api.admin_glossaries import Format, summary_of
from service.api.errors import ErrorAnswer
from service.api.glossary_conflicts import conflicts_of, kept_among
from service.api.glossary_shapes import (
    ConceptShape,
    GlossaryDescription,
    GlossaryIn,
    GlossarySummary,
    ImportedGlossary,
    ImportPlan,
    KeptEntry,
    NewGlossary,
)
from service.api.guards import AdminOnly
from service.api.slugs import Slug
from service.api.state import ServicesDep
from service.glossary import editing
from service.glossary.concepts import Glossary
from service.glossary.csv_files import read_csv
from service.glossary.tbx_files import TbxContent, read_tbx
from service.storage.errors import GlossaryUnknown

router = APIRouter(
    prefix="/admin/api/glossaries",
    tags=["admin"],
    dependencies=AdminOnly,
    responses={
        401: {"model": ErrorAnswer},
        403: {"model": ErrorAnswer},
        404: {"model": ErrorAnswer},
        409: {"model": ErrorAnswer},
        422: {"model": ErrorAnswer},
        503: {"model": ErrorAnswer},
    },
)


async def _content(
    request: Request, form: Annotated[Format, Query(alias="format")] = "csv"
) -> TbxContent:
    """What the body, a file, says."""
    return await to_thread.run_sync(_read, await request.body(), form)


_ContentDep = Annotated[TbxContent, Depends(_content)]
_Mode = Annotated[
    editing.ImportMode,
    Query(description="``add``: the entries that are there stay, behind those of the file."),
]


@router.post("", status_code=201)
async def add_glossary(body: NewGlossary, services: ServicesDep) -> GlossarySummary:
    """Keep a glossary of a new name."""
    glossary = body.glossary(body.name)
    await services.glossaries.add(glossary)
    return await summary_of(glossary, services)


@router.put("/{name}")
async def put_glossary(name: Slug, body: GlossaryIn, services: ServicesDep) -> GlossarySummary:
    """Keep a glossary, in the place of the one that had its name."""
    glossary = body.glossary(name)
    await services.glossaries.put(glossary)
    return await summary_of(glossary, services)


@router.patch("/{name}")
async def describe_glossary(
    name: Slug, body: GlossaryDescription, services: ServicesDep
) -> GlossarySummary:
    """Say what a glossary is for, and whether native speakers have read it."""
    edit = partial(editing.described, note=body.note, reviewed=body.reviewed)
    return await summary_of(await services.glossaries.change(name, edit), services)


@router.delete("/{name}", status_code=204)
async def remove_glossary(name: Slug, services: ServicesDep) -> Response:
    """Forget a glossary that no desk uses. Conversations that use it go on with it."""
    await services.glossaries.remove(name)
    return Response(status_code=204)


@router.post("/{name}/entries", status_code=201)
async def add_entry(name: Slug, body: ConceptShape, services: ServicesDep) -> KeptEntry:
    """Keep an entry more, which counts before the others."""
    concept = body.concept()
    edit = partial(editing.with_first, concept=concept)
    glossary = await services.glossaries.change(name, edit)
    return await kept_among(glossary.concepts, concept)


@router.put("/{name}/entries/{entry}")
async def change_entry(
    name: Slug, entry: str, body: ConceptShape, services: ServicesDep
) -> KeptEntry:
    """Say an entry in another way; one that somebody else has changed meanwhile is not there."""
    concept = body.concept()
    edit = partial(editing.with_concept, entry=entry, concept=concept)
    glossary = await services.glossaries.change(name, edit)
    return await kept_among(glossary.concepts, concept)


@router.delete("/{name}/entries/{entry}", status_code=204)
async def remove_entry(name: Slug, entry: str, services: ServicesDep) -> Response:
    """Forget an entry."""
    await services.glossaries.change(name, partial(editing.without_concept, entry=entry))
    return Response(status_code=204)


@router.post("/{name}/file")
async def plan_import(
    name: Slug, content: _ContentDep, services: ServicesDep, mode: _Mode = "replace"
) -> ImportPlan:
    """Tell what would come of a file, and what would contradict itself then. Nothing is kept."""
    try:
        before = await services.glossaries.find(name)
    except GlossaryUnknown:
        before = Glossary(name=name, concepts=())
    after = editing.imported(before, content.concepts, mode)
    changes = editing.difference(before, after)
    return ImportPlan(
        base=before.revision,
        languages=after.languages,
        new=changes.new,
        unchanged=changes.unchanged,
        gone=changes.gone,
        left_out=content.left_out,
        conflicts=await conflicts_of(after.concepts),
    )


@router.put("/{name}/file")
async def import_glossary(
    name: Slug,
    content: _ContentDep,
    services: ServicesDep,
    mode: _Mode = "replace",
    base: Annotated[
        str | None, Query(description="Of the plan: refused where another glossary is there by now")
    ] = None,
) -> ImportedGlossary:
    """Keep what a file says."""
    edit = partial(editing.imported, concepts=content.concepts, mode=mode, base=base)
    summary = await summary_of(await services.glossaries.make(name, edit), services)
    return ImportedGlossary(**summary.model_dump(), left_out=content.left_out)


def _read(data: bytes, form: Format) -> TbxContent:
    return read_tbx(data) if form == "tbx" else TbxContent(concepts=read_csv(data), left_out=0)
