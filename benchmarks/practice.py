"""Records what staff practise with: ``python -m benchmarks.practice`` writes clients/web/practice.

The words are those of ``dialogue.json``, in the one language that a free voice speaks so that the
recognizer understands it: two voices of ``flite``, one for each side. MP3, as every browser decodes
it.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parents[1] / "clients" / "web" / "practice"
VOICES: Final = {"staff": "slt", "client": "rms"}
"""Of flite, by whose turn it is."""
BITRATE: Final = "48k"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedTurn:
    """One turn that is heard."""

    file: Path
    voice: str
    text: str


def recorded_turns(folder: Path = FOLDER) -> Iterator[RecordedTurn]:
    """All that are heard, in order."""
    dialogue = json.loads((folder / "dialogue.json").read_text(encoding="utf-8"))
    lang = dialogue["recorded"]
    for number, turn in enumerate(dialogue["turns"], 1):
        yield RecordedTurn(
            file=folder / f"{lang}-{number}.mp3",
            voice=VOICES[turn["role"]],
            text=turn["texts"][lang],
        )


def record(turn: RecordedTurn) -> None:
    """Say one turn, and write it down."""
    with tempfile.TemporaryDirectory() as folder:
        said = str(Path(folder) / "said.wav")
        subprocess.run(["flite", "-voice", turn.voice, "-t", turn.text, "-o", said], check=True)
        written = ("-ac", "1", "-ar", "16000", "-b:a", BITRATE, "-map_metadata", "-1", "-bitexact")
        command = ["ffmpeg", "-v", "error", "-y", "-i", said, *written, str(turn.file)]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    for each in recorded_turns():
        record(each)
        print(f"{each.file.name}: {each.file.stat().st_size} bytes")
