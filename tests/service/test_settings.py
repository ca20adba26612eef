"""Environment over file over default; what is not known is refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from models.types import Vocabulary
from service.settings import Settings


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith("TULKKI_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_default_listens_to_this_machine_only() -> None:
    assert Settings().host == "127.0.0.1"


def test_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "tulkki.toml").write_text('port = 9000\nrecognizer = "x"\n', encoding="utf-8")
    monkeypatch.setenv("TULKKI_PORT", "9001")
    settings = Settings()
    assert (settings.port, settings.recognizer) == (9001, "x")


def test_command_line_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TULKKI_PORT", "9001")
    assert Settings(port=9002).port == 9002


def test_unknown_key_in_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tulkki.toml").write_text("prot = 9000\n", encoding="utf-8")
    with pytest.raises(ValidationError, match="prot"):
        Settings()


def test_unknown_variable_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TULKKI_PROT", "9000")
    with pytest.raises(ValidationError, match="TULKKI_PROT"):
        Settings()


@pytest.mark.parametrize(("name", "value"), [("PORT", "70000"), ("IDLE_S", "0"), ("FAKE", "maybe")])
def test_value_out_of_range_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"TULKKI_{name}", value)
    with pytest.raises(ValidationError):
        Settings()


def test_secret_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TULKKI_STAFF_SECRET", "hunter2")
    assert "hunter2" not in repr(Settings())


def test_origins_are_local_and_the_public_one() -> None:
    origins = Settings(public_url="https://tulkki.example.org/").origins(8000)
    assert origins == {
        "http://localhost:8000",
        "http://127.0.0.1:8000",
        "http://[::1]:8000",
        "https://tulkki.example.org",
    }


def test_every_setting_is_documented() -> None:
    guide = Path(__file__).parents[2] / "docs" / "operators" / "settings.md"
    rows = {line.split("`")[1] for line in guide.read_text().splitlines() if line.startswith("| `")}
    assert rows == set(Settings.model_fields)


def test_vocabulary_of_each_language_is_read_from_the_file(tmp_path: Path) -> None:
    (tmp_path / "tulkki.toml").write_text(
        """
        [vocabulary.en]
        hotwords = [" Kela ", "job seeker"]
        prompt = "At the customer service desk."
        [vocabulary.fi]
        hotwords = ["oleskelulupa"]
        """,
        encoding="utf-8",
    )
    assert Settings().vocabularies() == {
        "en": Vocabulary(hotwords=("Kela", "job seeker"), prompt="At the customer service desk."),
        "fi": Vocabulary(hotwords=("oleskelulupa",)),
    }


def test_nothing_is_listened_for_unless_it_is_set() -> None:
    assert Settings().vocabularies() == {}


@pytest.mark.parametrize(
    "table",
    [
        "[vocabulary.English]",
        "[vocabulary.en]\nhotword = ['Kela']",
        "[vocabulary.en]\nhotwords = ['  ']",
        f"[vocabulary.en]\nhotwords = ['{'a' * 65}']",
        f"[vocabulary.en]\nhotwords = {['word'] * 51}",
        f"[vocabulary.en]\nprompt = '{'a' * 501}'",
    ],
)
def test_vocabulary_that_is_wrong_is_refused(tmp_path: Path, table: str) -> None:
    (tmp_path / "tulkki.toml").write_text(table, encoding="utf-8")
    with pytest.raises(ValidationError, match="vocabulary"):
        Settings()
