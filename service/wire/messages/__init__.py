"""Every message of ``tulkki.v1``.

Text frames carry one JSON object with a ``type``. The first message of a client is ``hello``; the
server answers with ``ready`` and then tells what happens. Unknown fields from a client are refused,
so that a typing error is told and not ignored; clients must ignore fields that they do not know, so
that the server can add some.
"""

from __future__ import annotations

from typing import Final

from pydantic import TypeAdapter

from service.wire.messages.from_client import (
    Allow,
    Check,
    ClientBye,
    ClientMessage,
    Consent,
    Correct,
    Flip,
    Hello,
    Interpreter,
    LastSeen,
    Pause,
    Reads,
    Repeat,
    Resume,
    Say,
    Show,
    Speaks,
    TrackOffer,
)
from service.wire.messages.from_server import (
    AudioAck,
    Bye,
    Caption,
    CheckResult,
    Error,
    Lag,
    Limits,
    Mark,
    MissingTerm,
    Notice,
    Participants,
    ParticipantState,
    Ready,
    ServerMessage,
    SpokenWord,
    TrackState,
    Translation,
    Version,
)
from service.wire.messages.shared import (
    MAX_READS,
    MAX_TEXT,
    PROTOCOL,
    Language,
)

CLIENT_MESSAGE: Final[TypeAdapter[ClientMessage]] = TypeAdapter(ClientMessage)
SERVER_MESSAGE: Final[TypeAdapter[ServerMessage]] = TypeAdapter(ServerMessage)

__all__ = [
    "CLIENT_MESSAGE",
    "MAX_READS",
    "MAX_TEXT",
    "PROTOCOL",
    "SERVER_MESSAGE",
    "Allow",
    "AudioAck",
    "Bye",
    "Caption",
    "Check",
    "CheckResult",
    "ClientBye",
    "ClientMessage",
    "Consent",
    "Correct",
    "Error",
    "Flip",
    "Hello",
    "Interpreter",
    "Lag",
    "Language",
    "LastSeen",
    "Limits",
    "Mark",
    "MissingTerm",
    "Notice",
    "ParticipantState",
    "Participants",
    "Pause",
    "Reads",
    "Ready",
    "Repeat",
    "Resume",
    "Say",
    "ServerMessage",
    "Show",
    "Speaks",
    "SpokenWord",
    "TrackOffer",
    "TrackState",
    "Translation",
    "Version",
]
