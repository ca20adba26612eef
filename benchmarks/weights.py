"""The weights that the service itself uses, loaded the plain way."""

from __future__ import annotations

from pathlib import Path

from faster_whisper import WhisperModel


def load_whisper(key: str, *, compute_type: str) -> WhisperModel:
    return WhisperModel(str(Path("/tmp/bench") / key), device="cpu", compute_type=compute_type)
