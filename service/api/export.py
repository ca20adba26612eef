"""A conversation as a document: for staff, before it ends."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from service.api.errors import ApiError, ErrorAnswer
from service.api.guards import HostDep, check_staff
from service.export.formats import Format, write
from service.export.reading import read_transcript
from service.export.transcript import Transcript
from service.feed.log import LogClosed

router = APIRouter(
    tags=["export"],
    # By the cookie alone: browsers send no Origin when they download, and another site's page can
    # neither send the cookie (SameSite) nor read the answer.
    dependencies=[Depends(check_staff)],
    responses={401: {"model": ErrorAnswer}, 404: {"model": ErrorAnswer}},
)


@router.get("/conversations/{conversation}/export", response_class=Response)
async def export_conversation(
    host: HostDep, written: Annotated[Format, Query(alias="format")]
) -> Response:
    """Everything final so far, in both languages of the conversation."""
    try:
        finals = await host.log.finals()
    except LogClosed:
        raise ApiError(404, "conversation_not_found", "This conversation has ended.") from None
    transcript = read_transcript(
        (delivery.entry.payload for delivery in finals.deliveries),
        languages=(host.pair.source, host.pair.target),
        whole=finals.whole,
    )
    return await as_download(transcript, written)


async def as_download(transcript: Transcript, written: Format) -> Response:
    """The transcript as a file that the browser saves; written in a thread, kept nowhere."""
    document = await asyncio.to_thread(write, transcript, written)
    return Response(
        document.content,
        media_type=document.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{document.name}"',
            "Cache-Control": "no-store",
        },
    )
