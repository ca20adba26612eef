"""WhisperLive (PyPI ``whisper-live``, MIT): what its messages show, and how it is started.

A message carries segments: those that are completed stay, the last one may be a guess. The server
decodes everything since the last completed segment over and over; a segment is completed when
another one follows it, or when it came out the same many times.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from benchmarks.peers.protocol import PeerProtocol, Ready, Shown, Told

ALL_SEGMENTS: Final = 1000
"""More than the server keeps: every message then carries the whole text."""


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True)


class _Ready(_Message):
    message: Literal["SERVER_READY"]


class _Segment(_Message):
    text: str
    completed: bool


class _Segments(_Message):
    segments: tuple[_Segment, ...]


class _Status(_Message):
    """Anything else that it tells: a language that it found, a warning, a queue."""

    uid: str


_MESSAGE: Final[TypeAdapter[_Ready | _Segments | _Status]] = TypeAdapter(
    _Ready | _Segments | _Status
)


class _Hello(BaseModel):
    """The options that its own client sends, at their defaults where nothing is said."""

    uid: str = "bench"
    language: str
    task: str = "transcribe"
    model: str = "base"
    """Replaced by the server, which has a model of its own."""
    use_vad: bool = True
    audio_format: str = "int16"
    send_last_n_segments: int = ALL_SEGMENTS
    same_output_threshold: int = 10
    no_speech_thresh: float = 0.45
    clip_audio: bool = False


def whisper_live(*, language: str) -> PeerProtocol:
    """A conversation in one language."""
    return PeerProtocol(
        path="/",
        hello=_Hello(language=language).model_dump_json(),
        end_of_audio=None,
        read=read,
    )


def read(message: str) -> Told:
    """What a message means."""
    match _MESSAGE.validate_json(message):
        case _Ready():
            return Ready()
        case _Segments(segments=segments):
            return Shown(committed=_text(segments, True), tentative=_text(segments, False))
        case _Status():
            return None


def _text(segments: Iterable[_Segment], completed: bool) -> str:
    return " ".join(part.text.strip() for part in segments if part.completed is completed)
