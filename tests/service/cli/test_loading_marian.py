"""A model of the operator's own beside an embedded one: three lines of ``tulkki.toml``."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
import typer
from marian_fixture import TinyMarian, tiny_marian
from typer.testing import CliRunner

from models.catalog_files import ignore_progress
from models.types import LanguagePair
from service.cli.loading import load_models
from service.cli.translate_command import translate
from service.inference.model_set import ModelSet
from service.settings import Settings

__all__ = ["tiny_marian"]

pytestmark = [
    pytest.mark.weights,
    pytest.mark.timeout(600),
    pytest.mark.skipif(find_spec("torch") is None, reason="needs the extra marian"),
]

FI_PT = LanguagePair("fi", "pt")


def own_model_told(folder: Path, tiny: TinyMarian) -> None:
    """Write a ``tulkki.toml`` with the own model."""
    (folder / "tulkki.toml").write_text(
        f"""
        translators = ["ours", "firefox-en-pt"]
        [models.ours]
        engine = "ctranslate2-marian"
        folder = "{tiny.ctranslate2("fi-en", "int8")}"
        pair = "fi-en"
        """,
        encoding="utf-8",
    )


@pytest.fixture(params=[None, 120], ids=["all at once", "on demand"])
def models(
    request: pytest.FixtureRequest,
    tiny_marian: TinyMarian,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[ModelSet]:
    own_model_told(tmp_path, tiny_marian)
    monkeypatch.chdir(tmp_path)
    settings = Settings(data_dir=tmp_path / "data", translation_memory_mb=request.param)
    loaded = load_models(settings, ignore_progress)
    yield loaded
    loaded.close()


def test_finnish_arrives_in_portuguese_through_an_own_model(models: ModelSet) -> None:
    models.warm_up()
    assert models.translator.routes[FI_PT].label == "pivot:en"
    letters = {pair: one.quality for pair, one in models.translation_models.items()}
    assert letters == {
        LanguagePair("fi", "en"): None,  # our own
        LanguagePair("en", "pt"): "A",
    }
    (made,) = models.translator.translate(["Hyvää huomenta."], FI_PT)
    assert (made.text, made.model) == ("Bom dia.", "ours+firefox-en-pt")


def test_command_translates_through_an_own_model(
    tiny_marian: TinyMarian, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_model_told(tmp_path, tiny_marian)
    monkeypatch.chdir(tmp_path)
    app = typer.Typer()
    app.command()(translate)
    asked = ["Kiitos.", "--from", "fi", "--to", "pt", "--data-dir", str(tmp_path / "data")]
    result = CliRunner().invoke(app, asked)
    assert (result.exit_code, result.stdout) == (0, "Obrigado.\n")
