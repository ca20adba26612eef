"""Bytes and text of the socket to messages and back.

Text frames are JSON (``service.wire.messages``). A binary frame is audio: eight bytes,
little-endian and unsigned, that hold the position of the first sample in the participant's track,
then mono PCM16 little-endian at 16 kHz.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

import numpy as np
from pydantic import ValidationError

from models.types import Samples
from service.wire.errors import WireError
from service.wire.messages import CLIENT_MESSAGE, ClientMessage, ServerMessage

AUDIO_HEADER: Final = struct.Struct("<Q")
MAX_AUDIO_BYTES: Final = 32 * 1024
"""Largest binary frame, header included: one second of audio and a little more."""
MAX_MESSAGE_BYTES: Final = 64 * 1024
"""Largest text message."""
_LAST_SAMPLE: Final = 2**53
_PCM16_SCALE: Final = np.float32(1 / 32768)


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioFrame:
    """Samples and where they belong in the track."""

    start_sample: int
    samples: Samples


def decode_message(text: str) -> ClientMessage:
    """Read a client's text message.

    Raises:
        WireError: ``bad_message``; names the first field that is wrong, never its value.
    """
    if len(text) > MAX_MESSAGE_BYTES:
        raise WireError("bad_message", f"a message may have {MAX_MESSAGE_BYTES} bytes")
    try:
        return CLIENT_MESSAGE.validate_json(text)
    except ValidationError as error:
        problem = error.errors(include_input=False, include_url=False, include_context=False)[0]
        where = ".".join(str(part) for part in problem["loc"]) or "message"
        raise WireError("bad_message", f"{where}: {problem['msg']}"[:200]) from None


def encode_message(message: ServerMessage) -> str:
    """Write a server's message; fields that are None are left out."""
    return message.model_dump_json(exclude_none=True)


def decode_audio(data: bytes) -> AudioFrame:
    """Read a binary frame.

    Raises:
        WireError: ``bad_audio_frame``.
    """
    payload = len(data) - AUDIO_HEADER.size
    if payload <= 0 or payload % 2 or len(data) > MAX_AUDIO_BYTES:
        raise WireError(
            "bad_audio_frame",
            "an audio frame is 8 bytes of offset and PCM16 samples, "
            f"{MAX_AUDIO_BYTES} bytes at most; this one has {len(data)}",
        )
    (start_sample,) = AUDIO_HEADER.unpack_from(data)
    if start_sample > _LAST_SAMPLE:
        raise WireError("bad_audio_frame", "the sample offset is out of range")
    pcm = np.frombuffer(data, dtype="<i2", offset=AUDIO_HEADER.size)
    return AudioFrame(start_sample=start_sample, samples=pcm.astype(np.float32) * _PCM16_SCALE)


def encode_audio(frame: AudioFrame) -> bytes:
    """Write a binary frame, for clients in Python; samples beyond -1..1 are clipped."""
    pcm = np.clip(np.rint(frame.samples * 32768), -32768, 32767).astype("<i2")
    return AUDIO_HEADER.pack(frame.start_sample) + pcm.tobytes()
