"""Errors of the LibreTranslate contract: ``{"error": "<message>"}`` and a status."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from fastapi import Request
from fastapi.responses import JSONResponse

_LOADING_RETRY_AFTER_S: Final = 2


class LibreTranslateError(Exception):
    """A request that is answered with an error.

    The message is part of the contract: clients read it.
    """

    def __init__(
        self, *, status: int, message: str, retry_after: int | None = None, code: str | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.retry_after = retry_after
        """Seconds after which a client may try again."""
        self.code = code
        """For programs, where the contract has no words for it; it stays the same."""


def error_response(error: LibreTranslateError) -> JSONResponse:
    headers = {} if error.retry_after is None else {"Retry-After": str(error.retry_after)}
    body = {"error": error.message} | ({} if error.code is None else {"code": error.code})
    return JSONResponse(body, status_code=error.status, headers=headers)


async def answer_libretranslate_error(request: Request, error: Exception) -> JSONResponse:
    """Exception handler for LibreTranslateError."""
    del request
    assert isinstance(error, LibreTranslateError)  # noqa: S101 - registered for this class only
    return error_response(error)


def bad_request(message: str) -> LibreTranslateError:
    return LibreTranslateError(status=HTTPStatus.BAD_REQUEST, message=message)


def still_loading() -> LibreTranslateError:
    return LibreTranslateError(
        status=HTTPStatus.SERVICE_UNAVAILABLE,
        message="The models are loading.",
        retry_after=_LOADING_RETRY_AFTER_S,
    )
