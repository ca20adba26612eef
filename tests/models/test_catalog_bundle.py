"""Bundles: what is packed is installed elsewhere without a network, and nothing else ever is."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from bundles import FILES, Machine

from models.catalog_errors import BundleInvalid, ConversionFailed
from models.catalog_files import Progress
from models.catalog_manifest import Manifest, read_manifest, write_manifest
from models.catalog_packing import own_setting
from models.catalog_reader import read_local_entries
from models.errors import ModelCorrupt, ModelNotFound


def test_bundle_installs_on_another_machine(bundle: Path, there: Machine) -> None:
    told: list[Progress] = []

    (installed,) = there.catalog.install(bundle, told.append)

    assert (installed.key, installed.folder) == ("tiny", "main")
    assert there.catalog.verify("tiny") == len(FILES)
    assert there.catalog.resolve("tiny") == there.folder("tiny")
    for name, content in FILES.items():
        assert (there.folder("tiny") / name).read_bytes() == content
    assert told[-1].done_bytes == told[-1].total_bytes == sum(map(len, FILES.values()))


def test_conversion_travels_with_the_model(here: Machine, there: Machine, tmp_path: Path) -> None:
    here.put("tiny", "main.ctranslate2")
    here.catalog.bundle(["tiny"], tmp_path / "desk.tar")

    there.catalog.install(tmp_path / "desk.tar")

    assert there.models() == ["tiny/main", "tiny/main.ctranslate2"]
    assert there.catalog.is_converted("tiny")
    assert there.catalog.resolve("tiny") == there.folder("tiny", "main.ctranslate2")
    assert there.catalog.resolve_source("tiny") == there.folder("tiny")


def test_commit_and_licence_travel_with_the_model(
    here: Machine, there: Machine, tmp_path: Path
) -> None:
    known = Manifest(files=(), origin="owner/tiny", commit="c0ffee", licence="mit")
    folder = here.folder("tiny")
    write_manifest(folder, replace(known, files=read_manifest(folder).files))
    here.catalog.bundle(["tiny"], tmp_path / "desk.tar")

    there.catalog.install(tmp_path / "desk.tar")

    manifest = there.catalog.manifest("tiny")
    assert manifest is not None
    assert replace(manifest, files=()) == known


def test_same_models_give_the_same_bundle(here: Machine, bundle: Path, tmp_path: Path) -> None:
    here.catalog.bundle(["tiny"], tmp_path / "again.tar")

    assert (tmp_path / "again.tar").read_bytes() == bundle.read_bytes()


def test_own_model_brings_the_lines_that_make_it_known(there: Machine, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "model.bin").write_bytes(b"of my own")
    Machine(tmp_path / "mine", own).catalog.bundle(["mine"], tmp_path / "own.tar")

    (installed,) = there.catalog.install(tmp_path / "own.tar")

    place = there.folder("mine", "local")
    assert (place / "model.bin").read_bytes() == b"of my own"
    assert installed.setting == {
        "engine": '"ctranslate2-marian"',
        "pairs": '{ "en-so" = "" }',
    }


OWN_FIELDS: dict[str, dict[str, object]] = {
    "ctranslate2-marian": {"pairs": {"en-so": ">>som<<"}, "confidence_exponent": 2.5},
    "firefox": {"pair": "en-so", "lead_in": "- "},
    "whisper": {
        "languages": ["fi"],
        "speech_translation": True,
        "silence_s": 1,
        "final_silence_s": 3,
    },
}


@pytest.mark.parametrize("engine", OWN_FIELDS)
def test_own_model_is_there_what_it_was_here(tmp_path: Path, engine: str) -> None:
    own = {
        "engine": engine,
        "folder": str(tmp_path),
        "title": 'A model "of ours"',
        "licence": "CC0-1.0",
        "parameters_m": 12,
        "quality": "B",
        "quality_source": "our own 50 phrases",
        **OWN_FIELDS[engine],
    }
    entry = read_local_entries({"mine": own}, {})["mine"]

    lines = [f"{name} = {value}" for name, value in own_setting(entry).items()]
    told = tomllib.loads("\n".join([*lines, f'folder = "{tmp_path}"']))

    assert read_local_entries({"mine": told}, {})["mine"] == entry


@pytest.mark.parametrize("said", [{"speech_translation": True}, {}])
def test_own_speech_model_says_whether_it_translates(
    tmp_path: Path, said: dict[str, object]
) -> None:
    own = {"engine": "whisper", "folder": str(tmp_path), "languages": ["fi"]}
    entry = read_local_entries({"ear": own | said}, {})["ear"]

    told = {"speech_translation": "true"} if said else {}
    assert own_setting(entry) == {"engine": '"whisper"', "languages": '["fi"]', **told}


def test_model_that_is_not_here_cannot_be_packed(here: Machine, tmp_path: Path) -> None:
    with pytest.raises(ModelNotFound, match="tulkki models pull other"):
        here.catalog.bundle(["tiny", "other"], tmp_path / "out.tar")

    assert not list(tmp_path.glob("out*"))


@pytest.mark.parametrize("damage", [b"", b"Weights" + b"weights" * 999])
def test_damaged_model_is_not_packed(here: Machine, tmp_path: Path, damage: bytes) -> None:
    (here.folder("tiny") / "model.bin").write_bytes(damage)

    with pytest.raises(ModelCorrupt, match="tulkki models verify"):
        here.catalog.bundle(["tiny"], tmp_path / "out.tar")

    assert not list(tmp_path.glob("out*"))


def test_bundle_that_cannot_be_written_is_told(here: Machine, tmp_path: Path) -> None:
    with pytest.raises(BundleInvalid, match="cannot be written"):
        here.catalog.bundle(["tiny"], tmp_path / "no such folder" / "out.tar")


def test_removed_model_is_gone_and_an_own_folder_stays(here: Machine, tmp_path: Path) -> None:
    here.put("tiny", "main.ctranslate2")
    own = tmp_path / "own"
    own.mkdir()
    (own / "model.bin").write_bytes(b"x")
    here.extra = {"mine": {"engine": "ctranslate2-marian", "folder": str(own), "pair": "en-so"}}

    assert here.catalog.remove("tiny") > 2 * sum(map(len, FILES.values()))
    assert here.catalog.remove("mine") == 0

    assert here.models() == []
    assert (own / "model.bin").is_file()


def test_what_is_no_marian_model_is_not_converted(here: Machine) -> None:
    with pytest.raises(ConversionFailed, match=r"config\.json cannot be read"):
        here.catalog.convert("tiny")
    (here.folder("tiny") / "config.json").write_text('{"model_type": "bert"}')
    with pytest.raises(ConversionFailed, match="of the kind 'bert', not a MarianMT model"):
        here.catalog.convert("tiny")
    with pytest.raises(ConversionFailed, match="no weights in 'int3'"):
        here.catalog.convert("tiny", quantization="int3")

    assert here.models() == ["tiny/main"]


WITHOUT_NETWORK = """
import sys
def deny(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto"}:
        raise SystemExit(f"the network was used: {event} {arguments}")
sys.addaudithook(deny)
from service.cli.main import app
app(sys.argv[1:])
"""


@pytest.mark.weights
def test_commands_carry_models_to_a_machine_without_a_network(tmp_path: Path) -> None:
    def tulkki(data: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            "TULKKI_DATA_DIR": str(tmp_path / data),
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        command = [sys.executable, "-c", WITHOUT_NETWORK, "models", *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )

    assert tulkki("here", "pull", "firefox-en-pt", "silero-vad").returncode == 0
    packed = tulkki("here", "bundle", "firefox-en-pt", "silero-vad", "--out", "desk.tar")
    assert (packed.returncode, packed.stderr) == (0, "")
    assert packed.stdout == "desk.tar: 19.2 MB. There, run: tulkki models install desk.tar\n"

    installed = tulkki("there", "install", "desk.tar")

    assert (installed.returncode, installed.stderr) == (0, "")
    assert "firefox-en-pt: installed in" in installed.stdout
    assert "firefox-en-pt translates en → pt. Try it: " in installed.stdout
    verified = tulkki("there", "verify")
    assert verified.stdout == "firefox-en-pt: whole\nsilero-vad: whole\n"
    (tmp_path / "there/models/silero-vad/6/silero_vad.onnx").write_bytes(b"")
    assert "model_corrupt" in tulkki("there", "verify").stderr
    refused = tulkki("there", "pull", "opus-mt-en-fi", "--offline")
    assert refused.returncode == 1
    assert refused.stderr.startswith("download_failed: ")
