"""Who may call a route: staff by cookie and origin, readers by bearer token."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Final

from fastapi import Depends
from starlette.requests import HTTPConnection

from service.access.api_keys import KeyRefused, Scope, ScopeMissing
from service.access.grants import Grant
from service.access.rates import TooManyRequests
from service.api.errors import ApiError
from service.api.state import Services, ServicesDep
from service.inference.engine import Engine
from service.live.host import ConversationHost

STAFF_COOKIE: Final = "__Host-tulkki"
"""Browsers accept the prefix only with Secure, Path=/ and no Domain; they treat localhost as
secure.
"""

ADMIN_COOKIE: Final = "__Host-tulkki-admin"

_LOADING_RETRY_S: Final = 2


def check_origin(connection: HTTPConnection, services: ServicesDep) -> None:
    """Refuse what another site's page sends: a cookie alone proves nothing."""
    if connection.headers.get("origin") not in services.origins:
        raise ApiError(403, "foreign_origin", "This page may not call this server.")


def is_staff(connection: HTTPConnection, services: Services) -> bool:
    """True where the request carries a living staff session."""
    return services.staff.knows(connection.cookies.get(STAFF_COOKIE, ""))


def check_staff(connection: HTTPConnection, services: ServicesDep) -> None:
    """Only staff go on."""
    if not is_staff(connection, services):
        raise ApiError(401, "not_signed_in", "Sign in with the link that the server printed.")


def check_admin_session(connection: HTTPConnection, services: ServicesDep) -> None:
    """Only administrators in person go on. Staff are none: their cookie is another one."""
    if not services.admins.knows(connection.cookies.get(ADMIN_COOKIE, "")):
        raise ApiError(401, "not_signed_in", "Sign in with the admin link of the server.")


async def check_admin(connection: HTTPConnection, services: ServicesDep) -> None:
    """Only administrators go on, and programs that bring a key for what they do."""
    presented = bearer(connection)
    if not presented:
        check_admin_session(connection, services)
        return
    try:
        await services.keys.open(presented, Scope.ADMIN)
    except KeyRefused:
        raise ApiError(401, "key_invalid", "This API key is not valid.") from None
    except ScopeMissing:
        raise ApiError(403, "key_scope", "This API key may not administer.") from None


def check_admin_origin(connection: HTTPConnection, services: ServicesDep) -> None:
    """Refuse what another site's page sends, which can send cookies but no key."""
    if not bearer(connection):
        check_origin(connection, services)


def bearer(connection: HTTPConnection) -> str:
    """The token of the Authorization header, or an empty string."""
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def reader(connection: HTTPConnection, services: ServicesDep) -> Grant:
    """Who holds the request's reader token."""
    grant = services.grants.reader(bearer(connection))
    if grant is None:
        raise ApiError(401, "bad_reader", "This place in the conversation is not valid any more.")
    return grant


def find_conversation(conversation: str, services: ServicesDep) -> ConversationHost:
    """The living conversation that the path names."""
    host = services.conversations.find(conversation)
    if host is None:
        raise ApiError(404, "conversation_not_found", "This conversation has ended.")
    return host


def address_of(connection: HTTPConnection) -> str | None:
    """The caller's address: the proxy's word counts only where the proxy is trusted."""
    return connection.client.host if connection.client else None


@contextmanager
def limited_failures(
    connection: HTTPConnection, services: Services, what: str, *, per_minute: int
) -> Iterator[None]:
    """Count an error raised inside as a failed try; refuse where there were too many."""
    address = address_of(connection)
    try:
        services.rates.check(what, address, per_minute=per_minute)
        try:
            yield
        except ApiError:
            services.rates.count(what, address, per_minute=per_minute)
            raise
    except TooManyRequests as error:
        raise ApiError(
            429,
            "too_many_tries",
            f"Too many tries. Wait {error.retry_after_s} seconds.",
            retry_after_s=error.retry_after_s,
        ) from None


def warm_engine(services: ServicesDep) -> Engine:
    """The engine, once its models are loaded and while all of them work."""
    if not services.engine.ready:
        raise ApiError(
            503,
            "loading",
            "The models are not ready. Try again in a moment.",
            retry_after_s=_LOADING_RETRY_S,
        )
    return services.engine


StaffOnly = [Depends(check_origin), Depends(check_staff)]
"""Dependencies of routes that change something for staff."""
AdminOnly = [Depends(check_admin_origin), Depends(check_admin)]
"""Dependencies of routes that change something for administrators."""
AdminInPersonOnly = [Depends(check_origin), Depends(check_admin_session)]
"""The same for what no program may change: who has a key makes no other keys."""
EngineDep = Annotated[Engine, Depends(warm_engine)]
HostDep = Annotated[ConversationHost, Depends(find_conversation)]
ReaderDep = Annotated[Grant, Depends(reader)]
