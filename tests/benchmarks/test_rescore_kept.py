from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.publish import KEPT
from benchmarks.rescore_kept import rescore_kept, spoken_in
from benchmarks.results import LagResult, append_result, read_results


def kept_run(file: str) -> LagResult:
    """The shortest run of a kept file that has a log."""
    runs = [one for one in read_results(KEPT / file) if isinstance(one, LagResult) and one.log]
    spoken = [run for run in runs if run.score.errors.reference_words]
    return min(spoken, key=lambda run: run.score.audio_s)


@pytest.mark.parametrize("file", ["results.jsonl", "peers.jsonl"])
def test_a_line_gets_the_score_that_its_log_gives(file: str, tmp_path: Path) -> None:
    run = kept_run(file)
    wrong = replace(run, score=replace(run.score, laal=None, broken_promises=99))
    without = replace(wrong, log="gone.jsonl")
    (tmp_path / "logs").mkdir()
    shutil.copy(KEPT / "logs" / f"{run.log}.xz", tmp_path / "logs")
    for line in (wrong, without):
        append_result(tmp_path / file, line)
    told = list(rescore_kept(tmp_path))
    assert [line.rpartition(f"{run.audio} ")[2] for line in told] == [
        "is scored anew",
        "has no log",
    ]
    assert read_results(tmp_path / file) == [run, without]


def test_the_words_of_a_beginning_are_those_that_begin_in_it() -> None:
    run = kept_run("peers.jsonl")
    spoken = spoken_in(run)
    assert spoken.audio_sha256 == run.audio_sha256
    assert len(spoken.words) < 446
    assert spoken.words[-1].end_s < run.score.audio_s
