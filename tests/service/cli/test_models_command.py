"""``tulkki models``: the list, the check and the repair, as a person in a terminal sees them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from service.cli.models_command import models_app


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder, whose tulkki.toml counts."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def run(data_dir: Path, *arguments: str, columns: int = 200) -> Result:
    environment = {"TULKKI_DATA_DIR": str(data_dir), "COLUMNS": str(columns)}
    return CliRunner().invoke(models_app, arguments, env=environment)


def test_list_shows_every_model_when_none_is_installed(tmp_path: Path) -> None:
    result = run(tmp_path, "list")

    assert result.exit_code == 0
    for pattern in (
        r"whisper-base +99 languages +147\.9 MB +- +MIT +no",
        r"firefox-en-pt +en → pt +18\.0 MB +A +MPL-2\.0 +no",
        r"silero-vad +any voice +1\.2 MB +- +MIT +no",
        r"whisper-large-v3-turbo +100 languages +1\.6 GB +- +MIT +no",
        r"opus-mt-fi-sv +fi → sv +305\.0 MB +- +Apache-2\.0 +no",
        r"opus-mt-tc-big-en-zle +en → ru, uk +475\.0 MB +- +CC-BY-4\.0 +no",
    ):
        assert re.search(pattern, result.stdout), result.stdout


def test_list_is_whole_on_eighty_columns(tmp_path: Path) -> None:
    result = run(tmp_path, "list", columns=80)

    assert "…" not in result.stdout
    assert all(len(line) <= 80 for line in result.stdout.splitlines())


def test_list_of_what_is_here_leaves_the_others_out(tmp_path: Path) -> None:
    result = run(tmp_path, "list", "--here")

    assert "whisper" not in result.stdout


def test_info_tells_all_of_a_model(tmp_path: Path) -> None:
    result = run(tmp_path, "info", "opus-mt-tc-big-en-zle")

    assert result.exit_code == 0
    for pattern in (
        "engine +transformers-marian",
        "translates +en → ru, en → uk",
        "from +hub: Helsinki-NLP/opus-mt-tc-big-en-zle at 708be1d372",
        r"memory in int8 +about 4\d\d\.\d MB",
        r"quality +unknown \(not measured\)",
        "here +not installed",
    ):
        assert re.search(pattern, result.stdout), result.stdout


def test_verify_has_nothing_to_say_when_nothing_is_installed(tmp_path: Path) -> None:
    result = run(tmp_path, "verify")

    assert (result.exit_code, result.output) == (0, "")


@pytest.mark.parametrize("command", ["verify", "pull", "info", "convert", "remove"])
def test_unknown_key_is_told_on_standard_error(tmp_path: Path, command: str) -> None:
    result = run(tmp_path, command, "nope")

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("model_not_found: the catalog has no model 'nope'")


def test_model_that_cannot_be_put_together_does_not_keep_the_others_from_coming(
    tmp_path: Path,
) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models/firefox-en-pt").write_text("a file where the folder should be")

    result = run(tmp_path, "pull", "firefox-en-pt", "nope", "silero-vad")

    assert result.exit_code == 1
    assert result.stdout.startswith(f"silero-vad: installed in {tmp_path / 'models/silero-vad'}")
    told = result.stderr.splitlines()
    assert len(told) == 2
    assert told[0].startswith("model_not_found: ")
    assert "firefox-en-pt" in told[0]
    assert told[1].startswith("model_not_found: the catalog has no model 'nope'")
    assert run(tmp_path, "verify", "silero-vad").stdout == "silero-vad: whole\n"


def test_verify_tells_how_to_install_when_a_named_model_is_not(tmp_path: Path) -> None:
    result = run(tmp_path, "verify", "silero-vad")

    assert result.exit_code == 1
    assert "tulkki models pull silero-vad" in result.stderr


@pytest.mark.weights
def test_damaged_model_is_found_and_mended(tmp_path: Path) -> None:
    pulled = run(tmp_path, "pull", "firefox-en-pt", "silero-vad")
    assert pulled.exit_code == 0
    *_, ready, again = pulled.stdout.splitlines()
    assert ready == (
        'firefox-en-pt translates en → pt. Try it: tulkki translate "..." --from en --to pt'
    )
    assert again == "A server that runs goes on with the models it has: start it again."
    folder = tmp_path / "models/firefox-en-pt/1693087644"
    assert re.search(r"firefox-en-pt .* yes", run(tmp_path, "list").stdout)
    assert str(folder) in run(tmp_path, "info", "firefox-en-pt").stdout
    assert run(tmp_path, "verify").stdout == "firefox-en-pt: whole\nsilero-vad: whole\n"

    (folder / "vocab.spm").write_bytes(b"damaged")
    result = run(tmp_path, "verify")
    assert result.exit_code == 1
    assert result.stdout == "silero-vad: whole\n"
    assert result.stderr.startswith(f"model_corrupt: {folder / 'vocab.spm'} is damaged")

    assert run(tmp_path, "pull", "firefox-en-pt").exit_code == 0
    assert run(tmp_path, "verify", "firefox-en-pt").exit_code == 0
