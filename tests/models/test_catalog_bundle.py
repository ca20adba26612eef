"""Bundles: what is packed is installed elsewhere without a network, and nothing else ever is."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from models.catalog import Catalog
from models.catalog_errors import BundleInvalid, ConversionFailed
from models.catalog_files import Progress, describe_folder
from models.catalog_manifest import Manifest, finish_folder, read_manifest, write_manifest
from models.catalog_packing import own_setting
from models.catalog_reader import read_local_entries
from models.errors import ModelCorrupt, ModelNotFound

FILES = {"model.bin": b"weights" * 1000, "vocab.json": b"{}"}

CATALOG = """
[families.opus]
engine = "transformers-marian"
title = "{key}"
repository = "owner/{key}"
licence = "Apache-2.0"
size_mb = 1
files = ["model.bin", "vocab.json"]

[families.opus.models]
tiny = { pair = "en-fi" }
other = { pair = "fi-en" }
"""


class Machine:
    """A data folder with a catalog, into which a model is put as if it had been pulled."""

    def __init__(self, root: Path, own: Path | None = None) -> None:
        root.mkdir()
        self.data = root / "data"
        self.file = root / "catalog.toml"
        self.file.write_text(CATALOG, encoding="utf-8")
        self.extra = (
            {"mine": {"engine": "ctranslate2-marian", "folder": str(own), "pair": "en-so"}}
            if own
            else {}
        )

    @property
    def catalog(self) -> Catalog:
        return Catalog.load(self.data, file=self.file, extra=self.extra, offline=True)

    def folder(self, key: str, folder: str = "main") -> Path:
        return self.data / "models" / key / folder

    def put(self, key: str, folder: str = "main") -> None:
        place = self.folder(key, folder)
        place.mkdir(parents=True)
        for name, content in FILES.items():
            (place / name).write_bytes(content)
        finish_folder(place, Manifest(files=describe_folder(place), origin="test"))

    def models(self) -> list[str]:
        """What is installed, or left over, in the data folder."""
        root = self.data / "models"
        found = (path for path in root.glob("*/*") if path.is_dir()) if root.is_dir() else ()
        return sorted(f"{path.parent.name}/{path.name}" for path in found)


@pytest.fixture
def here(tmp_path: Path) -> Machine:
    machine = Machine(tmp_path / "here")
    machine.put("tiny")
    return machine


@pytest.fixture
def there(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "there")


@pytest.fixture
def bundle(here: Machine, tmp_path: Path) -> Path:
    out = tmp_path / "desk.tar"
    here.catalog.bundle(["tiny"], out)
    return out


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


Member = tuple[tarfile.TarInfo, bytes]


def members(path: Path) -> list[Member]:
    with tarfile.open(path) as archive:
        return [(m, _content(archive, m)) for m in archive.getmembers()]


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    stream = archive.extractfile(member)
    assert stream is not None
    return stream.read()


def write(path: Path, content: list[Member]) -> None:
    with tarfile.open(path, "w") as archive:
        for member, data in content:
            archive.addfile(member, io.BytesIO(data))


def _change_index(
    change: Callable[[dict[str, list[dict[str, object]]]], None],
) -> Callable[[list[Member]], list[Member]]:
    def apply(content: list[Member]) -> list[Member]:
        document = json.loads(content[0][1])
        change(document)
        data = json.dumps(document).encode()
        content[0][0].size = len(data)
        return [(content[0][0], data), *content[1:]]

    return apply


def _first(document: dict[str, list[dict[str, object]]]) -> dict[str, object]:
    return document["models"][0]


def _rename(content: list[Member], name: str) -> list[Member]:
    content[1][0].name = name
    return content


def _link(content: list[Member], kind: bytes) -> list[Member]:
    content[1][0].type = kind
    content[1][0].linkname = "/etc/passwd"
    content[1][0].size = 0
    return [content[0], (content[1][0], b""), *content[2:]]


def _flip(content: list[Member]) -> list[Member]:
    member, data = content[1]
    return [content[0], (member, b"W" + data[1:]), *content[2:]]


def _name_of_file(document: dict[str, list[dict[str, object]]], name: str) -> None:
    _first(document)["files"] = [{"name": name, "size": 1, "sha256": "0"}]


BAD = {
    "a wrong checksum": (_flip, "is damaged: expected sha256"),
    "a path upwards": (lambda c: _rename(c, "../../etc/passwd"), "where its index names"),
    "an absolute path": (lambda c: _rename(c, "/etc/passwd"), "where its index names"),
    "a symbolic link": (lambda c: _link(c, tarfile.SYMTYPE), "where its index names"),
    "a hard link": (lambda c: _link(c, tarfile.LNKTYPE), "where its index names"),
    "a device": (lambda c: _link(c, tarfile.CHRTYPE), "where its index names"),
    "a file too few": (lambda c: c[:-1], "is not whole"),
    "a file too many": (lambda c: [*c, c[-1]], "more in it than its index names"),
    "another order": (lambda c: [c[0], c[2], c[1]], "where its index names"),
    "no index": (lambda c: c[1:], "does not begin with bundle.json"),
    "an index of another kind": (
        _change_index(lambda d: d.clear()),
        "cannot be used",
    ),
    "a key upwards": (_change_index(lambda d: _first(d).update(key="..")), "is no name"),
    "a key with a slash": (_change_index(lambda d: _first(d).update(key="a/b")), "is no name"),
    "a folder upwards": (_change_index(lambda d: _first(d).update(folder="../x")), "is no name"),
    "a file upwards": (_change_index(lambda d: _name_of_file(d, "../model.bin")), "is no name"),
    "no files": (_change_index(lambda d: _first(d).update(files=[])), "not at all"),
    "an unknown key": (_change_index(lambda d: _first(d).update(key="big")), "no model 'big'"),
    "another revision": (
        _change_index(lambda d: _first(d).update(folder="old")),
        "has revision old of tiny, and this catalog wants main",
    ),
    "an unknown field": (_change_index(lambda d: _first(d).update(run="x")), "unknown field run"),
    "a setting with line breaks": (
        _change_index(lambda d: _first(d).update(setting={"engine": "x\n[evil]"})),
        "is no line of a setting",
    ),
}


@pytest.mark.parametrize(("change", "message"), BAD.values(), ids=list(BAD))
def test_bundle_is_refused_and_nothing_is_left_when_it_has(
    bundle: Path,
    there: Machine,
    change: Callable[[list[Member]], list[Member]],
    message: str,
) -> None:
    write(bundle, change(members(bundle)))

    with pytest.raises(BundleInvalid, match=message):
        there.catalog.install(bundle)

    whole = ["tiny/main"] if "more in it" in message else []
    assert there.models() == whole


@pytest.mark.parametrize("length", [0, 100, 512, 3000, 9000])
def test_cut_bundle_is_refused(bundle: Path, there: Machine, length: int) -> None:
    bundle.write_bytes(bundle.read_bytes()[:length])

    with pytest.raises(BundleInvalid):
        there.catalog.install(bundle)

    assert there.models() == []


def test_compressed_archive_is_refused(there: Machine, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "bomb.tar", "w:gz"):
        pass

    with pytest.raises(BundleInvalid, match="is no bundle"):
        there.catalog.install(tmp_path / "bomb.tar")


def test_bundle_that_is_not_there_is_told(there: Machine, tmp_path: Path) -> None:
    with pytest.raises(BundleInvalid, match="No such file"):
        there.catalog.install(tmp_path / "none.tar")


def test_damaged_model_is_replaced_only_by_a_whole_one(bundle: Path, there: Machine) -> None:
    there.put("tiny")
    (there.folder("tiny") / "vocab.json").write_bytes(b"damaged")
    whole = bundle.read_bytes()
    bundle.write_bytes(whole[:3000])
    with pytest.raises(BundleInvalid):
        there.catalog.install(bundle)
    assert (there.folder("tiny") / "vocab.json").read_bytes() == b"damaged"

    bundle.write_bytes(whole)
    there.catalog.install(bundle)

    assert there.catalog.verify("tiny") == len(FILES)


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
