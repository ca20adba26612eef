"""Frozen words files: what is said in a recording, and when each word ends.

A words file is made once, checked, and never changed: every lag that is ever reported counts from
its times. It carries the hash of the audio that it belongs to and a hash of itself.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError

from benchmarks.audio import Recording
from benchmarks.errors import WordsUnusable

Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenWord:
    """One word of the reference; times from the start of the recording."""

    word: str
    start_s: Seconds
    end_s: Seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenWords:
    """The reference of one recording."""

    language: str
    audio_sha256: str
    """Of the recording's samples."""
    aligner: str
    """What found the times: model, precision and versions."""
    words: tuple[SpokenWord, ...]

    @property
    def text(self) -> str:
        return " ".join(word.word for word in self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    format: Literal[1]
    language: str
    audio_sha256: str
    aligner: str
    sha256: str
    words: tuple[SpokenWord, ...]


_FILE = TypeAdapter(_File)


def load_words(path: Path) -> SpokenWords:
    """Read a frozen words file.

    Raises:
        WordsUnusable: not such a file, or changed since it was frozen.
    """
    try:
        file = _FILE.validate_json(path.read_bytes(), strict=False)
    except ValidationError as error:
        raise WordsUnusable(f"{path} is not a words file: {error}") from error
    words = SpokenWords(
        language=file.language,
        audio_sha256=file.audio_sha256,
        aligner=file.aligner,
        words=file.words,
    )
    found = _fingerprint(words)
    if found != file.sha256:
        raise WordsUnusable(f"{path} was changed: it says {file.sha256}, its content is {found}")
    return words


def save_words(path: Path, words: SpokenWords) -> None:
    """Freeze: one word a line, so that a person can read it and a diff shows what moved."""
    head = {
        "format": 1,
        "language": words.language,
        "audio_sha256": words.audio_sha256,
        "aligner": words.aligner,
        "sha256": _fingerprint(words),
    }
    fields = [f" {json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    lines = ",\n".join(f"  {json.dumps(asdict(word), ensure_ascii=False)}" for word in words.words)
    path.write_text(
        "{\n" + ",\n".join([*fields, f' "words": [\n{lines}\n ]']) + "\n}\n", encoding="utf-8"
    )


def require_same_audio(words: SpokenWords, recording: Recording) -> None:
    """Refuse to measure one recording against the words of another.

    Raises:
        WordsUnusable: the hashes differ.
    """
    if words.audio_sha256 != recording.sha256:
        raise WordsUnusable(
            f"the words belong to audio {words.audio_sha256}, this is {recording.sha256}"
        )


def _fingerprint(words: SpokenWords) -> str:
    canonical = json.dumps(asdict(words), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
