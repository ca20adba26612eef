"""Plain text, for people."""

from __future__ import annotations

from service.export.lines import clock, lines_of, preface, start_of
from service.export.transcript import Transcript


def as_text(transcript: Transcript) -> str:
    """What must be told first, then every turn with its time and a line a language."""
    blocks = ["\n".join(lines)] if (lines := preface(transcript)) else []
    for entry in transcript.entries:
        first, *others = lines_of(entry, transcript.languages)
        told = [f"[{clock(start_of(entry))}] {first}", *(f"           {line}" for line in others)]
        blocks.append("\n".join(told))
    return "\n\n".join(blocks) + ("\n" if blocks else "")
