"""``tulkki translate``, as a person in a terminal and a script see it."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from service.cli.translate_command import translate

app = typer.Typer()
app.command()(translate)


def run(data_dir: Path, *arguments: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(app, [*arguments, "--data-dir", str(data_dir)], input=given)


def test_pair_is_refused_with_those_that_can_be_had(tmp_path: Path) -> None:
    result = run(tmp_path, "Hei", "--from", "fi", "--to", "sv")

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == (
        "unsupported_language_pair: no installed model translates from fi into sv."
        " There are models for en → pt, pt → en\n"
    )


def test_text_is_refused_when_it_is_not_in_the_terminals_encoding(tmp_path: Path) -> None:
    result = run(tmp_path, "\udcff", "--from", "en", "--to", "pt")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("text_unreadable: ")


def test_standard_input_is_refused_when_it_is_not_utf_8(tmp_path: Path) -> None:
    result = run(tmp_path, "-", "--from", "en", "--to", "pt", given=b"\xff\xfe")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("text_unreadable: standard input is not UTF-8")


@pytest.mark.parametrize("missing", ["--from", "--to"])
def test_both_languages_have_to_be_named(tmp_path: Path, missing: str) -> None:
    arguments = ["Hello", "--from", "en", "--to", "pt"]
    position = arguments.index(missing)

    result = run(tmp_path, *arguments[:position], *arguments[position + 2 :])

    assert result.exit_code == 2
    assert missing in result.stderr


@pytest.mark.weights
def test_argument_is_translated_into_one_line(tmp_path: Path) -> None:
    result = run(tmp_path, "Good morning, how can I help you?", "--from", "en", "--to", "pt")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "Bom dia, como posso ajudá-lo?\n"


@pytest.mark.weights
def test_standard_input_is_translated_and_keeps_its_lines(tmp_path: Path) -> None:
    given = "Obrigado.\r\n\n😀\nSim".encode()

    result = run(tmp_path, "-", "--from", "pt", "--to", "en", given=given)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout_bytes.decode() == "Thank you.\r\n\n😀\nYes"


@pytest.mark.weights
def test_damaged_weights_are_told_on_standard_error(tmp_path: Path) -> None:
    assert run(tmp_path, "Hi", "--from", "en", "--to", "pt").exit_code == 0
    path = tmp_path / "models/firefox-en-pt/1693087644/model.bin"
    path.write_bytes(path.read_bytes()[:-1])

    result = run(tmp_path, "Hi", "--from", "en", "--to", "pt")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"model_corrupt: {path} is damaged: expected sha256 d9687357")
    assert "Run: tulkki models pull firefox-en-pt" in result.stderr
