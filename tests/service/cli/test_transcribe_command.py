"""``tulkki transcribe``, as far as it goes without a model."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from models.catalog_files import ProgressListener
from models.errors import ModelNotFound
from models.types import LanguagePair
from service.cli import transcribe_command
from service.inference.model_set import ModelSet
from service.settings import Settings


@pytest.mark.parametrize(
    ("languages", "pair"),
    [
        (("--from", "en", "--to", "pt"), LanguagePair("en", "pt")),
        (("--from", "en"), LanguagePair("en", "en")),
    ],
)
def test_models_of_the_pair_alone_are_loaded(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    languages: tuple[str, ...],
    pair: LanguagePair,
) -> None:
    def load(
        _settings: Settings, _show: ProgressListener, *, pair: LanguagePair | None = None
    ) -> ModelSet:
        raise ModelNotFound(f"wanted: {pair}")

    monkeypatch.setattr(transcribe_command, "load_models", load)
    sound = tmp_path / "silence.wav"
    with wave.open(str(sound), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(bytes(32_000))
    app = typer.Typer()
    app.command()(transcribe_command.transcribe)
    ended = CliRunner().invoke(app, [str(sound), *languages, "--data-dir", str(tmp_path)])
    assert (ended.exit_code, ended.stderr) == (1, f"model_not_found: wanted: {pair}\n")
