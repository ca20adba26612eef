"""What is told of models: one line each that fits a terminal of 80 columns, or all of one model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from rich import box
from rich.filesize import decimal
from rich.table import Table

from models.catalog import Catalog
from models.catalog_entries import (
    UNKNOWN_QUALITY,
    CatalogEntry,
    FolderSource,
    HubSource,
    PackageSource,
    SileroEntry,
    WebSource,
    WhisperEntry,
)
from models.types import LanguagePair

_FEW_LANGUAGES: Final = 4
_FEW_PAIRS: Final = 2


def list_table(catalog: Catalog, entries: tuple[CatalogEntry, ...]) -> Table:
    """Every model in one line."""
    names = ("key", "for", "size", "quality", "licence", "here")
    table = Table(*names, box=box.SIMPLE, padding=(0, 1, 0, 0), pad_edge=False)
    for column in table.columns:
        column.no_wrap = True
    for entry in entries:
        table.add_row(
            entry.key,
            _purpose(entry),
            _size(entry),
            "-" if entry.quality.label == UNKNOWN_QUALITY else entry.quality.label,
            entry.licence,
            "yes" if catalog.is_installed(entry.key) else "no",
        )
    return table


def info_table(catalog: Catalog, entry: CatalogEntry) -> Table:
    """All that is known of a model."""
    table = Table(box=None, show_header=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in _facts(catalog, entry):
        table.add_row(name, value)
    return table


def _facts(catalog: Catalog, entry: CatalogEntry) -> Iterator[tuple[str, str]]:
    manifest = catalog.manifest(entry.key)
    yield "key", entry.key
    yield "title", entry.title
    yield "engine", _engine(catalog, entry)
    if isinstance(entry, WhisperEntry):
        yield "languages", ", ".join(entry.languages)
        yield "translates speech", "into English" if entry.speech_translation else "no"
    if entry.pairs:
        yield "translates", ", ".join(map(_arrow, entry.pairs))
    yield "licence", entry.licence
    if manifest is not None and manifest.licence:
        yield "licence, says the hub", manifest.licence
    yield "from", _source(entry)
    if manifest is not None and manifest.commit:
        yield "commit", manifest.commit
    yield "size", _size(entry)
    for compute_type in ("int8", "float16"):
        memory = entry.memory_bytes(compute_type)
        if memory is not None:
            yield f"memory in {compute_type}", f"about {decimal(memory)}"
    yield "quality", f"{entry.quality.label} ({entry.quality.source})"
    folders = catalog.installed_folders(entry.key)
    yield "here", "\n".join(map(str, folders)) or "not installed"


def _purpose(entry: CatalogEntry) -> str:
    match entry:
        case WhisperEntry(languages=languages) if len(languages) > _FEW_LANGUAGES:
            return f"{len(languages)} languages"
        case WhisperEntry(languages=languages):
            return ", ".join(languages)
        case SileroEntry():
            return "any voice"
        case _ if len(entry.pairs) > _FEW_PAIRS:
            return f"{len(entry.pairs)} pairs"
        case _:
            return _arrows(entry.pairs)


def _engine(catalog: Catalog, entry: CatalogEntry) -> str:
    if entry.engine == "transformers-marian" and catalog.is_converted(entry.key):
        return "ctranslate2-marian (converted)"
    return entry.engine


def _size(entry: CatalogEntry) -> str:
    if isinstance(entry.source, FolderSource):
        files = entry.source.path.iterdir() if entry.source.path.is_dir() else ()
        return decimal(sum(path.stat().st_size for path in files if path.is_file()))
    return decimal(entry.size_bytes)


def _source(entry: CatalogEntry) -> str:
    match entry.source:
        case HubSource(repository=repository, revision=revision):
            return f"hub: {repository} at {revision}"
        case WebSource(origin=origin, files=files):
            places = {str(urlsplit(file.address).hostname) for file in files}
            return f"address: {', '.join(sorted(places))} ({origin})"
        case FolderSource(path=path):
            return f"folder: {path}"
        case PackageSource(files=files):
            packages = {part.requirement for file in files for part in file.parts}
            return f"packages: {', '.join(sorted(packages))} ({entry.origin})"


def _arrows(pairs: tuple[LanguagePair, ...]) -> str:
    """One arrow where only one end of the pairs differs."""
    sources = dict.fromkeys(pair.source for pair in pairs)
    targets = dict.fromkeys(pair.target for pair in pairs)
    if 1 in {len(sources), len(targets)}:
        return f"{', '.join(sources)} → {', '.join(targets)}"
    return ", ".join(map(_arrow, pairs))


def _arrow(pair: LanguagePair) -> str:
    return f"{pair.source} → {pair.target}"
