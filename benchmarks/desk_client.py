"""The staff side of the HTTP API: sign in, open a conversation, get a ticket, end it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Final, TypeVar

import httpx
from pydantic import TypeAdapter, ValidationError

from benchmarks.errors import ReplayFailed, ServiceBusy

HTTP_TIMEOUT_S: Final = 10.0
BUSY: Final = "busy"
"""The code of a refusal for want of room."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    conversation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ticket:
    ticket: str


_OPENED: Final = TypeAdapter(_Opened)
_TICKET: Final = TypeAdapter(_Ticket)


@asynccontextmanager
async def staff_conversation(
    url: str, secret: str, *, staff_lang: str, client_lang: str
) -> AsyncIterator[str]:
    """Open a conversation as staff, give the ticket of its socket, end it afterwards.

    Raises:
        ServiceBusy: the service has no room.
        ReplayFailed: it refused one of the steps.
    """
    async with httpx.AsyncClient(
        base_url=url, headers={"Origin": url}, timeout=HTTP_TIMEOUT_S, trust_env=False
    ) as client:
        signed_in = await _post(client, "/session", {"secret": secret})
        # By hand: a cookie jar keeps Secure cookies from plain http; browsers do send them to
        # localhost.
        client.headers["Cookie"] = signed_in.headers["set-cookie"].partition(";")[0]
        pair = {"staff_lang": staff_lang, "client_lang": client_lang}
        opened = _read(_OPENED, await _post(client, "/conversations", pair))
        path = f"/conversations/{opened.conversation}"
        ticket = _read(_TICKET, await _post(client, f"{path}/tickets", {})).ticket
        try:
            yield ticket
        except BaseException:
            with suppress(httpx.TransportError):  # the first failure is the one to tell
                await client.delete(path)
            raise
        _require_success(await client.delete(path), f"DELETE {path}")


async def _post(client: httpx.AsyncClient, path: str, body: dict[str, str]) -> httpx.Response:
    try:
        response = await client.post(path, json=body)
    except httpx.TransportError as error:
        raise ReplayFailed(f"POST {path}: {error}") from error
    _require_success(response, f"POST {path}")
    client.cookies.clear()
    return response


def _require_success(response: httpx.Response, step: str) -> None:
    if response.status_code == httpx.codes.SERVICE_UNAVAILABLE and BUSY in response.text:
        raise ServiceBusy(f"{step}: {response.status_code} {response.text[:200]}")
    if not response.is_success:
        raise ReplayFailed(f"{step}: {response.status_code} {response.text[:200]}")


def _read(adapter: TypeAdapter[T], response: httpx.Response) -> T:
    try:
        return adapter.validate_json(response.content)
    except ValidationError as error:
        raise ReplayFailed(f"{response.url.path}: {error}") from error
