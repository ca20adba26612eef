from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
import typer
from lag_logs import AUDIO, caption, log_of, reference
from typer.testing import CliRunner

from benchmarks.audio import Recording, write_wav
from benchmarks.cli import telling_errors
from benchmarks.errors import BenchmarkError
from benchmarks.event_log import write_log
from benchmarks.lag import lag
from benchmarks.rescore import rescore
from benchmarks.results import LagResult, read_results
from benchmarks.words import SpokenWord, SpokenWords, save_words

FakeService = Callable[[str], AbstractContextManager[str]]


def command(function: Callable[..., None]) -> typer.Typer:
    app = typer.Typer()
    app.command()(function)
    return app


def test_what_stops_a_command_is_told_in_one_line() -> None:
    @telling_errors
    def fails() -> None:
        raise BenchmarkError("the server is [not] there")

    result = CliRunner().invoke(command(fails))
    assert result.exit_code == 1
    assert result.stderr == "fails: the server is [not] there\n"


def test_a_kept_log_is_scored_again(tmp_path: Path) -> None:
    write_log(tmp_path / "run.jsonl", log_of((0.9, caption("good", 1, final=True))))
    save_words(tmp_path / "words.json", reference(("good", 0.4)))
    result = CliRunner().invoke(
        command(rescore), [str(tmp_path / "run.jsonl"), "--words", str(tmp_path / "words.json")]
    )
    assert result.exit_code == 0
    assert '"p50_s": 0.5' in result.stdout


@pytest.fixture
def measurable(tmp_path: Path) -> list[str]:
    """Arguments of a measurement of one and a half seconds."""
    recording = Recording(pcm=bytes(2 * 24_000))
    write_wav(tmp_path / "six.wav", recording)
    heard = enumerate(["good", "morning", "how", "can", "i", "help"], start=1)
    words = tuple(
        SpokenWord(word=word, start_s=0.25 * index - 0.2, end_s=0.25 * index)
        for index, word in heard
    )
    save_words(
        tmp_path / "words.json",
        SpokenWords(language="en", audio_sha256=recording.sha256, aligner="", words=words),
    )
    files = [str(tmp_path / "six.wav"), "--words", str(tmp_path / "words.json")]
    return [*files, "--results", str(tmp_path / "results" / "results.jsonl")]


@pytest.mark.e2e
def test_a_running_service_is_measured(
    fake_service: FakeService, measurable: list[str], tmp_path: Path
) -> None:
    with fake_service("sound") as url:
        result = CliRunner().invoke(
            command(lag), [*measurable, "--url", url, "--key", "s3cret-_", "--label", "fake"]
        )
    assert "first seen p50" in result.stdout, result.output
    (run,) = read_results(tmp_path / "results" / "results.jsonl")
    assert isinstance(run, LagResult)
    # A busy machine may have sent late: the run is kept, told to be void, and the command fails.
    assert result.exit_code == bool(run.score.void)
    assert (run.label, run.server, run.score.errors.edits.total) == ("fake", None, 0)
    (log,) = (tmp_path / "results" / "logs").glob("*.jsonl")
    assert CliRunner().invoke(command(rescore), [str(log), "--words", measurable[2]]).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--url", "http://127.0.0.1:1"], "--url and --key go together"),
        (["--url", "http://127.0.0.1:1", "--key", "k"], "POST /session"),
    ],
)
def test_a_measurement_that_cannot_be_taken_is_told(
    measurable: list[str], arguments: list[str], reason: str
) -> None:
    result = CliRunner().invoke(command(lag), [*measurable, *arguments])
    assert result.exit_code == 1
    assert reason in result.stderr


def test_words_of_another_recording_are_refused(measurable: list[str], tmp_path: Path) -> None:
    write_wav(tmp_path / "six.wav", AUDIO)
    result = CliRunner().invoke(command(lag), measurable)
    assert result.exit_code == 1
    assert "the words belong to audio" in result.stderr
