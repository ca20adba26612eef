"""Reads the parameters of a request, whatever way they came: JSON, form, multipart or query string.

A JSON body is taken alone. Otherwise the query string goes before the form, as in the reference
server, but for ``api_key``: a key has no place in an address. Text is UTF-8.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qsl

from anyio import to_thread
from fastapi import Request
from pydantic_core import from_json
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive

from service.api.libretranslate.errors import LibreTranslateError, bad_request
from service.api.libretranslate.limits import TranslateLimits

Values = Mapping[str, object]
"""Unchecked parameters by name.

From a form: strings, and a list of strings for a repeated ``q``.
"""

KEY_FIELD: Final = "api_key"
SPARE_FIELDS: Final = 1_000
"""Fields that a form may have beside the texts of a batch."""
LARGE_FORM_BYTES: Final = 64 * 1024
"""Larger forms are decoded in a thread:

percent-decoding is slow Python and would hold up live captions.
"""

Fields = list[tuple[str, str]]


async def read_values(request: Request, limits: TranslateLimits) -> Values:
    """Read the body, and give the parameters.

    Raises:
        LibreTranslateError: the body is too large, or is not what its content type says.
    """
    bounded = Request(request.scope, _bounded(request.receive, limits.max_body_bytes))
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if _is_json(media_type):
        return _json_values(await bounded.body())
    max_fields = limits.batch_limit + SPARE_FIELDS
    query = await _decode_fields(request.scope["query_string"], max_fields)
    if media_type == "multipart/form-data":
        form = await _multipart_fields(bounded, limits.max_body_bytes, max_fields)
    elif media_type == "application/x-www-form-urlencoded":
        form = await _decode_fields(await bounded.body(), max_fields)
    else:
        await bounded.body()
        form = []
    addressed = [(name, value) for name, value in query if name != KEY_FIELD]
    return {**_form_values(form), **_form_values(addressed)}


def _bounded(receive: Receive, max_bytes: int) -> Receive:
    received_bytes = 0

    async def bounded_receive() -> Message:
        nonlocal received_bytes
        message = await receive()
        received_bytes += len(message.get("body", b""))
        if received_bytes > max_bytes:
            raise LibreTranslateError(
                status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                message=f"Invalid request: body exceeds {max_bytes} bytes",
            )
        return message

    return bounded_receive


def _is_json(media_type: str) -> bool:
    return media_type == "application/json" or (
        media_type.startswith("application/") and media_type.endswith("+json")
    )


def _json_values(body: bytes) -> Values:
    try:
        document: object = from_json(body, allow_inf_nan=False)
    except ValueError as error:
        raise bad_request("Invalid JSON format") from error
    if not isinstance(document, dict):
        raise bad_request("Invalid JSON format")
    return document


async def _decode_fields(encoded: bytes, max_fields: int) -> Fields:
    if len(encoded) > LARGE_FORM_BYTES:
        return await to_thread.run_sync(_parse_fields, encoded, max_fields)
    return _parse_fields(encoded, max_fields)


def _parse_fields(encoded: bytes, max_fields: int) -> Fields:
    try:
        # Clients send bare UTF-8 as well as percent-encoded text (curl -d does).
        text = encoded.decode()
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=max_fields)
    except UnicodeDecodeError as error:
        raise bad_request("Invalid request: text is not valid UTF-8") from error
    except ValueError as error:
        raise bad_request(f"Invalid request: more than {max_fields} fields") from error


async def _multipart_fields(request: Request, max_part_bytes: int, max_fields: int) -> Fields:
    try:
        async with request.form(
            max_files=0, max_fields=max_fields, max_part_size=max_part_bytes
        ) as form:
            return [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    except (HTTPException, UnicodeError) as error:
        raise bad_request("Invalid request: multipart form is not readable") from error


def _form_values(fields: Fields) -> dict[str, object]:
    first: dict[str, object] = {}
    for name, value in fields:
        first.setdefault(name, value)
    texts = [value.replace("\r\n", "\n") for name, value in fields if name == "q"]
    if texts:
        first["q"] = texts if len(texts) > 1 else texts[0]
    return first
