from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from benchmarks.corpus import LIBRIVOX_DIR
from benchmarks.gpu_report import BATCHES, gpu_report, read_report

app = typer.Typer()
app.command()(gpu_report)


def test_batches_are_those_that_are_promised() -> None:
    assert (BATCHES[0], BATCHES[-1]) == (1, 64)


@pytest.mark.weights
@pytest.mark.timeout(180)
@pytest.mark.skipif(
    not LIBRIVOX_DIR.is_dir(), reason="Debian's pocketsphinx-testdata is not installed"
)
def test_report_times_every_step_by_batch(tmp_path: Path) -> None:
    file = tmp_path / "new" / "report.json"
    options = ["--device", "cpu", "--compute-type", "int8", "--most", "2", "--repetitions", "1"]
    done = CliRunner().invoke(app, [str(file), *options])
    assert done.exit_code == 0, done.output
    report = read_report(file)
    assert (report.device, report.gpus, report.speech_model) == ("cpu", (), "whisper-base")
    found = [(timing.step, timing.batch) for timing in report.timings]
    assert found == [
        (step, batch) for step in ("encode", "decode", "recognize") for batch in (1, 2)
    ]
    for timing in report.timings:
        assert timing.median_s == timing.times_s[0] > 0
        assert timing.items_per_s == pytest.approx(timing.batch / timing.median_s)
    assert "whisper-base int8 on cpu" in done.output


def test_missing_speech_is_told_with_the_remedy(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, [str(tmp_path / "r.json"), "--speech", str(tmp_path)])
    assert done.exit_code == 1
    assert "pocketsphinx-testdata" in done.output
    assert not (tmp_path / "r.json").exists()
