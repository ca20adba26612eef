"""Phones and displays join by code or link, and come back with their token."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, StringConstraints, model_validator

from service.access.feedback import FeedbackRight
from service.access.grants import TICKET_LIFETIME_S, Grant
from service.api.errors import ApiError, ErrorAnswer
from service.api.guards import ReaderDep, bearer, check_origin, limited_failures
from service.api.state import Services, ServicesDep
from service.conversation.events import Role
from service.live.host import ConversationHost
from service.storage.desk import RetentionHours

router = APIRouter(
    prefix="/join",
    tags=["readers"],
    dependencies=[Depends(check_origin)],
    responses={403: {"model": ErrorAnswer}},
)


class Join(BaseModel):
    """One of the two ways in."""

    secret: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = None
    code: Annotated[str, StringConstraints(min_length=1, max_length=16)] | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> Join:
        if (self.secret is None) == (self.code is None):
            raise ValueError("give either secret or code")
        return self


class Place(BaseModel):
    """A reader's place in a conversation."""

    conversation: str
    role: Literal["client", "viewer"]
    pair: tuple[str, str]
    languages: list[str]
    retention_h: RetentionHours
    """Hours for which the text can be had after the end."""
    practice: bool
    """Staff practise: nothing is counted or kept."""
    ticket: str
    reader: str
    feedback: str | None
    """A token for ``POST /feedback``: one answer, until ten minutes after the end. That of a screen
    is good as long as no phone has taken part; after that a screen gets none. None in practice.
    """
    expires_s: int


@router.post(
    "",
    status_code=201,
    responses={
        404: {"model": ErrorAnswer},
        409: {"model": ErrorAnswer},
        429: {"model": ErrorAnswer},
    },
)
async def join(body: Join, request: Request, services: ServicesDep) -> Place:
    """Take a reader's place. Wrong, used, withdrawn and expired codes get the same answer."""
    most = services.settings.join_tries_per_minute
    with limited_failures(request, services, "join", per_minute=most):
        host, invited = _invited_to(body, services)
    if host.full:
        raise ApiError(409, "full", "This conversation has as many readers as it may have.")
    return _place(invited, services.grants.admit(invited), host, services)


def _invited_to(body: Join, services: Services) -> tuple[ConversationHost, Grant]:
    grants = services.grants
    if body.secret is not None:
        invited = grants.invited_by_secret(body.secret)
    else:
        invited = grants.invited_by_code(body.code or "")
    host = services.conversations.find(invited.conversation) if invited else None
    if host is None or invited is None:
        raise ApiError(404, "bad_code", "This code is not valid. Ask for a new one at the desk.")
    return host, invited


@router.post("/ticket", status_code=201, responses={401: {"model": ErrorAnswer}})
async def come_back(request: Request, grant: ReaderDep, services: ServicesDep) -> Place:
    """A new ticket for the same place, after a reload or a lost network."""
    host = services.conversations.find(grant.conversation)
    if host is None:
        raise ApiError(401, "bad_reader", "This conversation has ended.")
    return _place(grant, bearer(request), host, services)


def _place(grant: Grant, token: str, host: ConversationHost, services: Services) -> Place:
    spoken = {host.pair.source, host.pair.target}
    into = {p.target for p in services.engine.capabilities.interprets if p.source in spoken}
    return Place(
        conversation=host.conversation,
        role="client" if grant.role is Role.CLIENT else "viewer",
        pair=(host.pair.source, host.pair.target),
        languages=[host.pair.target, *sorted((spoken | into) - {host.pair.target})],
        retention_h=host.retention_h,
        practice=host.practice,
        ticket=services.grants.issue_ticket(grant),
        reader=token,
        feedback=None if host.practice else _feedback(grant, host, services),
        expires_s=int(TICKET_LIFETIME_S),
    )


def _feedback(grant: Grant, host: ConversationHost, services: Services) -> str | None:
    right = FeedbackRight(setting=host.setting, voter="client")
    rights = services.grants.feedback
    token = rights.phone_token if grant.role is Role.CLIENT else rights.screen_token
    return token(grant.conversation, grant.participant, right)
