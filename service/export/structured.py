"""JSON, for programs: everything that is known, texts exactly as they were."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import Final

from service.export.labels import labels_for
from service.export.transcript import Remark, Transcript, Turn, Wording

FORMAT: Final = "tulkki.transcript.v1"
_TURNS: Final = re.compile("[\u202a-\u202e\u2066-\u2069\u007f-\u009f\u2028\u2029\ud800-\udfff]")
"""Written as escapes: a file that people open must not be turned around by what is in it."""


def as_json(transcript: Transcript) -> str:
    """One object."""
    document = {
        "format": FORMAT,
        "ai_generated": transcript.machine_made,
        "human_edited": any(turn.corrected for turn in transcript.turns),
        "notice": {one.language: one.machine for one in labels_for(transcript.languages)},
        "models": transcript.models,
        "languages": transcript.languages,
        "whole": transcript.whole,
        "entries": [_entry(entry) for entry in transcript.entries],
    }
    written = json.dumps(document, ensure_ascii=False, indent=2)
    return _TURNS.sub(lambda found: f"\\u{ord(found[0]):04x}", written) + "\n"


def _entry(entry: Turn | Remark) -> dict[str, object]:
    if isinstance(entry, Remark):
        return {"type": "remark", **asdict(entry)}
    return {
        "type": "turn",
        "speaker": entry.speaker,
        "start_s": round(entry.start_s, 3),
        "end_s": round(entry.end_s, 3),
        "typed": entry.typed,
        "corrected": entry.corrected,
        "original": _wording(entry.original),
        "translations": [_wording(one) for one in entry.translations],
        "earlier": entry.earlier,
    }


def _wording(wording: Wording) -> dict[str, object]:
    return {
        "language": wording.language,
        "text": wording.text,
        "ai_generated": wording.machine,
        "model": wording.model,
        "route": wording.route,
        "confidence": wording.confidence,
    }
