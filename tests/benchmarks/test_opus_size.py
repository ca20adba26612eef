from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.opus_size import KEY, opus_size
from benchmarks.own_marian import OwnMarian
from benchmarks.quality import random_marian
from models.types import LanguagePair
from service.settings import Settings


def test_a_service_is_told_the_same_model_as_this_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = OwnMarian(key="mine", folder=tmp_path / "model", pair=LanguagePair("en", "fi"))
    for name, value in own.environment.items():
        monkeypatch.setenv(name, value)
    told = Settings()
    assert told.translators == ("mine",)
    assert told.models == own.settings.models
    assert told.models["mine"]["folder"] == str((tmp_path / "model").resolve())


def test_a_model_is_made_once_and_anew_when_its_making_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []

    def make(folder: Path) -> float:
        made.append(folder)
        (folder / random_marian.SAVED).mkdir(parents=True)
        return 9.0

    monkeypatch.setattr(random_marian, "make", make)
    first = opus_size(tmp_path)
    assert opus_size(tmp_path) == first
    assert len(made) == 1
    assert first.saved.is_dir()
    assert (first.own.key, first.own.pair) == (KEY, random_marian.PAIR)
    changed = tmp_path / "changed.py"
    changed.write_text("another way", encoding="utf-8")
    monkeypatch.setattr(random_marian, "__file__", str(changed))
    assert opus_size(tmp_path).saved != first.saved
    assert len(made) == 2


def test_a_model_that_was_not_finished_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(folder: Path) -> float:
        folder.mkdir(parents=True)
        raise OSError("no room")

    monkeypatch.setattr(random_marian, "make", make)
    with pytest.raises(OSError, match="no room"):
        opus_size(tmp_path)
    assert [one.name[-4:] for one in tmp_path.iterdir()] == [".new"]
