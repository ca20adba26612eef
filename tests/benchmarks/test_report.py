from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lag_logs import AUDIO, caption, log_of, reference, translation
from rich.console import Console

from benchmarks.environment import Environment
from benchmarks.errors import BenchmarkError
from benchmarks.grids import printed
from benchmarks.report import comparison
from benchmarks.results import (
    LagResult,
    OfflineResult,
    Result,
    ServerFigures,
    append_result,
    read_results,
)
from benchmarks.scoring import score, word_errors
from benchmarks.summary import FIGURES, LagFigure
from benchmarks.text import normalizer_for

ENVIRONMENT = Environment(
    commit="abc123",
    processor="Test CPU",
    cores=2,
    memory_bytes=2**34,
    system="Linux",
    python="3.11",
    packages=(("ctranslate2", "4.8.5"),),
    load_average=0.1,
)
SPOKEN = reference(("good", 0.2), ("morning", 0.5))
SERVER = ServerFigures(
    cold_start_s=3.25, cpu_s=0.5, resident_bytes=600_000_000, proportional_bytes=500_000_000
)


def run(label: str, lag_s: float, *, server: ServerFigures | None = SERVER) -> LagResult:
    log = log_of(
        (0.5 + lag_s, caption("good morning", 1, final=True)),
        (0.6 + lag_s, translation("bom dia", 1, final=True)),
    )
    return LagResult(
        at=datetime(2026, 1, 2, tzinfo=UTC),
        label=label,
        audio="test.wav",
        audio_sha256=AUDIO.sha256,
        environment=ENVIRONMENT,
        client_nice=0,
        client_cpu_s=0.1,
        server=server,
        score=score(log, SPOKEN),
    )


def offline(text: str) -> OfflineResult:
    return OfflineResult(
        at=datetime(2026, 1, 2, tzinfo=UTC),
        label="whisper-base int8 beam 1",
        audio="test.wav",
        audio_sha256=AUDIO.sha256,
        environment=ENVIRONMENT,
        audio_s=1.0,
        decode_s=0.5,
        errors=word_errors(SPOKEN.text, text, normalizer_for("en")),
    )


def void(result: LagResult) -> LagResult:
    return replace(result, score=replace(result.score, void=("send slip p99 11.0 ms",)))


def rows_of(*results: Result) -> dict[str, list[str]]:
    """Rows of the table: cells by the name in the first column."""
    console = Console(width=200, record=True, file=Path("/dev/null").open("w", encoding="utf-8"))
    with console.file:
        console.print(printed(comparison(results, audio_sha256=AUDIO.sha256)))
    lines = [line.strip("│ ").split("│") for line in console.export_text().splitlines()]
    return {cells[0].strip(): [cell.strip() for cell in cells[1:]] for cells in lines}


def test_results_come_back_as_they_were_written(tmp_path: Path) -> None:
    results: list[Result] = [
        run("a", 0.3),
        offline("good morning"),
        void(run("b", 0.4, server=None)),
    ]
    for result in results:
        append_result(tmp_path / "new" / "results.jsonl", result)
    assert read_results(tmp_path / "new" / "results.jsonl") == results


def test_results_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match="does not exist"):
        read_results(tmp_path / "results.jsonl")
    (tmp_path / "results.jsonl").write_text('{"kind": "lag"}\n', encoding="utf-8")
    with pytest.raises(BenchmarkError, match="line 1"):
        read_results(tmp_path / "results.jsonl")


def test_one_column_for_each_label_and_its_ratio_to_the_first() -> None:
    rows = rows_of(run("a", 0.2), run("b", 0.5), run("a", 0.4), run("a", 0.3))
    assert rows["sound runs"] == ["3", "1"]
    assert rows["first seen p50"] == ["0.45 s", "0.65 s", "1.44"]
    assert rows["on screen for good p50"] == ["0.45 s", "0.65 s", "1.44"]
    assert rows["server CPU per audio second"] == ["0.50 s", "0.50 s", "1.00"]
    assert rows["resident memory"] == ["600 MB", "600 MB", "1.00"]


def test_void_runs_are_left_out_and_told() -> None:
    rows = rows_of(run("a", 0.2), void(run("a", 9.0)))
    assert rows["sound runs"] == ["1"]
    assert rows["on screen for good p50"] == ["0.35 s"]
    assert any("void, send slip p99 11.0 ms" in name for name in rows)


def test_streaming_is_compared_with_the_best_offline_decode() -> None:
    rows = rows_of(run("a", 0.2), offline("good warning"), offline("bad warning"))
    assert rows["word error rate minus offline"] == ["-50.00 pp"]
    assert rows_of(run("a", 0.2))["word error rate minus offline"] == ["-"]


def test_what_was_not_measured_is_not_told() -> None:
    assert rows_of(run("a", 0.2, server=None))["cold start"] == ["-"]


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)
def test_every_figure_can_be_told_of_a_run_in_which_nothing_came_back(figure: LagFigure) -> None:
    silent = replace(run("a", 0.2, server=None), score=score(log_of(), SPOKEN))
    told = figure.told(figure.read(silent))
    assert told == "-" or float(told.split()[0]) >= 0
