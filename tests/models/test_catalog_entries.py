"""Reading catalog files: every field is checked, and the shipped file is sound."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from models.catalog import Catalog
from models.catalog_entries import (
    AssembledFile,
    CatalogEntry,
    FirefoxEntry,
    FolderSource,
    HubFile,
    HubSource,
    MarianEntry,
    PackageFile,
    PackageSource,
    Quality,
    WebSource,
    WhisperEntry,
)
from models.catalog_errors import CatalogInvalid
from models.catalog_reader import CATALOG_FILE, read_entries, read_local_entries
from models.language_names import DESK_CODES
from models.types import LanguagePair

ROOT = Path(__file__).parents[2]

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

GROUPS = {
    "zle": ("ru", "uk", "be"),
    "sem": ("am", "ar", "ti"),
    "iir": ("ckb", "kmr", "fa", "ur"),
    "roa": ("pt", "es", "fr"),
    "mul": ("th", "so"),
    "cus": ("so",),
}
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
    assert keys == [
        *("whisper-base", "whisper-tiny-en-pypi"),
        *("firefox-en-pt", "firefox-pt-en", "silero-vad"),
    ]
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
    assert entry.licence in {"MIT", "Apache-2.0", "CC-BY-4.0", "unknown"}
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
    packaged = [entry for entry in SHIPPED.values() if isinstance(entry.source, PackageSource)]
    pairs = [pair for entry in packaged for pair in entry.pairs]
    assert pairs == [LanguagePair("en", "pt"), LanguagePair("pt", "en")]


def test_every_language_of_a_desk_has_a_model_from_and_into_english() -> None:
    pairs = {pair for entry in SHIPPED.values() for pair in entry.pairs}
    others = DESK_CODES - {"en"}

    assert {pair.source for pair in pairs if pair.target == "en"} >= others
    assert {pair.target for pair in pairs if pair.source == "en"} >= others


def test_whisper_is_there_in_all_sizes() -> None:
    speech = {key: entry for key, entry in SHIPPED.items() if isinstance(entry, WhisperEntry)}
    english = {f"whisper-{size}-en" for size in ("tiny", "base", "small", "medium")}
    large = {f"whisper-large-{version}" for version in ("v1", "v2", "v3", "v3-turbo")}
    distilled = {f"distil-{name}" for name in ("small-en", "medium-en", "large-v2", "large-v3")}

    assert speech.keys() >= {f"whisper-{size}" for size in ("tiny", "base", "small", "medium")}
    assert speech.keys() >= english | large | distilled | {"distil-large-v3-5"}
    assert {speech[key].languages for key in english} == {("en",)}


def test_models_of_no_known_commit_are_told_in_the_operators_guide() -> None:
    """All others come at a commit, from a package, or by checksum."""
    floating = {key for key, entry in SHIPPED.items() if entry.revision == "main"}
    guide = (ROOT / "docs/operators/models.md").read_text(encoding="utf-8")
    (told,) = re.findall(
        r"come at the newest commit when they are first pulled: ([^.]*)\. That", guide
    )

    assert set(re.findall(r"`([^`]+)`", told)) == floating
    commits = {e.source.revision for e in SHIPPED.values() if isinstance(e.source, HubSource)}
    assert all(re.fullmatch("[0-9a-f]{40}", commit) for commit in commits - {"main"})


def test_what_is_fetched_from_an_address_has_a_checksum() -> None:
    files = [f for e in SHIPPED.values() if isinstance(e.source, WebSource) for f in e.source.files]

    assert len({file.address for file in files}) == len(files) > 50
    for file in files:
        assert re.fullmatch("[0-9a-f]{64}", file.sha256)
        assert re.fullmatch("([0-9a-f]{64})?", file.unpacked_sha256)


def test_shipped_models_that_were_trained_to_translate_speech_say_so() -> None:
    speech = [entry for entry in SHIPPED.values() if isinstance(entry, WhisperEntry)]
    translating = {entry.key for entry in speech if entry.speech_translation}

    assert translating == {
        f"whisper-{size}"
        for size in ("tiny", "base", "small", "medium", "large-v1", "large-v2", "large-v3")
    }


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
    assert catalog.own_translators_missing == ()


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
