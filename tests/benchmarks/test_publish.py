from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lag_logs import AUDIO, caption, log_of, reference
from measured_on import ORIGIN

from benchmarks.errors import BenchmarkError
from benchmarks.event_log import read_log, write_log
from benchmarks.pages import SECTIONS, page
from benchmarks.publish import KEPT, PAGE, WITH_LOGS, keep
from benchmarks.rescore_kept import score_again
from benchmarks.results import LagResult, OfflineResult, append_result, read_results
from benchmarks.scoring import score, word_errors
from benchmarks.text import normalizer_for

SPOKEN = reference(("good", 0.2), ("morning", 0.5))
LOG = log_of((0.8, caption("good morning", 1, final=True)))
RESULT = LagResult(
    at=ORIGIN.at,
    label="tulkki",
    audio="test.wav",
    audio_sha256=AUDIO.sha256,
    environment=ORIGIN.environment,
    client_nice=0,
    client_cpu_s=0.1,
    server=None,
    score=score(LOG, SPOKEN),
    others_cores=0.5,
    log="a.jsonl",
)


@pytest.fixture
def run(tmp_path: Path) -> Path:
    folder = tmp_path / "run"
    (folder / "logs").mkdir(parents=True)
    write_log(folder / "logs" / "a.jsonl", LOG)
    append_result(folder / "results.jsonl", RESULT)
    return folder


def test_the_page_tells_what_was_measured_and_how_to_measure_the_rest(
    run: Path, tmp_path: Path
) -> None:
    told = page(run)
    assert "| first seen p50 | 0.45 s |" in told
    assert "NOT QUIET" in told
    assert "commit abc123" in told
    assert told.count("No result is kept yet.") == len(SECTIONS) - 1
    assert "`tulkki bench peers-capacity`" in page(tmp_path)


def test_the_page_tells_what_the_weights_can_do_at_best(run: Path) -> None:
    offline = OfflineResult(
        at=ORIGIN.at,
        label="whisper beam 5",
        audio="test.wav",
        audio_sha256=AUDIO.sha256,
        environment=ORIGIN.environment,
        audio_s=1.0,
        decode_s=0.1,
        errors=word_errors(SPOKEN.text, "good mourning all", normalizer_for("en")),
    )
    append_result(run / "results.jsonl", offline)
    assert "| test.wav | whisper beam 5 | 2 | 1 | 0 | 1 | 100.00 % |" in page(run)


def test_the_page_tells_of_which_commit_each_run_was(run: Path) -> None:
    later = replace(RESULT.environment, commit="def456")
    append_result(run / "results.jsonl", replace(RESULT, audio="a.wav"))
    append_result(run / "results.jsonl", replace(RESULT, audio="b.wav", environment=later))
    notes = [line for line in page(run).splitlines() if "commit" in line]
    assert [(note.split(":")[0], "def456" in note) for note in notes] == [
        ("- test.wav, a.wav", False),
        ("- b.wav", True),
    ]


def test_a_kept_log_gives_the_kept_score(run: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    assert list(keep(run, kept)) == ["kept results.jsonl"]
    assert read_results(kept / "results.jsonl") == [RESULT]
    assert score(read_log(kept / "logs" / "a.jsonl.xz"), SPOKEN) == RESULT.score


def test_a_large_log_is_told_and_left_out(
    run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.publish.MOST_LOG_BYTES", 10)
    told = list(keep(run, tmp_path / "kept"))
    assert "a.jsonl is too large to be kept" in told[1]
    assert not (tmp_path / "kept" / "logs").exists()


def test_what_cannot_be_read_is_not_kept(run: Path, tmp_path: Path) -> None:
    (run / "results.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(BenchmarkError, match="line 1"):
        list(keep(run, tmp_path / "kept"))
    with pytest.raises(BenchmarkError, match="holds no results"):
        list(keep(tmp_path, tmp_path / "kept"))


def test_the_published_page_is_the_one_that_the_kept_results_give() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(KEPT)


@pytest.mark.parametrize("file", WITH_LOGS)
def test_published_scores_can_be_computed_again(file: str) -> None:
    runs = [one for one in read_results(KEPT / file) if isinstance(one, LagResult)]
    scores = [(run.score, score_again(run, KEPT / "logs")) for run in runs]
    assert [kept for kept, again in scores if again is not None and kept != again] == []
    assert sum(again is not None for _, again in scores) >= len(runs) - 1


def test_a_run_without_a_log_is_kept_too(run: Path, tmp_path: Path) -> None:
    (run / "results.jsonl").unlink()
    append_result(run / "results.jsonl", replace(RESULT, log=None))
    assert list(keep(run, tmp_path / "kept")) == ["kept results.jsonl"]
