"""What of a model goes into a bundle, and whether a bundled model is the one that is known here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from models.catalog_bundle import BundledFolder
from models.catalog_entries import (
    CatalogEntry,
    FirefoxEntry,
    FolderSource,
    HubSource,
    MarianEntry,
    PackageSource,
    WhisperEntry,
)
from models.catalog_errors import BundleInvalid
from models.catalog_files import describe_folder
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
        yield (
            BundledFolder(
                key=entry.key,
                folder=entry.revision if own else place.name,
                origin=entry.origin,
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
        case FolderSource():
            same = True
    if not same:
        raise BundleInvalid(f"the bundle has other files of {entry.key} than this catalog")


def own_setting(entry: CatalogEntry) -> dict[str, str]:
    """The lines of ``tulkki.toml`` that make an own model known, but for where its files are."""
    lines = {"engine": _toml(entry.engine)}
    match entry:
        case WhisperEntry(languages=languages, speech_translation=translates):
            lines["languages"] = _toml(list(languages))
            lines |= {"speech_translation": _toml(True)} if translates else {}
        case FirefoxEntry(pair=pair):
            lines["pair"] = _toml(f"{pair.source}-{pair.target}")
        case MarianEntry(target_tokens=tokens):
            pairs = (f'"{p.source}-{p.target}" = {_toml(token)}' for p, token in tokens.items())
            lines["pairs"] = f"{{ {', '.join(pairs)} }}"
        case _:
            pass  # the engine says it all
    return lines


def _toml(value: str | list[str] | bool) -> str:
    """A text, a list of texts, true and false are written in TOML as in JSON."""
    return json.dumps(value)
