"""``evaluate`` and ``bench`` as a person in a terminal sees them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from benchmarks.audio import Recording, write_wav
from benchmarks.quality.phrases import load_phrases
from models.types import SAMPLE_RATE
from service.cli.models_evaluate import bench, evaluate, require_importable


def run(command: Callable[..., None], *arguments: str) -> Result:
    app = typer.Typer()
    app.command()(command)
    return CliRunner().invoke(app, arguments)


def test_a_missing_library_is_told_with_what_to_install(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit):
        require_importable(("json", "no_such_library"))
    assert capsys.readouterr().err == (
        "extra_missing: no_such_library cannot be imported. Run: pip install 'tulkki[dev]'\n"
    )


def test_an_installation_without_benchmarks_says_where_to_measure(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Container images have none."""
    monkeypatch.setitem(sys.modules, "benchmarks", None)
    monkeypatch.setattr(sys, "path", [])
    sys.path_importer_cache.clear()
    with pytest.raises(typer.Exit):
        require_importable(("json",))
    assert capsys.readouterr().err.startswith("benchmarks_missing: this installation")


@pytest.mark.parametrize("command", [evaluate, bench])
def test_an_unknown_set_is_told_before_any_model_is_loaded(
    command: Callable[..., None], tmp_path: Path
) -> None:
    result = run(command, "firefox-en-pt", "--set", "nope", "--data-dir", str(tmp_path))
    assert result.exit_code == 1
    assert result.stderr.startswith("cannot_measure: there is no set 'nope'")
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize("command", [evaluate, bench])
def test_an_unknown_model_is_told(command: Callable[..., None], tmp_path: Path) -> None:
    result = run(command, "nope", "--data-dir", str(tmp_path))
    assert result.exit_code == 1
    assert result.stderr.startswith("model_not_found:")


def test_a_speech_model_asks_for_recordings(tmp_path: Path) -> None:
    result = run(evaluate, "whisper-base", "--data-dir", str(tmp_path))
    assert result.exit_code == 1
    assert "whisper-base is a speech model: name recordings" in result.stderr


@pytest.mark.weights
@pytest.mark.timeout(180)
def test_a_missing_recording_is_told(tmp_path: Path) -> None:
    result = run(evaluate, "whisper-base", "--recordings", str(tmp_path))
    assert result.exit_code == 1
    assert "appointments-01.wav is missing" in result.stderr


@pytest.mark.weights
@pytest.mark.timeout(180)
def test_the_embedded_pair_is_evaluated() -> None:
    result = run(evaluate, "firefox-en-pt", "firefox-pt-en", "--format", "json")
    assert result.exit_code == 0, result.output
    there, back = json.loads(result.stdout)
    assert (there["pair"]["target"], back["pair"]["target"]) == ("pt", "en")
    for evaluation in (there, back):
        assert evaluation["overall"]["critical_errors"]["value"] <= 0.1
        assert evaluation["overall"]["overlap"]["chrf"]["value"] > 60
        assert evaluation["violating"]["value"] <= 0.02
        assert evaluation["grade"]["letter"] in {"A", "B"}


@pytest.mark.weights
@pytest.mark.timeout(180)
def test_a_model_is_timed_in_its_own_process() -> None:
    result = run(bench, "firefox-en-pt", "--rounds", "1", "--format", "json")
    assert result.exit_code == 0, result.output
    (speed,) = json.loads(result.stdout)
    assert speed["sentences"] == 65  # of a hundred, those without a number, a name, an address
    assert 0 < speed["p50_s"] <= speed["p99_s"]
    assert speed["batch_per_s"] > 1
    assert 10 * 2**20 < speed["memory_bytes"] < 2**30


@pytest.mark.weights
@pytest.mark.timeout(300)
def test_silence_instead_of_the_phrases_is_all_errors(tmp_path: Path) -> None:
    silence = Recording(pcm=bytes(2 * (SAMPLE_RATE // 2)))
    for phrase in load_phrases().phrases:
        write_wav(tmp_path / f"{phrase.id}.wav", silence)
    result = run(evaluate, "whisper-base", "--recordings", str(tmp_path), "--format", "json")
    assert result.exit_code == 0, result.output
    (evaluation,) = json.loads(result.stdout)
    assert evaluation["overall"]["wer"]["value"] >= 0.9
