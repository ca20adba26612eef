"""The shipped catalog is sound, and has what a desk needs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from models.catalog_entries import (
    CatalogEntry,
    HubSource,
    MarianEntry,
    PackageSource,
    WebSource,
    WhisperEntry,
)
from models.catalog_reader import CATALOG_FILE, read_entries
from models.language_names import DESK_CODES
from models.types import LanguagePair

ROOT = Path(__file__).parents[2]
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
