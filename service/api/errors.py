"""One shape for every error of Tulkki's own API: ``{"error": {"code", "message"}}``."""

from __future__ import annotations

import logging
from typing import Final

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from service.glossary.errors import GlossaryError
from service.phrases.errors import PhraseError
from service.storage.errors import (
    DeskUnknown,
    GlossaryExists,
    GlossaryInUse,
    GlossaryShipped,
    GlossaryUnknown,
    KeyUnknown,
    StorageError,
    StorageUnavailable,
)

logger = logging.getLogger(__name__)

_STORAGE_RETRY_S: Final = 5


class ErrorBody(BaseModel):
    """What went wrong: a stable code, and a sentence for people."""

    code: str
    message: str
    line: int | None = None
    """Of a file that was sent, from 1, where one is to blame."""


class ErrorAnswer(BaseModel):
    """The body of every error answer."""

    error: ErrorBody


class ApiError(Exception):
    """A request that cannot be served."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        retry_after_s: int | None = None,
        line: int | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.line = line
        self.code = code
        self.message = message
        self.retry_after_s = retry_after_s

    def answer(self) -> JSONResponse:
        """The HTTP answer."""
        headers = {} if self.retry_after_s is None else {"Retry-After": str(self.retry_after_s)}
        told = ErrorBody(code=self.code, message=self.message, line=self.line)
        body = ErrorAnswer(error=told).model_dump(exclude_none=True)
        return JSONResponse(body, status_code=self.status, headers=headers)


async def answer_api_error(request: Request, error: Exception) -> JSONResponse:
    """Exception handler for ApiError."""
    del request
    assert isinstance(error, ApiError)  # noqa: S101 - registered for this class only
    return error.answer()


async def answer_invalid_request(request: Request, error: Exception) -> JSONResponse:
    """Exception handler for bodies that do not fit: says where, never what was sent."""
    del request
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this class only
    problem = error.errors()[0]
    where = ".".join(str(part) for part in problem["loc"])
    return ApiError(422, "invalid_request", f"{where}: {problem['msg']}").answer()


_GLOSSARY_STATUS: Final = {"concept_not_found": 404, "glossary_changed": 409}
"""All others are 422."""


async def answer_glossary_error(request: Request, error: Exception) -> JSONResponse:
    """Exception handler for glossaries that make no sense, and files that cannot be read."""
    del request
    assert isinstance(error, GlossaryError)  # noqa: S101 - registered for this class only
    status = _GLOSSARY_STATUS.get(error.code, 422)
    return ApiError(status, error.code, str(error), line=error.line).answer()


_PHRASE_STATUS: Final = {
    "phrase_not_found": 404,
    "phrase_group_not_found": 404,
    "phrase_set_not_found": 404,
    "phrases_changed": 409,
    "phrases_shipped": 409,
    "phrase_set_exists": 409,
    "phrase_set_in_use": 409,
}
"""All others are 422."""


async def answer_phrase_error(request: Request, error: Exception) -> JSONResponse:
    """Exception handler for phrases that cannot be kept like this."""
    del request
    assert isinstance(error, PhraseError)  # noqa: S101 - registered for this class only
    return ApiError(_PHRASE_STATUS.get(error.code, 422), error.code, str(error)).answer()


async def answer_storage_error(request: Request, error: Exception) -> JSONResponse:
    """Exception handler for what the database cannot do."""
    del request
    assert isinstance(error, StorageError)  # noqa: S101 - registered for this class only
    match error:
        case GlossaryShipped() | GlossaryExists() | GlossaryInUse():
            return ApiError(409, error.code, str(error)).answer()
        case DeskUnknown() | GlossaryUnknown() | KeyUnknown():
            return ApiError(404, error.code, str(error)).answer()
        case StorageUnavailable():
            logger.error("%s: %s", error.code, error)
            text = "The database does not answer. Nothing was changed; try again in a moment."
            return ApiError(503, error.code, text, retry_after_s=_STORAGE_RETRY_S).answer()
        case _:
            raise error
