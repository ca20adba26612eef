"""Settings that cannot be used: one line, with a code and what to do, from every command."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from models.errors import ModelNotFound, UnsupportedLanguagePair
from models.types import LanguagePair
from service.cli.loading import load_translator_for, open_catalog
from service.cli.main import app
from service.settings import Settings, read_settings

COMMANDS = (
    ("translate", "Hei", "--from", "fi", "--to", "en"),
    ("transcribe", "visit.wav", "--from", "fi"),
    ("models", "list"),
    ("models", "info", "whisper-base"),
    ("models", "verify"),
    ("models", "pull", "--offline"),
    ("models", "convert", "opus-mt-en-fi"),
    ("models", "remove", "whisper-base"),
    ("models", "bundle", "whisper-base", "--out", "desk.tar"),
    ("models", "install", "desk.tar"),
    ("models", "evaluate", "whisper-base"),
    ("models", "bench", "firefox-en-pt"),
)
every_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda words: "-".join(words[:2]))


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder, whose tulkki.toml counts, with a file that a command may be given."""
    for name in [name for name in os.environ if name.startswith("TULKKI_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TULKKI_DATA_DIR", str(tmp_path / "data"))
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    silent = (Path("/usr/share/pocketsphinx/test/data/librivox")).glob("*.wav")
    (folder / "visit.wav").write_bytes(next(silent).read_bytes())
    return folder


def configured(folder: Path, text: str) -> None:
    (folder / "tulkki.toml").write_text(text, encoding="utf-8")


def run(command: tuple[str, ...]) -> Result:
    return CliRunner().invoke(app, command)


def told(result: Result) -> str:
    """The only line of a refusal."""
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    return line


@every_command
def test_own_model_that_is_described_wrongly(own_folder: Path, command: tuple[str, ...]) -> None:
    configured(own_folder, '[models.mine]\nengine = "firefox"\nfolder = "/m"\npair = "en_fi"\n')
    assert told(run(command)) == (
        "catalog_invalid: [models.mine]: 'en_fi' is no pair of languages like en-fi. Correct it in"
        " tulkki.toml: an own model says its engine, its folder, and its pair or languages"
    )


@every_command
def test_unknown_setting(own_folder: Path, command: tuple[str, ...]) -> None:
    configured(own_folder, "prot = 9000\n")
    assert told(run(command)) == "settings_invalid: prot: Extra inputs are not permitted"


@every_command
def test_file_that_is_no_toml(own_folder: Path, command: tuple[str, ...]) -> None:
    configured(own_folder, "port = \n")
    assert told(run(command)).startswith("settings_invalid: tulkki.toml: Invalid value")


def test_data_folder_of_the_file_is_that_of_every_command(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TULKKI_DATA_DIR")
    configured(own_folder, f'data_dir = "{own_folder / "weights"}"\n')
    (own_folder / "weights/models/opus-mt-fi-sv/main").mkdir(parents=True)
    listed = CliRunner().invoke(app, ["models", "list", "--here"], env={"COLUMNS": "200"})
    assert "opus-mt-fi-sv" in listed.stdout


def test_own_models_and_chosen_pivots_make_the_routes(own_folder: Path) -> None:
    """English is no pivot here, so what only English would join is refused, and Finnish joins."""
    models = {
        f"own-{pair}": {"engine": "firefox", "folder": str(own_folder / pair), "pair": pair}
        for pair in ("so-fi", "fi-sv", "pt-en", "en-so")
    }
    settings = Settings(models=models, translators=tuple(models), pivots=("fi",))
    catalog = open_catalog(settings)

    def load(source: str, target: str) -> None:
        pair = LanguagePair(source, target)
        load_translator_for(pair, settings, catalog, lambda _progress: None)

    with pytest.raises(UnsupportedLanguagePair):
        load("pt", "so")
    with pytest.raises(ModelNotFound, match="so-fi"):  # the route is there, its folder is not
        load("so", "sv")


def test_what_is_given_wins_and_what_is_not_given_says_nothing() -> None:
    assert read_settings({"port": 9001, "host": None}).port == 9001
    assert read_settings({"host": None}).host == Settings().host
