"""WhisperLiveKit (PyPI ``whisperlivekit``, Apache-2.0): what its messages show.

A message carries the whole text as lines, and what follows them as a buffer that may change.
Lines of silence are no text. After the last audio it decodes what is left and says so.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Tag, TypeAdapter

from benchmarks.peers.protocol import Done, PeerProtocol, Ready, Shown, Told


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True)


class _Config(_Message):
    type: Literal["config"]


class _Done(_Message):
    type: Literal["ready_to_stop"]


class _Line(_Message):
    text: str | None


class _Lines(_Message):
    lines: tuple[_Line, ...]
    buffer_transcription: str


def _kind(message: object) -> str | None:
    """Lines are the only messages that do not name their type."""
    return str(message.get("type", "lines")) if isinstance(message, dict) else None


_MESSAGE: Final[TypeAdapter[_Config | _Done | _Lines]] = TypeAdapter(
    Annotated[
        Annotated[_Config, Tag("config")]
        | Annotated[_Done, Tag("ready_to_stop")]
        | Annotated[_Lines, Tag("lines")],
        Discriminator(_kind),
    ]
)


def whisper_live_kit(*, language: str) -> PeerProtocol:
    """A conversation in one language."""
    return PeerProtocol(path=f"/asr?language={language}", hello=None, end_of_audio=b"", read=read)


def read(message: str) -> Told:
    """What a message means."""
    match _MESSAGE.validate_json(message):
        case _Config():
            return Ready()
        case _Lines(lines=lines, buffer_transcription=buffer):
            texts = (line.text.strip() for line in lines if line.text)
            return Shown(committed=" ".join(filter(None, texts)), tentative=buffer.strip())
        case _Done():
            return Done()
