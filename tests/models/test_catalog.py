"""The catalog on a small package of its own: assembly, checks, errors, two processes at once."""

from __future__ import annotations

import hashlib
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from models.catalog import Catalog
from models.catalog_files import Progress
from models.catalog_reader import read_entries
from models.catalog_store import ModelStore
from models.errors import ModelCorrupt, ModelError, ModelNotFound, UnsupportedLanguagePair
from models.loading import load_recognizer, load_voice_activity_detector
from models.types import LanguagePair

PARTS = {
    "tiny/model.part1": b"first half, ",
    "tiny/model.part2": b"second half",
    "tiny/vocab": b"v",
}
MODEL = PARTS["tiny/model.part1"] + PARTS["tiny/model.part2"]

HEAVY = (
    "av ctranslate2 faster_whisper fxtranslate lingua onnxruntime sentencex tokenizers torch"
    " transformers"
).split()


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def catalog_text(*, model: bytes = MODEL) -> str:
    parts = "\n".join(
        f"""
        [[models.tiny.files.parts]]
        package = "tulkki-tiny-data==1.0"
        path = "{path}"
        size = {len(PARTS[path])}
        sha256 = "{sha256(PARTS[path])}"
        """
        for path in ("tiny/model.part1", "tiny/model.part2")
    )
    return f"""
        [models.tiny]
        engine = "firefox"
        title = "Tiny"
        revision = "7"
        licence = "MIT"
        origin = "https://example.org"
        pair = "en-pt"
        lead_in = ""

        [[models.tiny.files]]
        name = "model.bin"
        size = {len(model)}
        sha256 = "{sha256(model)}"
        {parts}

        [[models.tiny.files]]
        name = "vocab.spm"
        size = 1
        sha256 = "{sha256(PARTS["tiny/vocab"])}"
        parts = [{{ package = "tulkki-tiny-data==1.0", path = "tiny/vocab" }}]
        """


class Machine:
    """A place with a package, a catalog file and a data folder."""

    def __init__(self, root: Path) -> None:
        self.site = root / "site"
        self.data = root / "data"
        self.file = root / "catalog.toml"
        self.file.write_text(catalog_text(), encoding="utf-8")
        for path, content in PARTS.items():
            (self.site / path).parent.mkdir(parents=True, exist_ok=True)
            (self.site / path).write_bytes(content)
        information = self.site / "tulkki_tiny_data-1.0.dist-info"
        information.mkdir()
        self.set_version("1.0")
        # Whoever imports the package fails: only its data may be read.
        (self.site / "tiny/__init__.py").write_text("raise RuntimeError('imported')")

    @property
    def folder(self) -> Path:
        return self.data / "models/tiny/7"

    def set_version(self, version: str) -> None:
        metadata = self.site / "tulkki_tiny_data-1.0.dist-info/METADATA"
        metadata.write_text(f"Metadata-Version: 2.1\nName: tulkki-tiny-data\nVersion: {version}\n")

    def catalog(self) -> Catalog:
        return Catalog.load(self.data, file=self.file)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine(tmp_path)
    monkeypatch.syspath_prepend(machine.site)
    return machine


def damage(path: Path) -> None:
    """Change one byte, not the size."""
    content = bytearray(path.read_bytes())
    content[0] ^= 1
    path.write_bytes(content)


def test_files_are_put_together_from_their_parts(machine: Machine) -> None:
    folder = machine.catalog().resolve("tiny")

    assert folder == machine.folder
    assert (folder / "model.bin").read_bytes() == MODEL
    assert (folder / "vocab.spm").read_bytes() == b"v"
    assert [path.name for path in machine.folder.parent.iterdir() if path.is_dir()] == ["7"]
    assert "tiny" not in sys.modules


def test_progress_reaches_the_size_of_the_model(machine: Machine) -> None:
    told: list[Progress] = []

    machine.catalog().resolve("tiny", told.append)

    assert [progress.done_bytes for progress in told] == [12, 23, 24]
    assert {(progress.key, progress.total_bytes) for progress in told} == {("tiny", 24)}


def test_second_start_reads_no_file(machine: Machine) -> None:
    machine.catalog().resolve("tiny")
    told: list[Progress] = []

    machine.catalog().resolve("tiny", told.append)

    assert told == []


def test_second_start_needs_no_package(machine: Machine) -> None:
    machine.catalog().resolve("tiny")
    (machine.site / "tiny/model.part1").unlink()

    assert machine.catalog().resolve("tiny") == machine.folder


def test_files_are_read_again_once_when_their_times_have_changed(machine: Machine) -> None:
    folder = machine.catalog().resolve("tiny")
    os.utime(folder / "model.bin", ns=(1, 1))
    told: list[Progress] = []

    machine.catalog().resolve("tiny", told.append)
    assert told
    told.clear()
    machine.catalog().resolve("tiny", told.append)

    assert told == []


def test_start_goes_on_with_a_warning_when_the_stamp_cannot_be_written(
    machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    folder = machine.catalog().resolve("tiny")
    (folder / "verified.json").unlink()
    (folder / "verified.json").mkdir()

    with caplog.at_level(logging.WARNING):
        assert machine.catalog().resolve("tiny") == folder

    assert "read again at every start" in caplog.text


@pytest.mark.parametrize("damaged", [b"", MODEL[:-1], MODEL + b"x", b"F" + MODEL[1:]])
def test_damaged_file_is_told_with_both_checksums_and_the_remedy(
    machine: Machine, damaged: bytes
) -> None:
    path = machine.catalog().resolve("tiny") / "model.bin"
    path.write_bytes(damaged)

    with pytest.raises(ModelCorrupt) as raised:
        machine.catalog().resolve("tiny")

    assert (raised.value.path, raised.value.expected) == (path, sha256(MODEL))
    assert raised.value.found == sha256(damaged)
    for part in (str(path), sha256(MODEL), sha256(damaged), "tulkki models pull tiny"):
        assert part in str(raised.value)


def test_missing_file_is_told_with_the_remedy(machine: Machine) -> None:
    path = machine.catalog().resolve("tiny") / "vocab.spm"
    path.unlink()

    with pytest.raises(ModelNotFound, match=r"vocab\.spm.*tulkki models pull tiny"):
        machine.catalog().resolve("tiny")


def test_verify_finds_damage_that_left_size_and_time_as_they_were(machine: Machine) -> None:
    path = machine.catalog().resolve("tiny") / "model.bin"
    status = path.stat()
    damage(path)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    assert machine.catalog().resolve("tiny") == machine.folder
    with pytest.raises(ModelCorrupt):
        machine.catalog().verify("tiny")


def test_verify_does_not_install(machine: Machine) -> None:
    with pytest.raises(ModelNotFound, match="tulkki models pull tiny"):
        machine.catalog().verify("tiny")

    assert not machine.catalog().is_installed("tiny")


def test_pull_mends_a_damaged_model(machine: Machine) -> None:
    catalog = machine.catalog()
    damage(catalog.resolve("tiny") / "model.bin")

    catalog.pull("tiny")

    catalog.verify("tiny")
    assert (machine.folder / "model.bin").read_bytes() == MODEL
    assert [path.name for path in machine.folder.parent.iterdir() if path.is_dir()] == ["7"]


def test_damaged_package_is_told_and_nothing_is_installed(machine: Machine) -> None:
    part = machine.site / "tiny/model.part2"
    damage(part)

    with pytest.raises(ModelCorrupt, match=r"pip install --force-reinstall .*tiny-data==1\.0") as e:
        machine.catalog().resolve("tiny")

    assert e.value.path == part
    assert not machine.catalog().is_installed("tiny")
    assert not [path for path in machine.folder.parent.iterdir() if path.is_dir()]


def test_damaged_package_leaves_the_installed_model_when_it_is_pulled(machine: Machine) -> None:
    machine.catalog().resolve("tiny")
    damage(machine.site / "tiny/model.part2")

    with pytest.raises(ModelCorrupt):
        machine.catalog().pull("tiny")

    machine.catalog().verify("tiny")


def test_catalog_is_blamed_when_right_parts_do_not_make_the_file(machine: Machine) -> None:
    machine.file.write_text(catalog_text(model=b"something else"), encoding="utf-8")

    with pytest.raises(ModelCorrupt, match="the catalog is not"):
        machine.catalog().resolve("tiny")


def test_unfinished_work_of_a_killed_process_is_removed(machine: Machine) -> None:
    unfinished = machine.folder.with_name("7.unfinished")
    unfinished.mkdir(parents=True)
    (unfinished / "model.bin").write_bytes(b"half")

    machine.catalog().resolve("tiny")

    assert not unfinished.exists()
    assert (machine.folder / "model.bin").read_bytes() == MODEL


def _remove_file(machine: Machine) -> None:
    (machine.site / "tiny/model.part2").unlink()


def _remove_package(machine: Machine) -> None:
    (machine.site / "tulkki_tiny_data-1.0.dist-info/METADATA").unlink()
    (machine.site / "tulkki_tiny_data-1.0.dist-info").rmdir()


def _other_version(machine: Machine) -> None:
    machine.set_version("2.0")


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (_remove_package, r"not installed.*pip install 'tulkki-tiny-data==1\.0'.*\[embedded\]"),
        (_other_version, r"tiny-data 2\.0 is installed.*pip install 'tulkki-tiny-data==1\.0'"),
        (_remove_file, r"part2 is missing.*pip install --force-reinstall"),
    ],
)
def test_what_to_install_is_told_when_the_package_is_not_right(
    machine: Machine, harm: Callable[[Machine], None], message: str
) -> None:
    harm(machine)

    with pytest.raises(ModelNotFound, match=message):
        machine.catalog().resolve("tiny")


def test_folder_is_told_when_it_cannot_be_written(machine: Machine) -> None:
    machine.data.write_text("a file where the folder should be")

    with pytest.raises(ModelNotFound, match="TULKKI_DATA_DIR"):
        machine.catalog().resolve("tiny")


def test_one_assembly_is_enough_when_several_want_the_model(machine: Machine) -> None:
    catalogs = [machine.catalog() for _ in range(4)]
    told: list[list[Progress]] = [[] for _ in catalogs]

    with ThreadPoolExecutor(4) as threads:
        folders = list(threads.map(lambda c, t: c.resolve("tiny", t.append), catalogs, told))

    assert set(folders) == {machine.folder}
    assert sum(1 for progress in told if progress) == 1


def test_model_is_whole_when_two_processes_put_it_together_at_once(machine: Machine) -> None:
    script = (
        "import sys; from pathlib import Path; from models.catalog import Catalog;"
        " catalog = Catalog.load(Path(sys.argv[1]), file=Path(sys.argv[2]));"
        " [catalog.pull('tiny') for _ in range(20)]"
    )
    command = [sys.executable, "-c", script, str(machine.data), str(machine.file)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(machine.site), *sys.path])}

    processes = [subprocess.Popen(command, env=environment) for _ in range(2)]

    assert [process.wait() for process in processes] == [0, 0]
    machine.catalog().verify("tiny")


def test_known_keys_are_told_when_a_key_is_not(machine: Machine) -> None:
    for method in (machine.catalog().resolve, machine.catalog().pull, machine.catalog().verify):
        with pytest.raises(ModelNotFound, match="no model 'big'; it has tiny"):
            method("big")


def test_translator_is_found_by_its_pair(machine: Machine) -> None:
    assert machine.catalog().translator_for(LanguagePair("en", "pt")) == "tiny"
    with pytest.raises(UnsupportedLanguagePair):
        machine.catalog().translator_for(LanguagePair("pt", "en"))


def test_model_of_another_kind_is_refused(machine: Machine) -> None:
    with pytest.raises(ModelNotFound, match="tiny is no speech model"):
        load_recognizer(machine.catalog(), "tiny")
    with pytest.raises(ModelNotFound, match="tiny is no voice activity detector"):
        load_voice_activity_detector(machine.catalog(), "tiny")


def test_store_can_take_parts_from_elsewhere(tmp_path: Path, machine: Machine) -> None:
    entries = read_entries(machine.file)
    store = ModelStore(tmp_path / "other", find_part=lambda part: machine.site / part.path)

    assert Catalog(entries, store).resolve("tiny") == tmp_path / "other/models/tiny/7"


def test_errors_have_stable_codes() -> None:
    assert issubclass(ModelCorrupt, ModelError)
    assert (ModelCorrupt.code, ModelNotFound.code) == ("model_corrupt", "model_not_found")


def test_importing_the_catalog_loads_no_heavy_library() -> None:
    script = (
        f"import sys, models, models.catalog; print(*sorted(set({HEAVY!r}) & set(sys.modules)))"
    )

    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )

    assert (run.returncode, run.stdout, run.stderr) == (0, "\n", "")
