from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.fingerprint import fingerprint, sources
from models.whisper import REQUIRED_FILES


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A recognizer of two modules and a table, and a module that it does not use."""
    package = tmp_path / "models"
    package.mkdir()
    files = {
        "whisper.py": "from models.guards import TABLE\nimport models.types\n",
        "guards.py": 'from models import types\nTABLE = "phrases.toml"\n',
        "types.py": "",
        "marian.py": 'OTHER = "other.toml"\n',
        "phrases.toml": "a = 1\n",
        "other.toml": "a = 1\n",
        "__init__.py": "",
    }
    for name, text in files.items():
        (package / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    folder = tmp_path / "weights"
    folder.mkdir()
    for name in REQUIRED_FILES:
        (folder / name).write_bytes(b"weights")
    return folder


def test_the_modules_that_a_recognizer_is_made_of_are_found(checkout: Path) -> None:
    assert {path.name for path in sources("models.whisper", checkout)} == {
        "whisper.py",
        "guards.py",
        "types.py",
        "__init__.py",
        "phrases.toml",
    }


@pytest.mark.parametrize(
    ("changed", "another"),
    [
        ("models/whisper.py", True),
        ("models/guards.py", True),
        ("models/phrases.toml", True),
        ("weights/model.bin", True),
        ("models/marian.py", False),
        ("models/other.toml", False),
    ],
)
def test_a_change_of_what_is_heard_with_is_noticed(
    checkout: Path, weights: Path, changed: str, another: bool
) -> None:
    before = fingerprint(weights, checkout=checkout)
    assert fingerprint(weights, checkout=checkout) == before
    with (checkout / changed).open("ab") as file:
        file.write(b"\n# changed\n")
    assert (fingerprint(weights, checkout=checkout) != before) is another


def test_the_shipped_recognizer_is_made_of_its_guards_and_their_phrases() -> None:
    names = {path.name for path in sources("models.whisper")}
    assert {"whisper.py", "drafts.py", "encoder.py", "effort.py", "phantom_phrases.toml"} <= names
    assert "marian" not in "".join(names)
