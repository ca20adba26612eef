"""What of a model goes into a bundle, and whether a bundled model is the one that is known here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from models.catalog_bundle import BundledFolder
from models.catalog_entries import (
    MEGABYTE,
    UNKNOWN_LICENCE,
    CatalogEntry,
    FirefoxEntry,
    FolderSource,
    HubSource,
    MarianEntry,
    PackageSource,
    Quality,
    WebSource,
    WhisperEntry,
)
from models.catalog_errors import BundleInvalid
from models.catalog_files import describe_folder
from models.catalog_manifest import has_manifest, read_manifest
from models.catalog_store import CONVERTED, ModelStore, not_installed


def pack(store: ModelStore, entry: CatalogEntry) -> Iterator[tuple[BundledFolder, Path]]:
    """Everything that is installed of a model, with where it lies.

    Raises:
        ModelNotFound: nothing is.
    """
    if not store.is_installed(entry):
        raise not_installed(entry)
    for place in store.folders(entry):
        own = isinstance(entry.source, FolderSource) and place == entry.source.path
        known = read_manifest(place) if has_manifest(place) else None
        yield (
            BundledFolder(
                key=entry.key,
                folder=entry.revision if own else place.name,
                origin=known.origin if known else entry.origin,
                commit=known.commit if known else "",
                licence=known.licence if known else "",
                files=describe_folder(place) if own else store.files(entry, place),
                setting=own_setting(entry) if isinstance(entry.source, FolderSource) else {},
            ),
            place,
        )


def require_same(entry: CatalogEntry, folder: BundledFolder) -> None:
    """Refuse a bundled model that is not the one of its key here.

    Raises:
        BundleInvalid: it is another revision, or has other files.
    """
    if folder.folder not in {entry.revision, entry.revision + CONVERTED}:
        raise BundleInvalid(
            f"the bundle has revision {folder.folder} of {entry.key}, and this catalog wants"
            f" {entry.revision}. Make the bundle with this version of Tulkki"
        )
    if folder.folder != entry.revision:
        return
    match entry.source:
        case PackageSource(files=files):
            known = {file.name: file.sha256 for file in files}
            same = known == {file.name: file.sha256 for file in folder.files}
        case HubSource(sha256=known):
            same = all(known.get(file.name, file.sha256) == file.sha256 for file in folder.files)
        case WebSource(files=downloads):
            unpacked = {file.name: file.unpacked_sha256 for file in downloads}
            same = unpacked.keys() == {file.name for file in folder.files} and all(
                unpacked[file.name] in {"", file.sha256} for file in folder.files
            )
        case FolderSource():
            same = True
    if not same:
        raise BundleInvalid(f"the bundle has other files of {entry.key} than this catalog")


def own_setting(entry: CatalogEntry) -> dict[str, str]:
    """The lines of ``tulkki.toml`` that make an own model known, but for where its files are."""
    lines = {"engine": _toml(entry.engine)}
    if entry.title != entry.key:
        lines["title"] = _toml(entry.title)
    if entry.licence != UNKNOWN_LICENCE:
        lines["licence"] = _toml(entry.licence)
    if entry.parameters is not None:
        lines["parameters_m"] = _toml(entry.parameters // MEGABYTE)
    if entry.quality != Quality():
        lines["quality"] = _toml(entry.quality.label)
        lines["quality_source"] = _toml(entry.quality.source)
    match entry:
        case WhisperEntry(languages=languages, speech_translation=translates):
            lines["languages"] = _toml(list(languages))
            lines |= {"speech_translation": _toml(True)} if translates else {}
            measured = {"silence_s": entry.silence_s, "final_silence_s": entry.final_silence_s}
            lines |= {name: _toml(s) for name, s in measured.items() if s is not None}
        case FirefoxEntry(pair=pair, lead_in=lead_in):
            lines["pair"] = _toml(f"{pair.source}-{pair.target}")
            lines |= {"lead_in": _toml(lead_in)} if lead_in else {}
        case MarianEntry(target_tokens=tokens, confidence_exponent=exponent):
            pairs = (f'"{p.source}-{p.target}" = {_toml(token)}' for p, token in tokens.items())
            lines["pairs"] = f"{{ {', '.join(pairs)} }}"
            lines |= {"confidence_exponent": _toml(exponent)} if exponent != 1 else {}
        case _:
            pass  # the rest says it all
    return lines


def _toml(value: str | list[str] | bool | float) -> str:
    """A text, a list of texts, a number, true and false are written in TOML as in JSON."""
    return json.dumps(value)
