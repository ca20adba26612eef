"""Pulling from a hub: what comes, what is resumed, what is said, and that no half model is left."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys

import pytest
from fake_hub import COMMIT, Changed, Cut, NoRanges, Status
from hub_desk import FILES, MODEL, WANTED, Desk, desk

from models.catalog import Catalog
from models.catalog_errors import DownloadFailed
from models.catalog_files import Progress
from models.errors import ModelCorrupt, ModelNotFound

__all__ = ["desk"]  # a fixture

pytestmark = pytest.mark.e2e


def test_wanted_files_come_and_are_remembered(desk: Desk) -> None:
    assert desk.catalog().pull("tiny") == desk.folder

    desk.assert_whole()
    manifest = desk.catalog().manifest("tiny")
    assert manifest is not None
    assert {file.name for file in manifest.files} == WANTED
    assert (manifest.commit, manifest.licence) == (COMMIT, "apache-2.0")
    assert not (desk.folder / "README.md").exists()


def test_progress_reaches_the_size_of_what_comes(desk: Desk) -> None:
    told: list[Progress] = []

    desk.catalog().pull("tiny", told.append)

    total = sum(len(FILES[name]) for name in WANTED)
    assert (told[-1].done_bytes, told[-1].total_bytes) == (total, total)


def test_second_name_of_a_file_is_taken_when_the_first_is_not_there(desk: Desk) -> None:
    files = desk.hub.repositories["owner/tiny"]
    files["pytorch_model.bin"] = files.pop("model.safetensors")

    desk.catalog().pull("tiny")

    assert (desk.folder / "pytorch_model.bin").read_bytes() == MODEL


def test_connection_that_is_cut_goes_on_where_it_was(desk: Desk) -> None:
    desk.hub.faults["model.safetensors"].extend([Cut(after_bytes=100_000), Cut(after_bytes=50_000)])

    desk.catalog().pull("tiny")

    desk.assert_whole()
    assert desk.hub.ranges("model.safetensors") == ["bytes=0-", "bytes=100000-", "bytes=150000-"]
    assert desk.pauses == [1.0, 1.0]


def test_next_pull_goes_on_where_a_failed_one_stopped(desk: Desk) -> None:
    desk.hub.faults["model.safetensors"].append(Cut(after_bytes=100_000))
    desk.hub.faults["model.safetensors"].extend([Status(code=503)] * 4)
    with pytest.raises(DownloadFailed, match=r"answered 503.*it goes on from what has arrived"):
        desk.catalog().pull("tiny")
    desk.assert_not_installed()
    desk.hub.requests.clear()
    told: list[Progress] = []

    desk.catalog().pull("tiny", told.append)

    desk.assert_whole()
    assert desk.hub.ranges("model.safetensors") == ["bytes=100000-"]
    assert told[0].done_bytes == 100_000
    assert told[-1].done_bytes == told[-1].total_bytes


def test_files_that_came_whole_are_not_fetched_twice(desk: Desk) -> None:
    desk.hub.faults["vocab.json"].append(Status(code=403))
    with pytest.raises(DownloadFailed):
        desk.catalog().pull("tiny")
    desk.hub.requests.clear()

    desk.catalog().pull("tiny")

    desk.assert_whole()
    assert desk.hub.ranges("model.safetensors") == []


def test_file_that_came_whole_and_was_damaged_since_is_fetched_again(desk: Desk) -> None:
    desk.hub.faults["vocab.json"].append(Status(code=403))
    with pytest.raises(DownloadFailed):
        desk.catalog().pull("tiny")
    (desk.folder.with_name("main.partial") / "model.safetensors").write_bytes(b"X" + MODEL[1:])

    desk.catalog().pull("tiny")

    desk.assert_whole()


def test_what_came_of_another_commit_is_forgotten(desk: Desk) -> None:
    desk.hub.faults["model.safetensors"].append(Cut(after_bytes=100_000))
    desk.hub.faults["model.safetensors"].append(Status(code=404))
    with pytest.raises(DownloadFailed):
        desk.catalog().pull("tiny")
    desk.hub.requests.clear()
    desk.hub.commit = "beef" + "0" * 36

    desk.catalog().pull("tiny")

    assert desk.hub.ranges("model.safetensors") == ["bytes=0-"]
    desk.assert_whole()


def test_server_without_ranges_begins_anew(desk: Desk) -> None:
    desk.hub.faults["model.safetensors"].extend([Cut(after_bytes=100_000), NoRanges()])
    told: list[Progress] = []

    desk.catalog().pull("tiny", told.append)

    desk.assert_whole()
    assert told[-1].done_bytes == told[-1].total_bytes


def test_wrong_checksum_is_told_and_nothing_is_kept_of_it(desk: Desk) -> None:
    desk.hub.faults["model.safetensors"].append(Changed())

    with pytest.raises(DownloadFailed, match="arrived damaged: expected sha256") as raised:
        desk.catalog().pull("tiny")

    assert hashlib.sha256(MODEL).hexdigest() in str(raised.value)
    desk.assert_not_installed()
    desk.catalog().pull("tiny")
    desk.assert_whole()


def test_small_files_are_checked_too(desk: Desk) -> None:
    desk.hub.faults["config.json"].append(Changed())

    with pytest.raises(DownloadFailed, match=r"config\.json arrived damaged: expected git blob"):
        desk.catalog().pull("tiny")

    desk.assert_not_installed()


def test_damage_in_what_was_there_before_is_mended_without_help(desk: Desk) -> None:
    desk.hub.faults["model.safetensors"].append(Cut(after_bytes=100_000))
    desk.hub.faults["model.safetensors"].append(Status(code=404))
    with pytest.raises(DownloadFailed):
        desk.catalog().pull("tiny")
    part = desk.folder.with_name("main.partial") / "model.safetensors.part"
    part.write_bytes(b"X" + part.read_bytes()[1:])

    desk.catalog().pull("tiny")

    desk.assert_whole()


def test_part_that_is_too_long_begins_anew(desk: Desk) -> None:
    desk.hub.faults["model.safetensors"].append(Cut(after_bytes=100_000))
    desk.hub.faults["model.safetensors"].append(Status(code=404))
    with pytest.raises(DownloadFailed):
        desk.catalog().pull("tiny")
    part = desk.folder.with_name("main.partial") / "model.safetensors.part"
    part.write_bytes(MODEL + b"more")

    desk.catalog().pull("tiny")

    desk.assert_whole()


def test_checksum_of_the_catalog_counts_more_than_the_hubs(desk: Desk) -> None:
    desk.sha256("0" * 64)

    with pytest.raises(DownloadFailed, match=r"another model\.safetensors .*Nothing was fetched"):
        desk.catalog().pull("tiny")

    assert desk.hub.ranges("model.safetensors") == []
    desk.sha256(hashlib.sha256(MODEL).hexdigest())
    desk.catalog().pull("tiny")
    desk.assert_whole()


def test_file_that_the_repository_lacks_is_told(desk: Desk) -> None:
    del desk.hub.repositories["owner/tiny"]["vocab.json"]

    with pytest.raises(DownloadFailed, match=r"has no vocab\.json"):
        desk.catalog().pull("tiny")

    desk.assert_not_installed()


def test_pull_replaces_a_damaged_model_only_when_the_new_one_is_whole(desk: Desk) -> None:
    desk.catalog().pull("tiny")
    (desk.folder / "config.json").write_bytes(b"damaged")
    with pytest.raises(ModelCorrupt):
        desk.catalog().resolve("tiny")
    desk.hub.faults["model.safetensors"].append(Status(code=404))
    with pytest.raises(DownloadFailed):
        desk.catalog().pull("tiny")
    assert (desk.folder / "config.json").read_bytes() == b"damaged"

    desk.catalog().pull("tiny")

    desk.assert_whole()


def test_commit_of_the_first_pull_holds_until_the_newest_is_asked_for(desk: Desk) -> None:
    desk.catalog().pull("tiny")
    desk.hub.older = {COMMIT}
    desk.hub.commit = other = "beef" + "0" * 36

    desk.catalog().pull("tiny")
    desk.assert_whole()
    assert commit_of(desk) == COMMIT

    desk.catalog().pull("tiny", newest=True)
    assert commit_of(desk) == other
    desk.catalog().pull("tiny")
    assert commit_of(desk) == other


def test_checksums_of_the_first_pull_hold(desk: Desk) -> None:
    """A mirror that serves other files under the name of the same commit is found out."""
    desk.catalog().pull("tiny")
    desk.hub.repositories["owner/tiny"]["config.json"] = b'{"model_type": "other"}'

    with pytest.raises(DownloadFailed, match=r"config\.json arrived damaged: expected sha256"):
        desk.catalog().pull("tiny")
    desk.hub.repositories["owner/tiny"]["model.safetensors"] = b"X" + MODEL
    with pytest.raises(DownloadFailed, match=r"another model\.safetensors .*Nothing was fetched"):
        desk.catalog().pull("tiny")
    assert desk.catalog().verify("tiny") == len(WANTED)
    assert (desk.folder / "model.safetensors").read_bytes() == MODEL


def test_damaged_description_does_not_keep_a_model_from_being_pulled(desk: Desk) -> None:
    desk.catalog().pull("tiny")
    (desk.folder / "model.json").write_text("{", encoding="utf-8")

    desk.catalog().pull("tiny")

    desk.assert_whole()


def test_remove_leaves_nothing_of_a_model(desk: Desk) -> None:
    desk.catalog().pull("tiny")
    desk.hub.faults["model.safetensors"].append(Status(code=404))
    with pytest.raises(DownloadFailed):
        desk.catalog().pull("tiny")
    older = desk.folder.with_name("an older revision")
    older.mkdir()
    (older / "model.bin").write_bytes(b"12345")
    whole = sum(path.stat().st_size for path in desk.folder.iterdir())
    assert desk.folder.with_name("main.partial").is_dir()

    freed = desk.catalog().remove("tiny")

    assert freed >= whole + 5
    assert not [path for path in desk.folder.parent.iterdir() if path.is_dir()]
    desk.assert_not_installed()
    assert desk.catalog().remove("tiny") == 0


def test_too_little_room_is_told_before_anything_is_fetched(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = shutil.disk_usage(desk.data.parent)._replace(free=200_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)

    with pytest.raises(DownloadFailed, match=r"0 MB free, and 0 MB are to come\. Make room"):
        desk.catalog().pull("tiny")

    assert desk.hub.ranges("model.safetensors") == []
    desk.assert_not_installed()


def test_room_is_asked_for_what_is_still_missing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.hub.faults["model.safetensors"].extend([Cut(after_bytes=250_000), Status(code=404)])
    with pytest.raises(DownloadFailed):
        desk.catalog().pull("tiny")
    full = shutil.disk_usage(desk.data.parent)._replace(free=100_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)

    desk.catalog().pull("tiny")

    desk.assert_whole()


def commit_of(desk: Desk) -> str:
    manifest = desk.catalog().manifest("tiny")
    assert manifest is not None
    return manifest.commit


def test_start_never_uses_the_network(desk: Desk) -> None:
    desk.assert_not_installed()
    assert desk.hub.requests == []

    desk.catalog().pull("tiny")
    desk.hub.requests.clear()

    assert desk.catalog().resolve("tiny") == desk.folder
    assert desk.hub.requests == []


def test_offline_pull_says_how_to_carry_the_model(desk: Desk) -> None:
    catalog = Catalog.load(desk.data, file=desk.file, offline=True)

    with pytest.raises(DownloadFailed, match="tulkki models install"):
        catalog.pull("tiny")


def test_manifest_that_cannot_be_read_is_told(desk: Desk) -> None:
    desk.catalog().pull("tiny")
    (desk.folder / "model.json").write_text(json.dumps({"files": []}), encoding="utf-8")

    with pytest.raises(ModelNotFound, match=r"model\.json cannot be read"):
        desk.catalog().verify("tiny")


PULL_WITH_A_SMALL_DISK = """
import os, resource, sys
from pathlib import Path
from models.catalog import Catalog
from models.catalog_errors import DownloadFailed
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    Catalog.load(Path(sys.argv[1]), file=Path(sys.argv[2])).pull("tiny")
except DownloadFailed as error:
    sys.exit(f"{error.code}: {error}")
"""


def test_full_disk_is_told_and_what_came_is_kept(desk: Desk) -> None:
    environment = {
        **os.environ,
        "HF_ENDPOINT": desk.hub.url,
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    command = [sys.executable, "-c", PULL_WITH_A_SMALL_DISK, str(desk.data), str(desk.file)]

    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert run.returncode == 1
    assert run.stderr.startswith("download_failed: tiny cannot be put into")
    assert "Make room" in run.stderr
    desk.assert_not_installed()
    desk.hub.requests.clear()
    desk.catalog().pull("tiny")
    desk.assert_whole()
    assert desk.hub.ranges("model.safetensors") == ["bytes=100000-"]
