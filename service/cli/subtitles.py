"""Transcripts as text, subtitles and JSON. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One utterance and its translation."""

    start_s: float
    end_s: float
    language: str
    text: str
    translation: str | None = None
    """None where no translation was asked for."""


def as_text(cues: Sequence[Cue]) -> str:
    """Two lines a cue, with an empty line between cues; one line where there is no translation."""
    separator = "\n\n" if any(cue.translation is not None for cue in cues) else "\n"
    blocks = ["\n".join(_lines(cue)) for cue in cues]
    return separator.join(blocks) + ("\n" if blocks else "")


def as_srt(cues: Sequence[Cue]) -> str:
    """SubRip subtitles."""
    blocks = [
        f"{number}\n{_clock(cue.start_s, ',')} --> {_clock(cue.end_s, ',')}\n"
        + "\n".join(_lines(cue))
        for number, cue in enumerate(cues, start=1)
    ]
    return "\n\n".join(blocks) + ("\n" if blocks else "")


def as_vtt(cues: Sequence[Cue]) -> str:
    """WebVTT subtitles, as the W3C specification has them."""
    blocks = [
        f"{_clock(cue.start_s, '.')} --> {_clock(cue.end_s, '.')}\n"
        + "\n".join(_escape(line) for line in _lines(cue))
        for cue in cues
    ]
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def as_json(cues: Sequence[Cue]) -> str:
    """One object with everything that is known of each cue."""
    document = {"ai_generated": True, "cues": [asdict(cue) for cue in cues]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


FORMATS: dict[str, Callable[[Sequence[Cue]], str]] = {
    "txt": as_text,
    "srt": as_srt,
    "vtt": as_vtt,
    "json": as_json,
}


def _lines(cue: Cue) -> list[str]:
    return [cue.text] if cue.translation is None else [cue.text, cue.translation]


def _escape(line: str) -> str:
    """WebVTT reads tags and entities, and an arrow would begin a cue."""
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _clock(seconds: float, point: str) -> str:
    milliseconds = round(seconds * 1000)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{milliseconds // 1000:02d}{point}{milliseconds % 1000:03d}"
