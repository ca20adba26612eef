"""The two ways to follow a conversation: the websocket, and its server-sent twin for readers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Header, Query
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.websockets import WebSocket

from service.access.rates import TooManyRequests, TooManySockets
from service.api.errors import ApiError, ErrorAnswer
from service.api.guards import HostDep, address_of, bearer, check_origin, is_staff
from service.api.state import ServicesDep
from service.feed.log import LogClosed, Position, ReaderTooSlow
from service.live import present
from service.live.connection import Connection, SocketLimits
from service.live.host import ConversationHost
from service.wire.codec import encode_message
from service.wire.messages import MAX_READS, PROTOCOL, Bye, Language, ServerMessage

router = APIRouter(tags=["stream"])
_SOCKET_RETRY_S: Final = 10


@router.websocket("/v1/stream")
async def stream(websocket: WebSocket, services: ServicesDep) -> None:
    """Speak and read: protocol ``tulkki.v1``, see docs/protocol."""
    settings = services.settings
    address = address_of(websocket)
    try:
        check_origin(websocket, services)
        if PROTOCOL not in websocket.scope["subprotocols"]:
            raise ApiError(400, "bad_subprotocol", f"This socket speaks {PROTOCOL}.")
        services.rates.count("socket", address, per_minute=settings.sockets_per_minute)
        with services.rates.socket(address, most=settings.sockets_per_address):
            await websocket.accept(subprotocol=PROTOCOL)
            limits = SocketLimits(
                authenticate_s=settings.authenticate_s, stalled_s=settings.stalled_s
            )
            connection = Connection(
                websocket,
                conversations=services.conversations,
                grants=services.grants,
                limits=limits,
            )
            await connection.serve()
    except ApiError as error:
        await websocket.send_denial_response(error.answer())
    except (TooManyRequests, TooManySockets):
        await websocket.send_denial_response(_too_many_sockets())


def _too_many_sockets() -> JSONResponse:
    return ApiError(
        429,
        "too_many_sockets",
        "This address has opened too many sockets.",
        retry_after_s=_SOCKET_RETRY_S,
    ).answer()


def _may_read(host: HostDep, request: Request, services: ServicesDep) -> ConversationHost:
    grant = services.grants.reader(bearer(request))
    if (grant and grant.conversation == host.conversation) or is_staff(request, services):
        return host
    raise ApiError(401, "bad_reader", "Reading needs a reader token or a staff session.")


def _position(last_event_id: str | None) -> Position | None:
    epoch, _, seq = (last_event_id or "").rpartition(":")
    return Position(epoch, int(seq)) if epoch and seq.isdecimal() and len(seq) < 16 else None  # noqa: PLR2004 - fits 53 bits


@router.get(
    "/conversations/{conversation}/events",
    response_class=EventSourceResponse,
    responses={401: {"model": ErrorAnswer}, 404: {"model": ErrorAnswer}},
)
async def events(
    host: Annotated[ConversationHost, Depends(_may_read)],
    request: Request,
    services: ServicesDep,
    reads: Annotated[list[Language] | None, Query(max_length=MAX_READS)] = None,
    last_event_id: Annotated[str | None, Header()] = None,
) -> AsyncIterator[ServerSentEvent]:
    """Follow the captions:

    the socket's messages as server-sent events; finals have ids to come back with.
    """
    languages = frozenset(reads) if reads else None
    to_staff = is_staff(request, services)
    try:
        async with host.log.follow(_position(last_event_id), languages=languages) as subscription:
            yield ServerSentEvent(
                event="position",
                raw_data=f'{{"recovered":{str(subscription.recovered).lower()}}}',
                id=f"{subscription.position.epoch}:{subscription.position.seq}",
            )
            async for delivery in subscription:
                number = delivery.seq
                position = None
                if number is not None:
                    position = f"{subscription.position.epoch}:{number}"
                yield _event(present.numbered(delivery, to_staff=to_staff), position)
        yield _event(Bye(code="ended"), None)
    except ReaderTooSlow:
        yield _event(Bye(code="too_slow"), None)
    except LogClosed:
        yield _event(Bye(code="ended"), None)


def _event(message: ServerMessage, position: str | None) -> ServerSentEvent:
    return ServerSentEvent(event=message.type, raw_data=encode_message(message), id=position)
