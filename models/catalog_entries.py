"""What ``catalog.toml`` says, with types. Reading it checks every field; nothing is guessed."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypedDict, TypeVar

from models.types import LanguagePair

T = TypeVar("T")

CATALOG_FILE: Final = Path(__file__).with_name("catalog.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageFile:
    """A file inside an installed Python package."""

    package: str
    version: str
    path: str
    """Below the folder into which packages are installed."""
    size_bytes: int
    sha256: str

    @property
    def requirement(self) -> str:
        """What pip calls the package."""
        return f"{self.package}=={self.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFile:
    """A file of a model, as its engine wants it."""

    name: str
    size_bytes: int
    sha256: str
    parts: tuple[PackageFile, ...]
    """Joined in this order they are the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogEntry:
    """One model."""

    key: str
    title: str
    revision: str
    licence: str
    """SPDX identifier of the weights' licence."""
    origin: str
    """Address of those who published the weights."""
    files: tuple[ModelFile, ...]

    @property
    def size_bytes(self) -> int:
        """All files together."""
        return sum(file.size_bytes for file in self.files)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhisperEntry(CatalogEntry):
    """A speech model."""

    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FirefoxEntry(CatalogEntry):
    """A translation model of Firefox Translations."""

    pair: LanguagePair
    lead_in: str
    """What opens every sentence for this model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SileroEntry(CatalogEntry):
    """A voice activity detector; it knows no languages."""


class CatalogInvalid(Exception):
    """The catalog file cannot be used; the message names the place."""


def read_entries(path: Path) -> dict[str, CatalogEntry]:
    """Read a catalog file.

    Raises:
        CatalogInvalid: a field is missing, unknown or of another type.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CatalogInvalid(f"{path}: {error}") from error
    root = _Table(str(path), document)
    entries = {key: _entry(key, table) for key, table in root.named_tables("models")}
    root.finish()
    return entries


def _entry(key: str, table: _Table) -> CatalogEntry:
    engine = table.text("engine")
    if engine not in _READERS:
        raise CatalogInvalid(f"{table.place}: there is no engine {engine!r}")
    entry = _READERS[engine](key, table)
    table.finish()
    return entry


def _whisper(key: str, table: _Table) -> CatalogEntry:
    return WhisperEntry(**_common(key, table), languages=table.texts("languages"))


def _firefox(key: str, table: _Table) -> CatalogEntry:
    pair = LanguagePair(table.text("source"), table.text("target"))
    return FirefoxEntry(**_common(key, table), pair=pair, lead_in=table.text("lead_in"))


def _silero(key: str, table: _Table) -> CatalogEntry:
    return SileroEntry(**_common(key, table))


_READERS: Final[Mapping[str, Callable[[str, _Table], CatalogEntry]]] = {
    "whisper": _whisper,
    "firefox": _firefox,
    "silero": _silero,
}


class _Common(TypedDict):
    """The fields that every model has."""

    key: str
    title: str
    revision: str
    licence: str
    origin: str
    files: tuple[ModelFile, ...]


def _common(key: str, table: _Table) -> _Common:
    return _Common(
        key=key,
        title=table.text("title"),
        revision=table.text("revision"),
        licence=table.text("licence"),
        origin=table.text("origin"),
        files=tuple(_file(file) for file in table.tables("files")),
    )


def _file(table: _Table) -> ModelFile:
    name, size, sha256 = table.text("name"), table.number("size"), table.text("sha256")
    parts = list(table.tables("parts"))
    whole = (size, sha256) if len(parts) == 1 else None
    file = ModelFile(
        name=name,
        size_bytes=size,
        sha256=sha256,
        parts=tuple(_part(part, whole) for part in parts),
    )
    table.finish()
    return file


def _part(table: _Table, whole: tuple[int, str] | None) -> PackageFile:
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


class _Table:
    """A TOML table that knows where it stands and which of its fields were read."""

    def __init__(self, place: str, fields: Mapping[str, object]) -> None:
        self.place = place
        self._fields = dict(fields)

    def text(self, name: str) -> str:
        return self._take(name, str)

    def number(self, name: str) -> int:
        return self._take(name, int)

    def texts(self, name: str) -> tuple[str, ...]:
        items = self._take(name, list)
        if not all(isinstance(item, str) for item in items):
            raise CatalogInvalid(f"{self.place}: {name} must be a list of texts")
        return tuple(items)

    def tables(self, name: str) -> Iterator[_Table]:
        for index, item in enumerate(self._take(name, list)):
            yield _Table.of(f"{self.place}: {name}[{index}]", item)

    def named_tables(self, name: str) -> Iterator[tuple[str, _Table]]:
        for key, item in self._take(name, dict).items():
            yield key, _Table.of(f"{self.place}: {key}", item)

    def finish(self) -> None:
        """Refuse fields that nobody asked for."""
        if self._fields:
            raise CatalogInvalid(f"{self.place}: unknown field {min(self._fields)}")

    @staticmethod
    def of(place: str, item: object) -> _Table:
        if not isinstance(item, dict):
            raise CatalogInvalid(f"{place} must be a table")
        return _Table(place, item)

    def _take(self, name: str, kind: type[T]) -> T:
        value = self._fields.pop(name, None)
        if not isinstance(value, kind):
            raise CatalogInvalid(f"{self.place}: {name} must be given as {kind.__name__}")
        return value
