"""Reading catalog files: every field is checked, and the shipped file is sound."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from models.catalog_entries import (
    AssembledFile,
    FirefoxEntry,
    PackageFile,
    PackageSource,
    WhisperEntry,
)
from models.catalog_reader import CATALOG_FILE, read_entries
from models.catalog_table import CatalogInvalid
from models.types import LanguagePair

GOOD = """
[models.tiny]
engine = "firefox"
title = "Tiny"
revision = "1"
licence = "MIT"
origin = "https://example.org"
pair = "en-pt"
lead_in = "- "

[[models.tiny.files]]
name = "model.bin"
size = 3
sha256 = "aa"
parts = [{ package = "tiny-data==1.0", path = "tiny/model" }]
"""


def read(tmp_path: Path, text: str) -> object:
    path = tmp_path / "catalog.toml"
    path.write_text(text, encoding="utf-8")
    return read_entries(path)


def test_entry_has_the_fields_of_the_file(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD) == {
        "tiny": FirefoxEntry(
            key="tiny",
            title="Tiny",
            revision="1",
            licence="MIT",
            origin="https://example.org",
            pair=LanguagePair("en", "pt"),
            lead_in="- ",
            source=PackageSource(
                files=(
                    AssembledFile(
                        name="model.bin",
                        size_bytes=3,
                        sha256="aa",
                        parts=(
                            PackageFile(
                                package="tiny-data",
                                version="1.0",
                                path="tiny/model",
                                size_bytes=3,
                                sha256="aa",
                            ),
                        ),
                    ),
                ),
            ),
            size_bytes=3,
        )
    }


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('title = "Tiny"', "", "tiny: title must be given as str"),
        ('title = "Tiny"', "title = 3", "tiny: title must be given as str"),
        ('title = "Tiny"', 'title = "Tiny"\ntitel = "x"', "tiny: unknown field titel"),
        ("size = 3", 'size = "3"', r"files\[0\]: size must be given as int"),
        ("size = 3", "size = 3\nsizes = 4", r"files\[0\]: unknown field sizes"),
        ('"firefox"', '"opus"', "there is no engine 'opus'"),
        ("tiny-data==1.0", "tiny-data", "no fixed version"),
        ('path = "tiny/model"', 'path = "tiny/model", x = 1', "unknown field x"),
        ("[models.tiny]", "[models.tiny", "catalog.toml"),
        ("[models.tiny]", "other = 1\n[models.tiny]", "unknown field other"),
        ("[models.tiny]", "[models]\nbig = 1\n[models.tiny]", "big must be a table"),
    ],
)
def test_file_is_refused_with_the_place_when_a_field_is_wrong(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    with pytest.raises(CatalogInvalid, match=message):
        read(tmp_path, GOOD.replace(old, new, 1))


def test_parts_need_their_own_checksum_when_there_are_several(tmp_path: Path) -> None:
    part = '{ package = "tiny-data==1.0", path = "tiny/model" }'

    with pytest.raises(CatalogInvalid, match="size must be given"):
        read(tmp_path, GOOD.replace(part, f"{part}, {part}"))


def test_shipped_models_are_complete() -> None:
    entries = read_entries(CATALOG_FILE)

    assert list(entries) == ["whisper-base", "firefox-en-pt", "firefox-pt-en", "silero-vad"]
    for entry in entries.values():
        assert isinstance(entry.source, PackageSource)
        for file in entry.source.files:
            assert sum(part.size_bytes for part in file.parts) == file.size_bytes
            for checksum in (file.sha256, *(part.sha256 for part in file.parts)):
                assert re.fullmatch("[0-9a-f]{64}", checksum)


def test_shipped_languages_are_those_of_the_models() -> None:
    entries = read_entries(CATALOG_FILE)
    whisper = entries["whisper-base"]
    assert isinstance(whisper, WhisperEntry)

    assert len(set(whisper.languages)) == len(whisper.languages) == 99
    pairs = [entry.pair for entry in entries.values() if isinstance(entry, FirefoxEntry)]
    assert pairs == [LanguagePair("en", "pt"), LanguagePair("pt", "en")]


def test_size_is_that_of_all_files() -> None:
    assert read_entries(CATALOG_FILE)["whisper-base"].size_bytes == 147_882_941
