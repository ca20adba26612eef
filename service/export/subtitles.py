"""Subtitles: SubRip, and WebVTT as the W3C specification has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from service.export.lines import Line, clock, lines_of, preface, start_of
from service.export.transcript import Remark, Transcript, Turn

_PREFACE_S: Final = 4.0
"""How long the words at the top are shown."""
_REMARK_S: Final = 2.0
_HIDDEN: Final = "\u2060"
"""Word joiner: makes no markup of what stands before it, and is not seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cue:
    start_s: float
    end_s: float
    lines: tuple[Line, ...]


def as_srt(transcript: Transcript) -> str:
    """SubRip has no comments: what must be told first is a cue of its own."""
    cues = list(_cues(transcript))
    if told := preface(transcript):
        lines = tuple(Line(language="", label="", text=line) for line in told)
        cues.insert(0, _Cue(start_s=0.0, end_s=_PREFACE_S, lines=lines))
    blocks = [
        "\n".join([str(number), _times(cue, point=","), *map(_unmarked, map(str, cue.lines))])
        for number, cue in enumerate(cues, start=1)
    ]
    return "\n\n".join(blocks) + ("\n" if blocks else "")


def as_vtt(transcript: Transcript) -> str:
    """WebVTT; a NOTE tells people and machines that a computer wrote it."""
    blocks = ["WEBVTT"]
    told = [*preface(transcript), f"ai_generated: {str(transcript.machine_made).lower()}"]
    blocks.append("NOTE\n" + "\n".join(told).replace("-->", "->"))
    blocks += [
        f"{_times(cue, point='.')}\n" + "\n".join(_tagged(one) for one in cue.lines)
        for cue in _cues(transcript)
    ]
    return "\n\n".join(blocks) + "\n"


def _cues(transcript: Transcript) -> Iterator[_Cue]:
    for entry in transcript.entries:
        lines = tuple(lines_of(entry, transcript.languages))
        yield _Cue(start_s=start_of(entry), end_s=_end_of(entry), lines=lines)


def _end_of(entry: Turn | Remark) -> float:
    return entry.at_s + _REMARK_S if isinstance(entry, Remark) else entry.end_s


def _times(cue: _Cue, *, point: str) -> str:
    return f"{clock(cue.start_s, point=point)} --> {clock(cue.end_s, point=point)}"


def _unmarked(line: str) -> str:
    """Players read ``<i>`` and ``{\\an8}`` as markup, and an arrow makes a line of times."""
    for sign in ("<", "{"):
        line = line.replace(sign, sign + _HIDDEN)
    return line.replace("-->", f"--{_HIDDEN}>")


def _tagged(line: Line) -> str:
    escaped = str(line).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<lang {line.language}>{escaped}</lang>"
