"""``tulkki models``: the list, the check and the repair, as a person in a terminal sees them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from service.cli.models_command import models_app


def run(data_dir: Path, *arguments: str) -> Result:
    environment = {"TULKKI_DATA_DIR": str(data_dir), "COLUMNS": "200"}
    return CliRunner().invoke(models_app, arguments, env=environment)


def test_list_shows_every_model_when_none_is_installed(tmp_path: Path) -> None:
    result = run(tmp_path, "list")

    assert result.exit_code == 0
    for pattern in (
        r"whisper-base +speech +99 languages +147\.9 MB +MIT +not installed",
        r"firefox-en-pt +translation +en → pt +18\.0 MB +MPL-2\.0 +not installed",
        r"firefox-pt-en +translation +pt → en +18\.0 MB +MPL-2\.0 +not installed",
        r"silero-vad +voice +any +1\.2 MB +MIT +not installed",
    ):
        assert re.search(pattern, result.stdout), result.stdout


def test_verify_has_nothing_to_say_when_nothing_is_installed(tmp_path: Path) -> None:
    result = run(tmp_path, "verify")

    assert (result.exit_code, result.output) == (0, "")


@pytest.mark.parametrize("command", ["verify", "pull"])
def test_unknown_key_is_told_on_standard_error(tmp_path: Path, command: str) -> None:
    result = run(tmp_path, command, "nope")

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("model_not_found: the catalog has no model 'nope'")


def test_verify_tells_how_to_install_when_a_named_model_is_not(tmp_path: Path) -> None:
    result = run(tmp_path, "verify", "silero-vad")

    assert result.exit_code == 1
    assert "tulkki models pull silero-vad" in result.stderr


@pytest.mark.weights
def test_damaged_model_is_found_and_mended(tmp_path: Path) -> None:
    assert run(tmp_path, "pull", "firefox-en-pt", "silero-vad").exit_code == 0
    folder = tmp_path / "models/firefox-en-pt/1693087644"
    assert str(folder) in run(tmp_path, "list").stdout
    assert run(tmp_path, "verify").stdout == "firefox-en-pt: whole\nsilero-vad: whole\n"

    (folder / "vocab.spm").write_bytes(b"damaged")
    result = run(tmp_path, "verify")
    assert result.exit_code == 1
    assert result.stdout == "silero-vad: whole\n"
    assert result.stderr.startswith(f"model_corrupt: {folder / 'vocab.spm'} is damaged")

    assert run(tmp_path, "pull", "firefox-en-pt").exit_code == 0
    assert run(tmp_path, "verify", "firefox-en-pt").exit_code == 0
