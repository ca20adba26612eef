"""The route class of the contract: CORS headers and ``{"error": ...}`` on whatever is answered.

A browser page of any origin may call these paths. ``*`` never admits cookies, whatever
``Allow-Credentials`` says: browsers refuse the two together, so a signed-in session cannot be used
from elsewhere.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from fastapi.responses import Response
from fastapi.routing import APIRoute
from starlette.datastructures import MutableHeaders
from starlette.types import Message, Receive, Scope, Send

from service.api.libretranslate.errors import LibreTranslateError, error_response

CORS_HEADERS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Expose-Headers": "Authorization",
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Credentials": "true",
    "Access-Control-Max-Age": "1728000",
}


class LibreTranslateRoute(APIRoute):
    """Answers OPTIONS, HEAD, wrong methods and crashes itself: no answer lacks the headers."""

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = _CorsSend(send)
        method, methods = scope["method"], self.methods or set()
        if method == "HEAD" and "GET" in methods:
            scope = {**scope, "method": "GET"}
        elif method not in methods:
            await self._answer_without_endpoint(method)(scope, receive, answer)
            return
        try:
            await super().handle(scope, receive, answer)
        except Exception:
            # Only the shape of the answer is decided here: the fault goes on to the server's log.
            if not answer.started:
                await error_response(_internal_error())(scope, receive, answer)
            raise

    def _answer_without_endpoint(self, method: str) -> Response:
        allow = {"Allow": ", ".join(sorted({*(self.methods or ()), "OPTIONS"}))}
        if method == "OPTIONS":
            return Response(status_code=HTTPStatus.OK, headers=allow)
        response = error_response(
            LibreTranslateError(status=HTTPStatus.METHOD_NOT_ALLOWED, message="Method Not Allowed")
        )
        response.headers.update(allow)
        return response


class _CorsSend:
    """An ASGI ``send`` that adds the headers and remembers whether an answer has begun."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            MutableHeaders(scope=message).update(CORS_HEADERS)
        await self._send(message)


def _internal_error() -> LibreTranslateError:
    return LibreTranslateError(
        status=HTTPStatus.INTERNAL_SERVER_ERROR, message="Internal Server Error"
    )
