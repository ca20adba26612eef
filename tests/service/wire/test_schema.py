"""The exported documents are those of the messages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import jsonschema
import pytest

from service.wire import messages, schema
from service.wire.messages import ClientMessage, ServerMessage

FOLDER = Path(__file__).parents[3] / "docs" / "protocol"


@pytest.mark.parametrize("name", sorted(schema.documents()))
def test_exported_document_is_fresh(name: str) -> None:
    """``make schema`` writes it."""
    assert (FOLDER / name).read_text(encoding="utf-8") == schema.documents()[name]


def test_schema_holds_every_message() -> None:
    assert set(schema.CLIENT_MESSAGES) == set(get_args(get_args(ClientMessage)[0]))
    assert set(schema.SERVER_MESSAGES) == set(get_args(get_args(ServerMessage)[0]))


def _validator(side: str) -> jsonschema.Draft202012Validator:
    document = schema.json_schema()
    return jsonschema.Draft202012Validator({**document, "$ref": f"#/{side}"})


def test_schema_accepts_what_the_server_sends() -> None:
    sent = messages.Lag(participant="staff", seconds=0.4).model_dump_json(exclude_none=True)
    _validator("server").validate(json.loads(sent))


@pytest.mark.parametrize(
    "message",
    [
        {"ticket": "t", "reads": ["en"]},
        {"type": "hello", "reads": ["en"]},
        {"type": "hello", "ticket": "t", "reads": ["en"], "more": 1},
        {"type": "pause", "more": 1},
    ],
)
def test_schema_refuses_what_the_server_would_refuse(message: dict[str, object]) -> None:
    assert not _validator("client").is_valid(message)


def test_asyncapi_names_every_message_once() -> None:
    document = json.loads(schema.documents()["tulkki.v1.asyncapi.json"])
    named = set(document["components"]["messages"])
    expected = {model.__name__ for model in (*schema.CLIENT_MESSAGES, *schema.SERVER_MESSAGES)}
    assert named == expected | {"Audio"}
    assert set(document["channels"]["stream"]["messages"]) == named
