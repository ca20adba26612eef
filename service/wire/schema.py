"""The protocol as documents: a JSON schema and an AsyncAPI file.

``python -m service.wire.schema docs/protocol`` writes both; a test keeps them fresh.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Final

from pydantic import BaseModel, JsonValue
from pydantic.json_schema import models_json_schema

from service.wire import messages
from service.wire.messages import PROTOCOL

CLIENT_MESSAGES: Final[tuple[type[BaseModel], ...]] = (
    messages.Hello,
    messages.Pause,
    messages.Resume,
    messages.Speaks,
    messages.Say,
    messages.Show,
    messages.Correct,
    messages.Flip,
    messages.Reads,
    messages.Allow,
    messages.Check,
    messages.Repeat,
    messages.Interpreter,
    messages.Consent,
    messages.ClientBye,
)
SERVER_MESSAGES: Final[tuple[type[BaseModel], ...]] = (
    messages.Ready,
    messages.Caption,
    messages.Translation,
    messages.Participants,
    messages.AudioAck,
    messages.Lag,
    messages.Notice,
    messages.CheckResult,
    messages.Error,
    messages.Bye,
)
JsonObject = dict[str, JsonValue]


def json_schema() -> JsonObject:
    """``client`` and ``server`` say what each side may send; ``$defs`` holds every message."""
    client = [(model, "validation") for model in CLIENT_MESSAGES]
    server = [(model, "validation") for model in SERVER_MESSAGES]
    references, document = models_json_schema([*client, *server])  # type: ignore[list-item] # the mode is a literal
    by_model = {model: schema for (model, _), schema in references.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": PROTOCOL,
        "client": {"oneOf": [by_model[model] for model in CLIENT_MESSAGES]},
        "server": {"oneOf": [by_model[model] for model in SERVER_MESSAGES]},
        "$defs": document["$defs"],
    }


def asyncapi() -> JsonObject:
    """The same as an AsyncAPI 3 document, with the socket's address and the binary audio frame."""
    schema = "tulkki.v1.schema.json#/$defs/"
    everything = [*CLIENT_MESSAGES, *SERVER_MESSAGES]
    payloads: JsonObject = {
        model.__name__: {
            "name": _type_of(model),
            "summary": (model.__doc__ or "").strip().splitlines()[0],
            "contentType": "application/json",
            "payload": {"$ref": schema + model.__name__},
        }
        for model in everything
    }
    payloads["Audio"] = {
        "name": "audio",
        "summary": "Little-endian 64-bit sample offset, then PCM16 little-endian mono at 16 kHz.",
        "contentType": "application/octet-stream",
        "payload": {"type": "string", "format": "binary"},
    }
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Tulkki captions",
            "version": "1",
            "description": (messages.__doc__ or "").strip(),
        },
        "channels": {
            "stream": {
                "address": "/v1/stream",
                "description": f"Websocket, subprotocol {PROTOCOL}.",
                "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in payloads},
            }
        },
        "operations": {
            "fromClient": _operation(
                "receive", [*(model.__name__ for model in CLIENT_MESSAGES), "Audio"]
            ),
            "toClient": _operation("send", [model.__name__ for model in SERVER_MESSAGES]),
        },
        "components": {"messages": payloads},
    }


def _operation(action: str, names: list[str]) -> JsonObject:
    return {
        "action": action,
        "channel": {"$ref": "#/channels/stream"},
        "messages": [{"$ref": f"#/channels/stream/messages/{name}"} for name in names],
    }


def _type_of(model: type[BaseModel]) -> str:
    return str(model.model_fields["type"].default)


def documents() -> dict[str, str]:
    """File name to content."""
    return {
        "tulkki.v1.schema.json": _pretty(json_schema()),
        "tulkki.v1.asyncapi.json": _pretty(asyncapi()),
    }


def _pretty(document: JsonObject) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in documents().items():
        (folder / name).write_text(content, encoding="utf-8")
