"""API keys in the words of the contract: where one may stand in a request, and what it costs.

A key comes as ``api_key`` of the body, as bearer token, or as the password of HTTP's basic
authentication, for clients that can set nothing but an address. It never comes in the query
string, which proxies and histories keep: what stands there is not looked at, unless it has the
form of a key, and then it is refused.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, Protocol
from urllib.parse import unquote_plus

from fastapi import Request

from service.access.api_keys import (
    ApiKey,
    KeyRefused,
    QuotaSpent,
    Scope,
    ScopeMissing,
    Used,
    holds_key,
    id_of,
)
from service.api.libretranslate.body import KEY_FIELD, Values
from service.api.libretranslate.errors import LibreTranslateError, bad_request
from service.api.libretranslate.parameters import Texts
from service.storage.errors import StorageUnavailable

_STORAGE_RETRY_AFTER_S: Final = 5


class Keys(Protocol):
    """Checks keys and counts what they use."""

    async def open(self, presented: str, scope: Scope) -> ApiKey:
        """The key that was presented; raises where it opens nothing."""
        ...

    def spending(self, key: ApiKey, wanted: Used) -> AbstractAsyncContextManager[None]:
        """Count what is used inside; raises where that is too much."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDoor:
    """Lets requests in, or not."""

    keys: Keys
    required: bool
    """False: who brings no key is let in, too."""

    async def admit(self, request: Request, values: Values) -> ApiKey | None:
        """The key of a request; None where it needs none and has none.

        Raises:
            LibreTranslateError: it is not let in.
        """
        _refuse_key_in_address(request)
        presented = _presented(request, values)
        if not self.required and id_of(presented) is None:
            # Clients send whatever their users set for another server.
            return None
        if not presented:
            raise bad_request("Please contact the server operator to get an API key")
        with _told():
            return await self.keys.open(presented, Scope.TRANSLATE)

    @asynccontextmanager
    async def spending(self, key: ApiKey | None, texts: Texts) -> AsyncIterator[None]:
        """Count the characters of texts for the key; an answer that is an error costs nothing."""
        if key is None:
            yield
            return
        wanted = Used(characters=sum(map(len, texts.items)))
        with _told():
            async with self.keys.spending(key, wanted):
                yield


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except KeyRefused:
        raise LibreTranslateError(status=HTTPStatus.FORBIDDEN, message="Invalid API key") from None
    except ScopeMissing as error:
        raise LibreTranslateError(
            status=HTTPStatus.FORBIDDEN, message=f"This API key may not {error.scope}"
        ) from None
    except QuotaSpent as error:
        raise LibreTranslateError(
            status=HTTPStatus.TOO_MANY_REQUESTS,
            message="The characters of this API key are used up for this month",
            retry_after=error.retry_after_s,
        ) from None
    except StorageUnavailable:
        raise LibreTranslateError(
            status=HTTPStatus.SERVICE_UNAVAILABLE,
            message="The database does not answer: keys cannot be checked. Try again in a moment.",
            retry_after=_STORAGE_RETRY_AFTER_S,
        ) from None


def _refuse_key_in_address(request: Request) -> None:
    query = request.scope["query_string"].decode("latin-1")
    if holds_key(unquote_plus(query)):
        raise bad_request(
            "API keys do not belong in addresses, which are logged: this one should be revoked. "
            "Send api_key in the body, or the header Authorization: Bearer KEY"
        )


def _presented(request: Request, values: Values) -> str:
    """What is given for a key, or an empty string."""
    given = values.get(KEY_FIELD)
    if given:
        return str(given)
    scheme, _, rest = request.headers.get("authorization", "").partition(" ")
    match scheme.lower():
        case "bearer":
            return rest.strip()
        case "basic":
            return _password(rest.strip())
        case _:
            return ""


def _password(encoded: str) -> str:
    try:
        return base64.b64decode(encoded, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""
