"""Reads ``catalog.toml`` and an operator's own models, field by field; nothing is guessed."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, TypedDict, cast, get_args

from models.catalog_entries import (
    MEGABYTE,
    UNKNOWN_LICENCE,
    UNKNOWN_QUALITY,
    AssembledFile,
    CatalogEntry,
    FirefoxEntry,
    FolderSource,
    HubFile,
    HubSource,
    MarianEntry,
    MarianFormat,
    PackageFile,
    PackageSource,
    Quality,
    SileroEntry,
    Source,
    WebFile,
    WebSource,
    WhisperEntry,
)
from models.catalog_errors import CatalogInvalid
from models.catalog_table import Table
from models.types import LanguagePair

CATALOG_FILE: Final = Path(__file__).with_name("catalog.toml")

HUB: Final = "https://huggingface.co"
"""Where repositories are, unless the environment names another place."""

_QUALITY_LABELS: Final = frozenset({UNKNOWN_QUALITY, "A", "B", "C"})
_OWN_MODEL: Final = (
    "Correct it in tulkki.toml: an own model says its engine, its folder, and its pair or languages"
)
_LOCAL: Final = "local"
"""The revision of an operator's own model: it is what it is."""


def read_entries(path: Path) -> dict[str, CatalogEntry]:
    """Read a catalog file.

    Raises:
        CatalogInvalid: a field is missing, unknown or of another type.
    """
    root = _document(path)
    reader = _Reader(languages=_language_sets(root))
    entries = [reader.entry(key, table) for key, table in root.named_tables("models")]
    for _, family in root.named_tables("families"):
        rows = list(family.named_tables("models"))
        defaults = family.rest()
        entries += [reader.entry(key, row.over(defaults)) for key, row in rows]
    root.finish()
    return _by_key(str(path), entries)


def read_local_entries(
    models: Mapping[str, Mapping[str, object]], languages: Mapping[str, tuple[str, ...]]
) -> dict[str, CatalogEntry]:
    """Read an operator's own models: a folder each, with the engine that runs it.

    Args:
        models: the table ``models`` of ``tulkki.toml``.
        languages: what a name in ``languages`` stands for.

    Raises:
        CatalogInvalid: a field is missing, unknown or of another type.
    """
    reader = _Reader(languages=languages)
    tables = [(key, Table(f"[models.{key}]", fields)) for key, fields in models.items()]
    try:
        return _by_key("models", [reader.entry(key, table) for key, table in tables])
    except CatalogInvalid as error:
        raise CatalogInvalid(f"{error}. {_OWN_MODEL}") from error


def read_language_sets(path: Path) -> dict[str, tuple[str, ...]]:
    """Read only the named lists of languages of a catalog file."""
    return _language_sets(_document(path))


def parse_pair(text: str, place: str) -> LanguagePair:
    """Read ``en-fi``.

    Raises:
        CatalogInvalid: it is no pair.
    """
    source, separator, target = text.partition("-")
    if not (separator and source.isalpha() and target.isalpha()):
        raise CatalogInvalid(f"{place}: {text!r} is no pair of languages like en-fi")
    return LanguagePair(source, target)


class _Common(TypedDict):
    """The fields that every model has."""

    key: str
    title: str
    revision: str
    licence: str
    origin: str
    source: Source
    size_bytes: int
    parameters: int | None
    quality: Quality


class _Reader:
    """Turns tables into entries."""

    def __init__(self, *, languages: Mapping[str, tuple[str, ...]]) -> None:
        self._languages = languages

    def entry(self, key: str, table: Table) -> CatalogEntry:
        engine = table.text("engine")
        readers: dict[str, Callable[[str, Table], CatalogEntry]] = {
            "whisper": self._whisper,
            "firefox": self._firefox,
            "silero": self._silero,
            **{f"{name}-marian": self._marian(name) for name in get_args(MarianFormat)},
        }
        if engine not in readers:
            raise CatalogInvalid(f"{table.place}: there is no engine {engine!r}")
        entry = readers[engine](key, table)
        table.finish()
        return entry

    def _whisper(self, key: str, table: Table) -> CatalogEntry:
        languages = self._language_list(table)
        return WhisperEntry(
            **_common(key, table),
            languages=languages,
            speech_translation=table.flag("speech_translation"),
            silence_s=table.optional_number("silence_s"),
            final_silence_s=table.optional_number("final_silence_s"),
        )

    def _firefox(self, key: str, table: Table) -> CatalogEntry:
        pair = parse_pair(table.text("pair"), table.place)
        return FirefoxEntry(**_common(key, table), pair=pair, lead_in=table.text("lead_in", ""))

    def _silero(self, key: str, table: Table) -> CatalogEntry:
        return SileroEntry(**_common(key, table))

    def _marian(self, name: str) -> Callable[[str, Table], CatalogEntry]:
        form = cast("MarianFormat", name)

        def read(key: str, table: Table) -> CatalogEntry:
            tokens = _target_tokens(table)
            return MarianEntry(
                **_common(key, table),
                format=form,
                target_tokens=tokens,
                confidence_exponent=table.factor("confidence_exponent", 1.0),
            )

        return read

    def _language_list(self, table: Table) -> tuple[str, ...]:
        names = table.texts("languages")
        return tuple(code for name in names for code in self._languages.get(name, (name,)))


def _document(path: Path) -> Table:
    try:
        return Table(str(path), tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise CatalogInvalid(f"{path}: {error}") from error


def _language_sets(root: Table) -> dict[str, tuple[str, ...]]:
    sets = Table(f"{root.place}: languages", dict(root.table("languages")))
    return {name: sets.texts(name) for name in sets.names}


def _by_key(place: str, entries: list[CatalogEntry]) -> dict[str, CatalogEntry]:
    by_key = {entry.key: entry for entry in entries}
    if len(by_key) < len(entries):
        raise CatalogInvalid(f"{place}: two models have one key")
    return by_key


def _target_tokens(table: Table) -> dict[LanguagePair, str]:
    if "pair" in table:
        return {parse_pair(table.text("pair"), table.place): table.text("target_token", "")}
    tokens = table.text_by_name("pairs")
    if not tokens:
        raise CatalogInvalid(f"{table.place}: pair or pairs must be given")
    return {parse_pair(pair, table.place): token for pair, token in tokens.items()}


def _common(key: str, table: Table) -> _Common:
    if not key.replace("-", "").replace("_", "").replace(".", "").isalnum() or key[0] in "-.":
        raise CatalogInvalid(f"{table.place}: a key has letters, digits, -, _ and . only")
    source, size_bytes = _source(key, table)
    parameters = table.optional_number("parameters_m")
    own = isinstance(source, FolderSource) or None
    return _Common(
        key=key,
        title=table.text("title", own and key).replace("{key}", key),
        revision=_revision(source, table),
        licence=table.text("licence", own and UNKNOWN_LICENCE),
        origin=_origin(source, table),
        source=source,
        size_bytes=size_bytes,
        parameters=parameters * MEGABYTE if parameters is not None else None,
        quality=_quality(table),
    )


def _source(key: str, table: Table) -> tuple[Source, int]:
    if "repository" in table:
        source = HubSource(
            repository=table.text("repository").replace("{key}", key),
            revision=table.text("revision", "main"),
            files=tuple(_hub_file(wanted) for wanted in table.texts("files")),
            sha256=table.text_by_name("sha256"),
        )
        return source, table.number("size_mb") * MEGABYTE
    if "downloads" in table:
        return _web_source(table)
    if "folder" in table:
        return FolderSource(path=Path(table.text("folder")).expanduser()), 0
    files = tuple(_assembled_file(file) for file in table.tables("files"))
    return PackageSource(files=files), sum(file.size_bytes for file in files)


def _web_source(table: Table) -> tuple[WebSource, int]:
    base, size_bytes = table.text("base", ""), table.number("size_mb") * MEGABYTE
    files = []
    for row in table.tables("downloads"):
        files.append(
            WebFile(
                name=row.text("name"),
                address=base + row.text("at"),
                size_bytes=row.number("size"),
                sha256=row.text("sha256"),
                unpacked_sha256=row.text("unpacked_sha256", ""),
            )
        )
        row.finish()
    for file in files:
        if not file.address.startswith(("https://", "http://")):
            raise CatalogInvalid(f"{table.place}: {file.address!r} is no address")
    source = WebSource(origin=table.text("origin"), files=tuple(files), unpacked_bytes=size_bytes)
    return source, size_bytes


def _revision(source: Source, table: Table) -> str:
    match source:
        case HubSource(revision=revision):
            return revision
        case FolderSource():
            return _LOCAL
        case PackageSource() | WebSource():
            return table.text("revision")


def _origin(source: Source, table: Table) -> str:
    match source:
        case HubSource(repository=repository):
            return f"{HUB}/{repository}"
        case FolderSource(path=path):
            return table.text("origin", str(path))
        case WebSource(origin=origin):
            return origin
        case PackageSource():
            return table.text("origin")


def _quality(table: Table) -> Quality:
    quality = Quality(
        label=table.text("quality", Quality().label),
        source=table.text("quality_source", Quality().source),
    )
    if quality.label not in _QUALITY_LABELS:
        raise CatalogInvalid(f"{table.place}: there is no quality {quality.label!r}")
    return quality


def _hub_file(wanted: str) -> HubFile:
    """Read ``a | b``, the first of two that is there, or ``a ?``, one that may be missing."""
    required = not wanted.endswith("?")
    names = tuple(name.strip() for name in wanted.removesuffix("?").split("|"))
    return HubFile(names=names, required=required)


def _assembled_file(table: Table) -> AssembledFile:
    name, size, sha256 = table.text("name"), table.number("size"), table.text("sha256")
    parts = list(table.tables("parts"))
    whole = (size, sha256) if len(parts) == 1 else None
    file = AssembledFile(
        name=name,
        size_bytes=size,
        sha256=sha256,
        parts=tuple(_part(part, whole) for part in parts),
    )
    table.finish()
    return file


def _part(table: Table, whole: tuple[int, str] | None) -> PackageFile:
    """Read one part; the only part of a file has the size and checksum of the whole."""
    package, separator, version = table.text("package").partition("==")
    if not separator:
        raise CatalogInvalid(f"{table.place}: the package has no fixed version")
    size, sha256 = whole or (table.number("size"), table.text("sha256"))
    part = PackageFile(
        package=package, version=version, path=table.text("path"), size_bytes=size, sha256=sha256
    )
    table.finish()
    return part
