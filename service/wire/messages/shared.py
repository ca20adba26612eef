"""What messages of both sides are made of."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

PROTOCOL: Final = "tulkki.v1"
"""The websocket subprotocol."""

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Seq = Annotated[int, Field(ge=0, le=2**53 - 1)]
MAX_TEXT: Final = 2_000
"""Longest typed turn or correction, in characters."""
MAX_READS: Final = 8
Role = Literal["staff", "client", "viewer"]
CaptionId = Annotated[str, StringConstraints(min_length=1, max_length=32)]


def _require_type(schema: JsonDict) -> None:
    """``type`` has a default in Python but must stand in every message."""
    properties = schema["properties"]
    required = schema.get("required", [])
    if isinstance(properties, dict) and isinstance(required, list) and "type" in properties:
        schema["required"] = ["type", *required]


class Message(BaseModel):
    """An object on the wire."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, allow_inf_nan=False, json_schema_extra=_require_type
    )
