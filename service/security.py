"""What every answer carries and what no request may: headers, and secrets in addresses."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.errors import ApiError

CONTENT_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
_SPEAKING_PAGES: Final = frozenset({"/desk", "/join"})
"""A display only reads: no script in it could open a microphone."""
_SECRET_NAMES: Final = frozenset(
    {"ticket", "token", "key", "secret", "code", "reader", "api_key", "access_token"}
)
LIBRETRANSLATE_PATHS: Final = frozenset({"/translate", "/detect", "/languages"})
"""Their contract allows an ``api_key`` in the query; nothing is logged of it."""


class Security:
    """ASGI middleware: refuses secrets in query strings, sets security headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or socket."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if _has_secret(scope) and scope["type"] == "http":
            refusal = ApiError(400, "secret_in_url", "Secrets do not belong in addresses.").answer()
            await refusal(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                _guard(MutableHeaders(scope=message), scope["path"])
            await send(message)

        await self._app(scope, receive, send_guarded)


def _has_secret(scope: Scope) -> bool:
    if scope["path"] in LIBRETRANSLATE_PATHS:
        return False
    query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    return any(name.lower() in _SECRET_NAMES for name, _ in query)


def _guard(headers: MutableHeaders, path: str) -> None:
    headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
    headers.setdefault("Cache-Control", "no-cache" if path.startswith("/static/") else "no-store")
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    microphone = "(self)" if path in _SPEAKING_PAGES else "()"
    headers["Permissions-Policy"] = f"microphone={microphone}, camera=(), geolocation=()"
