"""``tulkki models`` with a hub, and with models of one's own, as a person in a terminal sees it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_hub import FakeHub, running_hub
from typer.testing import CliRunner, Result

from models.catalog import Catalog
from service.cli.models_command import models_app

FILES = {
    "model.bin": b"weights" * 1000,
    "config.json": b"{}",
    "tokenizer.json": b"{}",
    "vocabulary.txt": b"a",
}
REPOSITORY = "Systran/faster-whisper-tiny"
OWN = """
[models.mine]
engine = "ctranslate2-marian"
folder = "{folder}"
pair = "en-so"
"""

pytestmark = pytest.mark.e2e


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder, whose tulkki.toml counts."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "HF_HUB_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeHub]:
    with running_hub() as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        yield hub


@pytest.fixture
def own(tmp_path: Path, work: Path) -> Path:
    """A model of the operator's own, three lines in tulkki.toml."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "model.bin").write_bytes(b"my own weights")
    (work / "tulkki.toml").write_text(OWN.format(folder=folder), encoding="utf-8")
    return folder


def run(data_dir: Path, *arguments: str) -> Result:
    environment = {"TULKKI_DATA_DIR": str(data_dir), "COLUMNS": "120"}
    return CliRunner().invoke(models_app, arguments, env=environment)


def test_weights_that_are_not_the_catalogs_are_refused(tmp_path: Path, hub: FakeHub) -> None:
    hub.repositories[REPOSITORY] = dict(FILES)
    hub.commit = Catalog.load(tmp_path).entry("whisper-tiny").revision

    result = run(tmp_path, "pull", "whisper-tiny")

    assert result.exit_code == 1
    assert result.stderr.startswith("download_failed: Systran/faster-whisper-tiny: the hub has")
    assert not (tmp_path / "models/whisper-tiny").is_dir() or not [
        path for path in (tmp_path / "models/whisper-tiny").iterdir() if path.is_dir()
    ]


def test_repository_that_is_gone_is_told(tmp_path: Path, hub: FakeHub) -> None:
    result = run(tmp_path, "pull", "opus-mt-fi-sv")

    assert result.exit_code == 1
    assert "has no Helsinki-NLP/opus-mt-fi-sv at revision main (404)" in result.stderr


def marian(hub: FakeHub) -> None:
    files = ("model.safetensors", "config.json", "tokenizer_config.json", "vocab.json")
    content = dict.fromkeys((*files, "source.spm", "target.spm"), b"{}")
    hub.repositories["Helsinki-NLP/opus-mt-fi-sv"] = content


def test_model_that_cannot_be_converted_is_no_success(
    tmp_path: Path, hub: FakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In an image without PyTorch it could not run."""
    marian(hub)
    monkeypatch.setitem(sys.modules, "torch", None)

    result = run(tmp_path, "pull", "opus-mt-fi-sv")

    assert result.exit_code == 1
    assert "opus-mt-fi-sv: installed in" in result.stdout
    assert result.stderr.startswith("conversion_failed: opus-mt-fi-sv: installed, but not")
    assert "pip install 'tulkki[marian]'" in result.stderr
    assert run(tmp_path, "verify").stdout == "opus-mt-fi-sv: whole\n"


def test_model_to_be_carried_elsewhere_is_pulled_without_a_conversion(
    tmp_path: Path, hub: FakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    marian(hub)
    monkeypatch.setitem(sys.modules, "torch", None)

    result = run(tmp_path, "pull", "--no-convert", "opus-mt-fi-sv")

    assert result.exit_code == 0, result.output


def test_pull_tells_where_the_model_is_and_its_licence(tmp_path: Path, hub: FakeHub) -> None:
    files = ("model.safetensors", "config.json", "tokenizer_config.json", "vocab.json")
    content = dict.fromkeys((*files, "source.spm", "target.spm"), b"{}")
    content["config.json"] = b'{"model_type": "bert"}'
    hub.repositories["Helsinki-NLP/opus-mt-fi-sv"] = content
    hub.licence = "cc-by-nc-4.0"

    result = run(tmp_path, "pull", "opus-mt-fi-sv")

    folder = tmp_path / "models/opus-mt-fi-sv/main"
    assert f"opus-mt-fi-sv: installed in {folder}\n" in result.stdout
    assert "the catalog says its licence is Apache-2.0, the hub says cc-by-nc-4.0" in result.stderr
    assert "conversion_failed: " in result.stderr
    info = run(tmp_path, "info", "opus-mt-fi-sv").stdout
    for part in (hub.commit, "cc-by-nc-4.0", str(folder), "transformers-marian"):
        assert part in info
    assert run(tmp_path, "verify").stdout == "opus-mt-fi-sv: whole\n"
    assert run(tmp_path, "remove", "opus-mt-fi-sv").stdout.startswith("opus-mt-fi-sv: removed")
    assert run(tmp_path, "verify").stdout == ""


def test_offline_is_kept_to(tmp_path: Path, hub: FakeHub) -> None:
    for arguments in (("--offline",), ()):
        result = CliRunner().invoke(
            models_app,
            ["pull", "whisper-tiny", *arguments],
            env={"TULKKI_DATA_DIR": str(tmp_path), "HF_HUB_OFFLINE": "0" if arguments else "1"},
        )
        assert result.exit_code == 1
        assert "tulkki models install" in result.stderr
    assert hub.requests == []


def test_own_model_is_listed_and_checked(tmp_path: Path, own: Path) -> None:
    listed = run(tmp_path, "list", "--here").stdout
    assert "mine" in listed
    assert "en → so" in listed
    assert str(own) in run(tmp_path, "info", "mine").stdout
    assert run(tmp_path, "verify", "mine").stdout == "mine: there; its sums are not known\n"

    (own / "model.bin").unlink()
    own.rmdir()

    result = run(tmp_path, "verify", "mine")
    assert result.exit_code == 1
    assert str(own) in result.stderr


def test_own_model_is_carried_with_its_lines(tmp_path: Path, work: Path, own: Path) -> None:
    assert run(tmp_path / "here", "bundle", "mine", "--out", "own.tar").exit_code == 0
    (work / "tulkki.toml").unlink()

    installed = run(tmp_path / "there", "install", "own.tar")

    place = tmp_path / "there/models/mine/local"
    assert (place / "model.bin").read_bytes() == b"my own weights"
    lines = installed.stdout[installed.stdout.index("[models.mine]") :]
    assert f'folder = "{place}"' in lines
    (work / "tulkki.toml").write_text(lines, encoding="utf-8")
    assert run(tmp_path / "there", "verify", "mine").stdout == "mine: whole\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[models.mine]\nengine = 'x'\nfolder = '.'", "[models.mine]: there is no engine 'x'"),
        ("[models.mine]\nengine = 'ctranslate2-marian'\nfolder = '.'", "pair or pairs must be"),
        ("[models.mine]\nengine = 'firefox'\nfolder = '.'\npair = 'en'", "'en' is no pair"),
        ("[models.'../x']\nengine = 'silero'\nfolder = '.'", "a key has letters"),
    ],
)
def test_wrong_lines_are_told_with_their_place(
    tmp_path: Path, work: Path, text: str, message: str
) -> None:
    (work / "tulkki.toml").write_text(text, encoding="utf-8")

    result = run(tmp_path, "list")

    assert result.exit_code == 1
    assert result.stderr.startswith("catalog_invalid: ")
    assert message in result.stderr
