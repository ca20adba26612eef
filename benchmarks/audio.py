"""Recordings exactly as they are sent: PCM16 little-endian, mono, 16 kHz.

A recording's identity is the SHA-256 of its samples, not of its file, so that a WAV header
written by another tool does not change it.
"""

from __future__ import annotations

import hashlib
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.errors import AudioUnusable
from models.types import SAMPLE_RATE, Samples

SAMPLE_BYTES: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A whole recording in memory."""

    pcm: bytes
    """PCM16 little-endian, mono, at ``SAMPLE_RATE``."""

    @property
    def sample_count(self) -> int:
        return len(self.pcm) // SAMPLE_BYTES

    @property
    def duration_s(self) -> float:
        return self.sample_count / SAMPLE_RATE

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.pcm).hexdigest()

    def samples(self) -> Samples:
        """The recording as the models take it."""
        return np.frombuffer(self.pcm, dtype="<i2").astype(np.float32) / np.float32(32768)


def read_wav(path: Path) -> Recording:
    """Read a WAV without resampling: a measurement sends what the file holds.

    Raises:
        AudioUnusable: another format, or no WAV at all.
    """
    try:
        with wave.open(str(path), "rb") as file:
            found = (file.getframerate(), file.getnchannels(), file.getsampwidth())
            pcm = file.readframes(file.getnframes())
    except (wave.Error, EOFError) as error:
        raise AudioUnusable(f"{path} is not a WAV file: {error}") from error
    if found != (SAMPLE_RATE, 1, SAMPLE_BYTES):
        raise AudioUnusable(
            f"{path} has {found[0]} Hz, {found[1]} channel(s), {8 * found[2]} bits; make it with "
            f"ffmpeg -i IN -ar {SAMPLE_RATE} -ac 1 -c:a pcm_s16le OUT.wav"
        )
    return Recording(pcm=pcm)


def write_wav(path: Path, recording: Recording) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(SAMPLE_BYTES)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(recording.pcm)
