"""Reading catalog files: every field is checked, and the shipped file is sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.catalog import Catalog
from models.catalog_entries import (
    AssembledFile,
    FirefoxEntry,
    FolderSource,
    HubFile,
    HubSource,
    MarianEntry,
    PackageFile,
    PackageSource,
    Quality,
    WhisperEntry,
)
from models.catalog_errors import CatalogInvalid
from models.catalog_reader import CATALOG_FILE, read_entries, read_local_entries
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


def test_size_is_that_of_all_files() -> None:
    assert read_entries(CATALOG_FILE)["whisper-base"].size_bytes == 147_882_941


FAMILY = """
[languages]
most = ["en", "fi"]

[families.opus]
engine = "transformers-marian"
title = "OPUS {key}"
repository = "owner/{key}"
licence = "MIT"
size_mb = 300
parameters_m = 80
files = ["a | b", "c ?"]

[families.opus.models]
one = { pair = "en-fi" }
[families.opus.models.two]
pairs = { "en-ru" = ">>rus<<", "en-uk" = ">>ukr<<" }
revision = "abc"
size_mb = 1
sha256 = { a = "00" }

[families.speech]
engine = "whisper"
title = "Speech"
licence = "MIT"
repository = "owner/speech"
size_mb = 1
files = ["a"]

[families.speech.models.ear]
languages = ["most", "yue"]
speech_translation = true
quality = "B"
quality_source = "docs/quality.md"
"""


def test_row_takes_from_its_family_what_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "catalog.toml"
    path.write_text(FAMILY, encoding="utf-8")
    entries = read_entries(path)
    one, two, ear = (entries[key] for key in ("one", "two", "ear"))

    assert one == MarianEntry(
        key="one",
        title="OPUS one",
        revision="main",
        licence="MIT",
        origin="https://huggingface.co/owner/one",
        source=HubSource(
            repository="owner/one",
            revision="main",
            files=(HubFile(names=("a", "b")), HubFile(names=("c",), required=False)),
        ),
        size_bytes=300_000_000,
        parameters=80_000_000,
        format="transformers",
        target_tokens={LanguagePair("en", "fi"): ""},
    )
    assert (two.revision, two.size_bytes) == ("abc", 1_000_000)
    assert two.pairs == (LanguagePair("en", "ru"), LanguagePair("en", "uk"))
    assert isinstance(two.source, HubSource)
    assert two.source.sha256 == {"a": "00"}
    assert isinstance(ear, WhisperEntry)
    assert ear.languages == ("en", "fi", "yue")
    assert ear.quality == Quality(label="B", source="docs/quality.md")
    assert ear.speech_translation


@pytest.mark.parametrize("number", ["2", "2.0"])
def test_exponent_of_the_confidence_is_read(tmp_path: Path, number: str) -> None:
    path = tmp_path / "catalog.toml"
    path.write_text(
        FAMILY.replace('pair = "en-fi"', f'pair = "en-fi", confidence_exponent = {number}'),
        encoding="utf-8",
    )
    one = read_entries(path)["one"]
    assert isinstance(one, MarianEntry)
    assert one.confidence_exponent == 2.0


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('quality = "B"', 'quality = "D"', "there is no quality 'D'"),
        ('pair = "en-fi"', 'pair = "en_fi"', "'en_fi' is no pair of languages"),
        ('pair = "en-fi"', "", "pair or pairs must be given"),
        *(
            (
                'pair = "en-fi"',
                f'pair = "en-fi", confidence_exponent = {wrong}',
                "one: confidence_exponent must be a number above 0",
            )
            for wrong in ("0", "-1", "nan", "inf", "true", '"2"')
        ),
        ("size_mb = 300\n", "", "one: size_mb must be given as int"),
        ('"yue"]', "3]", "languages must be a list of texts"),
        ('most = ["en", "fi"]', 'most = "en"', "most must be given as list"),
        ("models.ear]", "models.one]", "two models have one key"),
        ("models.ear]", 'models."a/b"]', "a key has letters"),
        ('sha256 = { a = "00" }', "sha256 = { a = 0 }", "sha256 must be a table of texts"),
    ],
)
def test_family_is_refused_with_the_place_when_a_field_is_wrong(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert old in FAMILY
    with pytest.raises(CatalogInvalid, match=message):
        read(tmp_path, FAMILY.replace(old, new, 1))


def test_memory_grows_with_the_weights_and_their_type() -> None:
    tiny, large = SHIPPED["whisper-tiny"], SHIPPED["whisper-large-v3"]
    needs = [entry.memory_bytes(t) or 0 for entry in (tiny, large) for t in ("int8", "float16")]

    assert needs == sorted(needs)
    assert needs[-1] > 3_000_000_000
    assert SHIPPED["silero-vad"].memory_bytes("int8") is None


def test_own_model_has_three_lines() -> None:
    lines: dict[str, object] = {"engine": "firefox", "folder": "~/m", "pair": "fi-so"}
    (entry,) = read_local_entries({"mine": lines}, {}).values()

    assert entry == FirefoxEntry(
        key="mine",
        title="mine",
        revision="local",
        licence="unknown",
        origin=str(Path("~/m").expanduser()),
        source=FolderSource(path=Path("~/m").expanduser()),
        size_bytes=0,
        pair=LanguagePair("fi", "so"),
    )


def test_own_model_comes_before_those_that_packages_hold(tmp_path: Path) -> None:
    lines: dict[str, object] = {"engine": "firefox", "folder": str(tmp_path), "pair": "en-pt"}
    catalog = Catalog.load(tmp_path, extra={"mine": lines})

    assert catalog.translator_for(LanguagePair("en", "pt")) == "mine"
    assert catalog.translator_for(LanguagePair("pt", "en")) == "firefox-pt-en"


def test_own_model_whose_folder_is_not_there_translates_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    lines: dict[str, object] = {"engine": "firefox", "folder": str(folder), "pair": "en-pt"}
    catalog = Catalog.load(tmp_path, extra={"mine": lines})

    assert "mine" not in catalog.translators
    assert catalog.translator_for(LanguagePair("en", "pt")) == "firefox-en-pt"
    assert catalog.own_translators_missing == ("mine",)

    folder.mkdir()

    assert catalog.translators[0] == "mine"
    assert not catalog.own_translators_missing


def test_installed_model_comes_before_those_that_packages_hold(tmp_path: Path) -> None:
    pair = LanguagePair("en", "pt")
    catalog = Catalog.load(tmp_path)
    assert catalog.keys_for(pair) == (
        *("firefox-en-pt", "opus-mt-tc-big-en-pt"),
        "firefox-base-en-pt",
    )
    assert catalog.translator_for(pair) == "firefox-en-pt"

    catalog.folder("opus-mt-tc-big-en-pt").mkdir(parents=True)

    assert catalog.translator_for(pair) == "opus-mt-tc-big-en-pt"


def test_pair_that_would_have_to_be_fetched_is_not_there(tmp_path: Path) -> None:
    catalog = Catalog.load(tmp_path)

    assert catalog.keys_for(LanguagePair("en", "fi"))
    assert LanguagePair("en", "fi") not in catalog.pairs
