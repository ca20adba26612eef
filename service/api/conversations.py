"""Staff open conversations, get tickets for them, invite readers, remove them, and end it."""

from __future__ import annotations

from typing import Final, Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel

from models.types import LanguagePair
from service.access.feedback import FeedbackRight
from service.access.grants import INVITATION_LIFETIME_S, TICKET_LIFETIME_S, Grant
from service.api.errors import ApiError, ErrorAnswer
from service.api.guards import EngineDep, HostDep, StaffOnly
from service.api.qr import qr_svg
from service.api.slugs import Slug
from service.api.state import Services, ServicesDep
from service.conversation.events import Role
from service.inference.engine import Engine
from service.live.admission import Busy
from service.live.host import ConversationHost
from service.storage.desk import DEFAULT_DESK, RetentionHours
from service.wire.messages import Language

router = APIRouter(
    prefix="/conversations",
    tags=["conversations"],
    dependencies=StaffOnly,
    responses={
        401: {"model": ErrorAnswer},
        403: {"model": ErrorAnswer},
        404: {"model": ErrorAnswer},
    },
)
_STAFF: Final = "staff"
"""The participant that staff of a conversation are, from whichever tab."""


class NewConversation(BaseModel):
    """The languages of the two sides, and where they meet."""

    staff_lang: Language
    client_lang: Language
    desk: Slug = DEFAULT_DESK
    practice: bool = False
    """Staff practise: nothing is counted or kept, and every screen says so."""


class OpenedConversation(BaseModel):
    """A conversation that can now be joined."""

    conversation: str
    desk: str
    pair: tuple[str, str]
    retention_h: RetentionHours
    """Hours for which the text can be had after the end."""
    practice: bool


class Ticket(BaseModel):
    """A secret that opens one socket, once."""

    ticket: str
    expires_s: int
    feedback: str | None
    """A token for ``POST /feedback``: one answer, until ten minutes after the end. None in
    practice, of which nobody is asked.
    """


class NewInvitation(BaseModel):
    """Who is invited: a client with a phone, or a screen that only reads."""

    role: Literal["client", "viewer"] = "client"


class InvitationOut(BaseModel):
    """The way in for one device, once. It ends an older invitation for the same role."""

    participant: str
    """Who comes in by it, in ``participants`` of the stream: it is used when they are there."""
    code: str | None
    """To be typed on ``/join``; none for a screen."""
    link: str
    qr_svg: str
    expires_s: int


@router.post(
    "",
    status_code=201,
    responses={
        404: {"model": ErrorAnswer},
        422: {"model": ErrorAnswer},
        503: {"model": ErrorAnswer},
    },
)
async def open_conversation(
    body: NewConversation, services: ServicesDep, engine: EngineDep
) -> OpenedConversation:
    """Begin a conversation between two languages."""
    pair = LanguagePair(body.staff_lang, body.client_lang)
    _check_pair(pair, engine)
    desk = await services.desks.find(body.desk)
    if not body.practice:
        desk = services.experiments.assign(desk)
    terms = await services.glossaries.terms_of(desk.glossaries)
    phrases = await services.phrases.last_seen()
    try:
        host = services.conversations.open(
            pair, desk, terms=terms, phrases=phrases, practice=body.practice
        )
    except Busy as busy:
        raise ApiError(
            503,
            "busy",
            "All interpretation places are taken. Try again in a moment.",
            retry_after_s=busy.retry_after_s,
        ) from None
    return OpenedConversation(
        conversation=host.conversation,
        desk=desk.slug,
        pair=(pair.source, pair.target),
        retention_h=host.retention_h,
        practice=host.practice,
    )


def _check_pair(pair: LanguagePair, engine: Engine) -> None:
    """At least one direction must be translated, of speech at least."""
    interprets = engine.capabilities.interprets
    if pair not in interprets and LanguagePair(pair.target, pair.source) not in interprets:
        raise ApiError(
            422,
            "unsupported_pair",
            f"No installed model translates between {pair.source} and {pair.target}.",
        )


@router.post("/{conversation}/tickets", status_code=201)
async def issue_ticket(host: HostDep, services: ServicesDep) -> Ticket:
    """A ticket for the desk's socket."""
    grant = Grant(conversation=host.conversation, participant=_STAFF, role=Role.STAFF)
    return Ticket(
        ticket=services.grants.issue_ticket(grant),
        expires_s=int(TICKET_LIFETIME_S),
        feedback=None if host.practice else _feedback(host, services),
    )


def _feedback(host: ConversationHost, services: Services) -> str:
    right = FeedbackRight(setting=host.setting, voter="staff")
    return services.grants.feedback.token_for(host.conversation, _STAFF, right)


@router.post("/{conversation}/invitations", status_code=201)
async def invite(
    host: HostDep, services: ServicesDep, body: NewInvitation | None = None
) -> InvitationOut:
    """A link, a QR code and a short code for one phone, or a link for one screen."""
    role = Role(body.role) if body else Role.CLIENT
    invitation = services.grants.invite(host.conversation, role)
    page = "join" if role is Role.CLIENT else "display"
    link = f"{services.base_url}/{page}#s={invitation.secret}"
    return InvitationOut(
        participant=invitation.grant.participant,
        code=invitation.code,
        link=link,
        qr_svg=qr_svg(link),
        expires_s=int(INVITATION_LIFETIME_S),
    )


@router.delete("/{conversation}/participants/{participant}", status_code=204)
async def remove_participant(participant: str, host: HostDep, services: ServicesDep) -> Response:
    """Take a reader's place away."""
    services.grants.remove_participant(host.conversation, participant)
    if not host.remove(participant):
        raise ApiError(404, "participant_not_found", "This participant is not here.")
    return Response(status_code=204)


@router.delete("/{conversation}", status_code=204)
async def end_conversation(host: HostDep) -> Response:
    """End the conversation on every device, and forget what was said unless the desk keeps it."""
    host.end()
    await host.over()
    return Response(status_code=204)
