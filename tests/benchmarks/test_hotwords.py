from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from measured_on import ORIGIN

from benchmarks.edits import Edits
from benchmarks.hotwords import OF_THE_DESK, of_names
from benchmarks.hotwords_results import HOTWORD_LINES, HotwordsResult, hotwords_grids
from benchmarks.name_errors import NameErrors
from benchmarks.names import read_names, read_others
from benchmarks.publish import KEPT
from benchmarks.scoring import WordErrors
from models.types import LONGEST_PROMPT

DESK = HotwordsResult(
    origin=ORIGIN,
    model="fake",
    audio_sha256="",
    audio_s=10.0,
    told="nothing",
    errors=WordErrors(
        reference_words=20, edits=Edits(substitutions=1, deletions=1, insertions=0), early=0
    ),
    cpu_s=1.0,
    echoes=3,
)
NAMES = replace(
    DESK, audio="names", names=NameErrors(said=5, wrong=("Olari", "Suvela"), made_up=("Soukka",))
)


def test_a_table_for_each_recording_tells_words_and_names() -> None:
    desk, names = hotwords_grids([DESK, NAMES, replace(NAMES, told="prompt", echoes=4)])
    assert desk.rows == (("nothing", "-", "-", "2 of 20", "0.100", "3"),)
    assert names.rows[0] == ("nothing", "2 of 5", "1", "2 of 20", "0.100", "3")
    assert names.rows[1][-1] == "4"
    assert names.notes[0] == "wrong with nothing: Olari, Suvela"


def test_lines_come_back_as_they_were_written(tmp_path: Path) -> None:
    HOTWORD_LINES.append(tmp_path / "kept.jsonl", DESK, NAMES)
    assert HOTWORD_LINES.read(tmp_path / "kept.jsonl") == [DESK, NAMES]
    assert {line.audio for line in HOTWORD_LINES.read(KEPT / "hotwords.jsonl")} >= {"desk"}


def test_every_name_that_is_said_is_told_once_and_others_stand_between() -> None:
    said, others = tuple(name.text for name in read_names().names), read_others()
    told = of_names(said, others)
    assert next(iter(told.values())) is None
    assert next(iter(OF_THE_DESK.values())) is None
    among, alone = told["hotwords among as many others"], told["hotwords that nobody says"]
    assert among is not None
    assert alone is not None
    assert among.hotwords[:3] == (said[0], others[0], said[1])
    assert set(alone.hotwords).isdisjoint(said)
    prompt = told["prompt"]
    assert prompt is not None
    assert len(prompt.prompt) <= LONGEST_PROMPT
    assert all(name in prompt.prompt for name in said)
