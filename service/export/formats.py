"""The formats of documents, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from service.export.structured import as_json
from service.export.subtitles import as_srt, as_vtt
from service.export.text import as_text
from service.export.transcript import Transcript


class Format(StrEnum):
    """How a transcript is written."""

    TXT = "txt"
    SRT = "srt"
    VTT = "vtt"
    JSON = "json"
    DOCX = "docx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file, in memory."""

    content: bytes
    media_type: str
    name: str


_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TEXTS: Final[dict[Format, tuple[Callable[[Transcript], str], str]]] = {
    Format.TXT: (as_text, "text/plain; charset=utf-8"),
    Format.SRT: (as_srt, "application/x-subrip; charset=utf-8"),
    Format.VTT: (as_vtt, "text/vtt; charset=utf-8"),
    Format.JSON: (as_json, "application/json"),
}


def write(transcript: Transcript, written: Format) -> Document:
    """The transcript as a file. Takes up to seconds for DOCX: call it in a thread."""
    name = f"conversation.{written}"
    if written is Format.DOCX:
        from service.export.word import as_docx

        return Document(content=as_docx(transcript), media_type=_DOCX, name=name)
    as_written, media_type = _TEXTS[written]
    return Document(content=as_written(transcript).encode(), media_type=media_type, name=name)
