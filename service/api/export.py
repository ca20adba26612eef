"""A conversation as a document: for staff, before it ends and while it is kept."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel

from service.access.grants import COPY_LIFETIME_S
from service.api.errors import ApiError, ErrorAnswer
from service.api.guards import StaffOnly, check_staff
from service.api.qr import qr_svg
from service.api.state import Services, ServicesDep
from service.export.formats import Format, write
from service.export.transcript import Transcript
from service.feed.log import LogClosed
from service.live.host import ConversationHost

router = APIRouter(
    prefix="/conversations/{conversation}",
    tags=["export"],
    responses={401: {"model": ErrorAnswer}, 404: {"model": ErrorAnswer}},
)


class CopyLink(BaseModel):
    """A link that hands out one copy."""

    link: str
    qr_svg: str
    expires_s: int


class KeptOut(BaseModel):
    """The text of a conversation that has ended."""

    left_s: int
    """Seconds until it is forgotten."""


def no_text() -> ApiError:
    """Raise this where there is nothing to hand out."""
    return ApiError(404, "no_text", "There is no text of this conversation, or not any more.")


async def find_text(conversation: str, services: Services) -> Transcript:
    """What was said, whether it goes on or is kept.

    Raises:
        ApiError: it is forgotten.
    """
    host = services.conversations.find(conversation)
    kept = services.conversations.kept.find(conversation)
    if kept is not None:
        return kept.transcript
    if host is None:
        raise no_text()
    return await text_so_far(host)


async def text_so_far(host: ConversationHost) -> Transcript:
    """What was said in a conversation that goes on."""
    try:
        return await host.transcript()
    except LogClosed:
        raise no_text() from None


async def as_download(transcript: Transcript, written: Format) -> Response:
    """The transcript as a file that the browser saves; written in a thread, kept nowhere."""
    document = await asyncio.to_thread(write, transcript, written)
    return Response(
        document.content,
        media_type=document.media_type,
        headers={"Content-Disposition": f'attachment; filename="{document.name}"'},
    )


# By the cookie alone: browsers send no Origin when they download, and another site's page can
# neither send the cookie (SameSite) nor read the answer.
@router.get("/export", response_class=Response, dependencies=[Depends(check_staff)])
async def export_conversation(
    conversation: str, services: ServicesDep, written: Annotated[Format, Query(alias="format")]
) -> Response:
    """Everything final, in both languages of the conversation."""
    return await as_download(await find_text(conversation, services), written)


@router.post("/copies", status_code=201, dependencies=StaffOnly)
async def offer_copy(conversation: str, services: ServicesDep) -> CopyLink:
    """A link, and its picture, by which the client's phone gets one copy."""
    if services.conversations.find(conversation) is None:
        _find_kept(conversation, services)
    link = f"{services.base_url}/copy#s={services.grants.issue_copy(conversation)}"
    return CopyLink(link=link, qr_svg=qr_svg(link), expires_s=int(COPY_LIFETIME_S))


@router.get("/kept", dependencies=[Depends(check_staff)])
async def tell_kept(conversation: str, services: ServicesDep) -> KeptOut:
    """How long the text of a conversation that has ended is still there."""
    return _find_kept(conversation, services)


def _find_kept(conversation: str, services: Services) -> KeptOut:
    kept = services.conversations.kept.find(conversation)
    if kept is None:
        raise no_text()
    return KeptOut(left_s=int(services.conversations.kept.left_s(kept)))


@router.delete("/kept", status_code=204, dependencies=StaffOnly)
async def forget_kept(conversation: str, services: ServicesDep) -> Response:
    """Forget the text of a conversation that has ended, at once. Again is no error."""
    services.conversations.kept.forget(conversation)
    return Response(status_code=204)
