"""The shapes of requests and answers, as they stand in the OpenAPI document.

Requests are not validated by these models: the contract has its own order of checks and its own
messages.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from fastapi.openapi.models import Example
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from pydantic.json_schema import JsonSchemaValue


class _Shape(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, frozen=True)


# --- requests -----------------------------------------------------------------------------------


ApiKeyField = Annotated[
    str,
    Field(description="A key. Needed where `keyRequired` of `/frontend/settings` is true."),
]


class TranslateRequest(BaseModel):
    """What to translate."""

    q: Annotated[str | list[str], Field(description="A text, or a list of texts.")]
    source: Annotated[str, Field(description="Language of the texts, or `auto` to find it out.")]
    target: Annotated[str, Field(description="Language to translate into.")]
    format: Annotated[
        Literal["text", "html"], Field(description="`html` keeps tags and attributes.")
    ] = "text"
    alternatives: Annotated[
        int,
        Field(ge=0, description="Other wordings wanted; an engine without any gives none."),
    ] = 0
    confidence: Annotated[
        bool, Field(description="Ask how sure the model was. An extension of this server.")
    ] = False
    api_key: ApiKeyField = ""


class DetectRequest(BaseModel):
    """A text whose language is to be found out."""

    q: Annotated[str, Field(description="The text.")]
    api_key: ApiKeyField = ""


# --- answers ------------------------------------------------------------------------------------


class DetectedLanguage(_Shape):
    """A language that a text may be in."""

    confidence: Annotated[float, Field(ge=0, le=100, description="Percent.")]
    language: str


class TranslateResponse(_Shape):
    """The translation, as a list where a list was sent."""

    translated_text: str | list[str]
    detected_language: Annotated[
        DetectedLanguage | list[DetectedLanguage] | None,
        Field(description="Only where `source` was `auto`."),
    ] = None
    alternatives: Annotated[
        list[str] | list[list[str]] | None,
        Field(description="Only where some were asked for; best first, without `translatedText`."),
    ] = None
    confidence: Annotated[
        float | list[float | None] | None,
        Field(
            description="Only where asked for: 0 to 1, of the least certain sentence. Nothing, or "
            "null in a list, where the engine gives no scores, and for HTML."
        ),
    ] = None


class LanguageResponse(_Shape):
    """A language, and what it can be translated into."""

    code: str
    name: str
    targets: list[str]
    routes: dict[str, str]
    """By which way each target but itself is reached: ``direct``, or for example ``pivot:en``."""
    detectable: bool
    """Text in it can be recognized as such; else it must be named as the source."""


class ErrorResponse(_Shape):
    """What is wrong, in words."""

    error: str
    code: str | None = None
    """For programs, where the contract has no words for it."""


class HealthResponse(_Shape):
    """The server can translate."""

    status: Literal["ok"] = "ok"


class DefaultLanguage(_Shape):
    """What a page offers first."""

    code: str
    name: str


class DefaultLanguages(_Shape):
    """What a page offers first, on both sides."""

    source: DefaultLanguage
    target: DefaultLanguage


class FrontendSettingsResponse(_Shape):
    """What a page in front of this server should know."""

    char_limit: int
    frontend_timeout: Annotated[int, Field(description="Milliseconds between key and request.")]
    api_keys: bool
    key_required: bool
    suggestions: bool
    files_translation: bool
    supported_files_format: list[str]
    language: DefaultLanguages


# --- the OpenAPI document -----------------------------------------------------------------------

TRANSLATE_EXAMPLES: Final[dict[str, Example]] = {
    "one text": {"value": {"q": "I need an appointment", "source": "en", "target": "pt"}},
    "several texts": {
        "value": {"q": ["Good morning.", "Take a number."], "source": "en", "target": "pt"}
    },
    "language unknown": {
        "value": {"q": "Preciso de uma consulta", "source": "auto", "target": "en"}
    },
    "other wordings": {
        "value": {
            "q": "I need an appointment",
            "source": "en",
            "target": "pt",
            "alternatives": 2,
            "confidence": True,
        }
    },
    "HTML": {
        "value": {
            "q": "<p>Bring your <b>passport</b>.</p>",
            "source": "en",
            "target": "pt",
            "format": "html",
        }
    },
}
DETECT_EXAMPLES: Final[dict[str, Example]] = {
    "Portuguese": {"value": {"q": "Preciso de uma consulta"}}
}


def request_body(model: type[BaseModel], examples: dict[str, Example]) -> dict[str, object]:
    """The OpenAPI words for a body that may come as JSON or as a form."""
    schema = model.model_json_schema()
    form: JsonSchemaValue = {"schema": schema}
    return {
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": schema, "examples": examples},
                "application/x-www-form-urlencoded": form,
                "multipart/form-data": form,
            },
        }
    }
