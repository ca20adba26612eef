"""The client's copy: for a phone that took part, or for the secret of a link that staff showed."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, StringConstraints

from service.api.errors import ApiError, ErrorAnswer
from service.api.export import KeptOut, as_download, find_text, no_text, text_so_far
from service.api.guards import bearer, check_origin, limited_failures
from service.api.state import Services, ServicesDep
from service.conversation.events import Role
from service.export.formats import Format
from service.export.transcript import Transcript
from service.live.kept import Kept

router = APIRouter(
    prefix="/copies",
    tags=["export"],
    responses={
        401: {"model": ErrorAnswer},
        403: {"model": ErrorAnswer},
        404: {"model": ErrorAnswer},
    },
)

_OWN_PAGE = [Depends(check_origin)]


class CopyWanted(BaseModel):
    """Which copy, and by what right: the secret of a link, or else the request's reader token."""

    format: Literal[Format.DOCX, Format.TXT]
    secret: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = None


@router.post(
    "", dependencies=_OWN_PAGE, response_class=Response, responses={429: {"model": ErrorAnswer}}
)
async def get_copy(body: CopyWanted, request: Request, services: ServicesDep) -> Response:
    """The text as a document. A link's secret is used up by it."""
    if body.secret is None:
        transcript = await _text_of_phone(bearer(request), services)
    else:
        most = services.settings.join_tries_per_minute
        with limited_failures(request, services, "copy", per_minute=most):
            conversation = services.grants.redeem_copy(body.secret)
            if conversation is None:
                raise no_text()
        transcript = await find_text(conversation, services)
    return await as_download(transcript, body.format)


async def _text_of_phone(token: str, services: Services) -> Transcript:
    grant = services.grants.reader(token)
    host = services.conversations.find(grant.conversation) if grant else None
    if grant is None or host is None:
        return _kept_for(token, services).transcript
    if grant.role is not Role.CLIENT:
        raise ApiError(403, "not_allowed", "A screen at the desk gets no copy.")
    return await text_so_far(host)


def _kept_for(token: str, services: Services) -> Kept:
    kept = services.conversations.kept.find_by_reader(token)
    if kept is None:
        raise no_text()
    return kept


@router.get("")
async def tell_kept(request: Request, services: ServicesDep) -> KeptOut:
    """How long the text of the conversation that this phone took part in is still there."""
    kept = _kept_for(bearer(request), services)
    return KeptOut(left_s=int(services.conversations.kept.left_s(kept)))


@router.delete("", status_code=204, dependencies=_OWN_PAGE)
async def forget_kept(request: Request, services: ServicesDep) -> Response:
    """Forget the text for both sides, at once. Again is no error."""
    kept = services.conversations.kept.find_by_reader(bearer(request))
    if kept is not None:
        services.conversations.kept.forget(kept.conversation)
    return Response(status_code=204)
