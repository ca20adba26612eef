"""The recording that staff practise with is whole: words, voices, files."""

from __future__ import annotations

import json
import re

from benchmarks.practice import FOLDER, VOICES, recorded_turns

MOST_BYTES = 1_500_000
WRITTEN_IN = {"en", "fi", "sv", "pt"}
MP3_STARTS = (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")


def test_both_sides_speak_in_turn_in_every_language() -> None:
    dialogue = json.loads((FOLDER / "dialogue.json").read_text(encoding="utf-8"))
    roles = [turn["role"] for turn in dialogue["turns"]]
    assert roles == list(VOICES) * (len(roles) // 2)
    for turn in dialogue["turns"]:
        assert turn["texts"].keys() == WRITTEN_IN
        assert all(text.strip() for text in turn["texts"].values())


def test_the_page_hears_the_language_that_is_recorded() -> None:
    dialogue = json.loads((FOLDER / "dialogue.json").read_text(encoding="utf-8"))
    script = (FOLDER.parent / "capture" / "recording.js").read_text(encoding="utf-8")
    assert re.findall(r"^const RECORDED = '(\w+)';$", script, re.MULTILINE) == [
        dialogue["recorded"]
    ]


def test_every_turn_is_recorded_and_nothing_else() -> None:
    files = [turn.file for turn in recorded_turns()]
    assert sorted(FOLDER.glob("*.mp3")) == sorted(files)
    assert all(file.read_bytes().startswith(MP3_STARTS) for file in files)
    assert sum(file.stat().st_size for file in files) < MOST_BYTES
