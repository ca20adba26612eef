"""Reading catalog files: every field is checked, and the shipped file is sound."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from models.catalog_entries import (
    AssembledFile,
    CatalogEntry,
    FirefoxEntry,
    HubSource,
    MarianEntry,
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


SHIPPED = read_entries(CATALOG_FILE)

GROUPS = {"zle": ("ru", "uk", "be")}
"""What a name of several languages stands for."""
TOLD = {"pt", "ar", "zh", "vi"}
"""Written in several ways, of which a model must be told one."""


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


def test_shipped_models_in_packages_are_complete() -> None:
    entries = [e for e in SHIPPED.values() if isinstance(e.source, PackageSource)]

    keys = [entry.key for entry in entries]
    assert keys == ["whisper-base", "firefox-en-pt", "firefox-pt-en", "silero-vad"]
    for entry in entries:
        assert isinstance(entry.source, PackageSource)
        for file in entry.source.files:
            assert sum(part.size_bytes for part in file.parts) == file.size_bytes
            for checksum in (file.sha256, *(part.sha256 for part in file.parts)):
                assert re.fullmatch("[0-9a-f]{64}", checksum)


HUB_ENTRIES = [entry for entry in SHIPPED.values() if isinstance(entry.source, HubSource)]


@pytest.mark.parametrize("entry", HUB_ENTRIES, ids=lambda entry: entry.key)
def test_shipped_model_of_a_hub_says_what_it_is(entry: CatalogEntry) -> None:
    assert isinstance(entry.source, HubSource)
    assert re.fullmatch(r"[\w-]+/[\w.-]+", entry.source.repository)
    assert entry.source.revision == "main" or re.fullmatch("[0-9a-f]{40}", entry.source.revision)
    assert all(re.fullmatch("[0-9a-f]{64}", known) for known in entry.source.sha256.values())
    assert entry.licence in {"MIT", "Apache-2.0", "CC-BY-4.0"}
    assert entry.parameters is not None
    # Two bytes a weight at least, as they are published in float16 or float32.
    assert 1.8 < entry.size_bytes / entry.parameters < 5


@pytest.mark.parametrize(
    "entry", [e for e in HUB_ENTRIES if isinstance(e, MarianEntry)], ids=lambda entry: entry.key
)
def test_shipped_marian_model_has_the_name_of_its_pairs(entry: MarianEntry) -> None:
    source, target = entry.key.lower().split("-")[-2:]
    for pair, token in entry.target_tokens.items():
        assert pair.source == source or source in GROUPS
        assert pair.target == target or target in GROUPS
        assert bool(token) == (len(GROUPS.get(target, (target,))) > 1 or target in TOLD), pair


def test_shipped_model_is_converted_by_default_wherever_it_is_marian() -> None:
    marian = {entry.engine for entry in SHIPPED.values() if isinstance(entry, MarianEntry)}

    assert marian == {"transformers-marian"}


def test_shipped_languages_are_those_of_the_models() -> None:
    whisper = SHIPPED["whisper-base"]
    assert isinstance(whisper, WhisperEntry)

    assert len(set(whisper.languages)) == len(whisper.languages) == 99
    pairs = [entry.pair for entry in SHIPPED.values() if isinstance(entry, FirefoxEntry)]
    assert pairs == [LanguagePair("en", "pt"), LanguagePair("pt", "en")]


def test_size_is_that_of_all_files() -> None:
    assert read_entries(CATALOG_FILE)["whisper-base"].size_bytes == 147_882_941
