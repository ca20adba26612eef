"""Glossaries are made, edited, imported and chosen for desks."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from service.api.errors import ErrorAnswer
from service.api.glossaries import Format, summary_of
from service.api.glossary_shapes import GlossaryIn, GlossaryName, GlossarySummary, Imported
from service.api.guards import StaffOnly
from service.api.state import ServicesDep
from service.glossary.concepts import Glossary
from service.glossary.csv_files import read_csv
from service.glossary.tbx_files import TbxContent, read_tbx
from service.storage import desk_rows
from service.storage.desk import MOST_GLOSSARIES

router = APIRouter(
    tags=["glossaries"],
    dependencies=StaffOnly,
    responses={
        401: {"model": ErrorAnswer},
        403: {"model": ErrorAnswer},
        404: {"model": ErrorAnswer},
        409: {"model": ErrorAnswer},
        422: {"model": ErrorAnswer},
    },
)


class DeskGlossaries(BaseModel):
    """Glossaries of a desk; of two terms that are written alike the first one counts."""

    glossaries: Annotated[tuple[GlossaryName, ...], Field(max_length=MOST_GLOSSARIES)]


@router.put("/glossaries/{name}")
async def put_glossary(
    name: GlossaryName, body: GlossaryIn, services: ServicesDep
) -> GlossarySummary:
    """Keep a glossary, in the place of the one that had its name."""
    glossary = Glossary(
        name=name,
        concepts=tuple(one.concept() for one in body.concepts),
        reviewed=body.reviewed,
        note=body.note,
    )
    await services.glossaries.put(glossary)
    return summary_of(glossary, services)


@router.put("/glossaries/{name}/file")
async def import_glossary(
    name: GlossaryName,
    request: Request,
    services: ServicesDep,
    form: Annotated[Format, Query(alias="format")] = "csv",
) -> Imported:
    """Keep what a file says, in the place of the glossary that had its name."""
    content = await to_thread.run_sync(_read, await request.body(), form)
    glossary = Glossary(name=name, concepts=content.concepts)
    await services.glossaries.put(glossary)
    return Imported(**summary_of(glossary, services).model_dump(), left_out=content.left_out)


@router.delete("/glossaries/{name}", status_code=204)
async def remove_glossary(name: str, services: ServicesDep) -> Response:
    """Forget a glossary. Conversations that use it go on with it."""
    await services.glossaries.remove(name)
    return Response(status_code=204)


@router.put("/desks/{slug}/glossaries", status_code=204)
async def choose_glossaries(slug: str, body: DeskGlossaries, services: ServicesDep) -> Response:
    """Choose the glossaries of a desk, for the conversations that begin from now on."""
    for name in body.glossaries:
        await services.glossaries.find(name)
    desk = replace(await services.desks.find(slug), glossaries=body.glossaries)
    await services.database.write(partial(desk_rows.change, desk=desk))
    return Response(status_code=204)


def _read(data: bytes, form: Format) -> TbxContent:
    return read_tbx(data) if form == "tbx" else TbxContent(concepts=read_csv(data), left_out=0)
