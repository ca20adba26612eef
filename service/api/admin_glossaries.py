"""Glossaries, as administrators read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final, Literal

from anyio import to_thread
from fastapi import APIRouter, Depends, Query, Response

from service.api.errors import ErrorAnswer
from service.api.glossary_conflicts import conflicts_of
from service.api.glossary_shapes import ConflictOut, EntryOut, GlossaryOut, GlossarySummary
from service.api.guards import check_admin
from service.api.slugs import Slug
from service.api.state import Services, ServicesDep
from service.glossary.concepts import Glossary
from service.glossary.csv_files import write_csv
from service.glossary.tbx_files import write_tbx
from service.storage.desk import Desk
from service.storage.glossary_book import users_of

Format = Literal["csv", "tbx"]
_MEDIA_TYPES: Final[dict[Format, str]] = {
    "csv": "text/csv; charset=utf-8",
    "tbx": "application/x-tbx+xml",
}

router = APIRouter(
    prefix="/admin/api/glossaries",
    tags=["admin"],
    dependencies=[Depends(check_admin)],
    responses={
        401: {"model": ErrorAnswer},
        404: {"model": ErrorAnswer},
        503: {"model": ErrorAnswer},
    },
)


@router.get("")
async def list_glossaries(services: ServicesDep) -> list[GlossarySummary]:
    """All glossaries; those that come along first."""
    desks = await services.desks.every()
    return [_summary(one, desks, services) for one in await services.glossaries.every()]


@router.get("/{name}")
async def read_glossary(name: Slug, services: ServicesDep) -> GlossaryOut:
    """All of a glossary."""
    glossary = await services.glossaries.find(name)
    entries = [EntryOut.of(one) for one in glossary.concepts]
    summary = await summary_of(glossary, services)
    return GlossaryOut(**summary.model_dump(), entries=entries)


@router.get("/{name}/conflicts")
async def list_conflicts(name: Slug, services: ServicesDep) -> list[ConflictOut]:
    """What in a glossary contradicts itself."""
    return await conflicts_of((await services.glossaries.find(name)).concepts)


@router.get("/{name}/file")
async def export_glossary(
    name: Slug, services: ServicesDep, form: Annotated[Format, Query(alias="format")] = "csv"
) -> Response:
    """A glossary as a file: CSV with all that is known, or TBX-Basic with terms and notes."""
    glossary = await services.glossaries.find(name)
    written = await to_thread.run_sync(write_csv if form == "csv" else write_tbx, glossary)
    return Response(
        written,
        media_type=_MEDIA_TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{glossary.name}.{form}"'},
    )


async def summary_of(glossary: Glossary, services: Services) -> GlossarySummary:
    """What there is of a glossary."""
    return _summary(glossary, await services.desks.every(), services)


def _summary(glossary: Glossary, desks: Sequence[Desk], services: Services) -> GlossarySummary:
    return GlossarySummary.of(
        glossary,
        shipped=services.glossaries.is_shipped(glossary.name),
        desks=users_of(glossary.name, desks),
    )
