"""``tulkki bench`` as a person in a terminal sees it."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from service.cli import bench_command
from service.cli.main import app


@pytest.mark.parametrize("command", ["ablation", "lag", "report", "translation-policy"])
def test_commands_are_listed_and_explain_themselves(command: str) -> None:
    assert command in CliRunner().invoke(app, ["bench", "--help"]).stdout
    assert CliRunner().invoke(app, ["bench", command, "--help"]).exit_code == 0


def test_a_missing_library_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_command, "_NEEDED", ("no_such_library",))
    result = CliRunner().invoke(app, ["bench", "report"])
    assert result.exit_code == 1
    assert result.stderr.startswith("extra_missing: no_such_library cannot be imported")
    assert CliRunner().invoke(app, ["--help"]).exit_code == 0


def test_an_unknown_command_is_told() -> None:
    result = CliRunner().invoke(app, ["bench", "nope"])
    assert result.exit_code == 2
    assert "nope" in result.stderr
