from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lag_logs import caption, log_of, translation

from benchmarks.errors import BenchmarkError
from benchmarks.event_log import EventLog, ScreenShown, read_log, write_log
from service.wire.messages import AudioAck, Bye, Lag


@pytest.fixture
def log() -> EventLog:
    return log_of(
        (0.1, AudioAck(samples=1600)),
        (0.5, caption("good| mor", 1)),
        (0.6, translation("bom", 1)),
        (0.8, Lag(participant="p1", seconds=0.25)),
        (1.2, Bye(code="left")),
    )


def test_a_log_comes_back_as_it_was_written(tmp_path: Path, log: EventLog) -> None:
    write_log(tmp_path / "run.jsonl", log)
    assert read_log(tmp_path / "run.jsonl") == log


def test_screens_of_another_program_come_back_too(tmp_path: Path, log: EventLog) -> None:
    screens = (
        ScreenShown(at_s=0.5, committed="good", tentative=" mor", final=False),
        ScreenShown(at_s=0.7, committed="good morning", tentative="", final=True),
    )
    peer = replace(log, received=(), screens=screens)
    write_log(tmp_path / "run.jsonl", peer)
    assert read_log(tmp_path / "run.jsonl") == peer


def test_lines_are_in_the_order_of_time(tmp_path: Path, log: EventLog) -> None:
    write_log(tmp_path / "run.jsonl", log)
    lines = (tmp_path / "run.jsonl").read_text(encoding="utf-8").splitlines()
    assert '"type":"run"' in lines[0]
    assert '"frame":4' in lines[4]
    assert '"audio_ack"' in lines[5]
    assert '"type":"ended"' in lines[-1]


@pytest.mark.parametrize("lost", [0, -1])
def test_a_log_that_is_cut_is_refused(tmp_path: Path, log: EventLog, lost: int) -> None:
    write_log(tmp_path / "run.jsonl", log)
    lines = (tmp_path / "run.jsonl").read_bytes().splitlines(keepends=True)
    lines.pop(lost)
    (tmp_path / "run.jsonl").write_bytes(b"".join(lines))
    with pytest.raises(BenchmarkError, match="not a whole run"):
        read_log(tmp_path / "run.jsonl")


def test_a_line_that_is_no_record_is_named(tmp_path: Path) -> None:
    (tmp_path / "run.jsonl").write_text('{"type":"other"}\n', encoding="utf-8")
    with pytest.raises(BenchmarkError, match="line 1"):
        read_log(tmp_path / "run.jsonl")
