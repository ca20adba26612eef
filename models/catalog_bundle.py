"""One archive with models, to be carried to a machine without a network.

A plain tar: ``bundle.json`` first, which names every file with size and checksum, then the files in
that order, as ``<key>/<folder>/<file>``. Weights hardly compress, so nothing is compressed.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from models.catalog_entries import ModelFile
from models.catalog_errors import BundleInvalid, CatalogInvalid
from models.catalog_files import Counter, ProgressListener
from models.catalog_manifest import files_document, read_files
from models.catalog_table import Table
from models.errors import ModelCorrupt

BUNDLE_FORMAT: Final = "tulkki-models-1"
INDEX: Final = "bundle.json"

_UNFINISHED: Final = ".unfinished"


@dataclass(frozen=True, slots=True, kw_only=True)
class BundledFolder:
    """One folder of a model: its files as they came, or a conversion."""

    key: str
    folder: str
    """Name of the folder, which is the model's revision, or begins with it."""
    origin: str
    files: tuple[ModelFile, ...]
    commit: str = ""
    """Of the repository that the files came from; nothing where there is none."""
    licence: str = ""
    """As the hub told it; nothing where it did not."""
    setting: dict[str, str] = field(default_factory=dict)
    """For an operator's own model: its lines in ``tulkki.toml``, except where its files are."""

    @property
    def size_bytes(self) -> int:
        """All files together."""
        return sum(file.size_bytes for file in self.files)

    def member(self, file: ModelFile) -> str:
        """What a file is called in the archive."""
        return f"{self.key}/{self.folder}/{file.name}"


def write_bundle(
    out: Path, folders: Sequence[tuple[BundledFolder, Path]], on_progress: ProgressListener
) -> None:
    """Write an archive; it appears when it is whole.

    Args:
        out: its path.
        folders: what to pack, each with where it lies.
        on_progress: is told how far it is.

    Raises:
        ModelCorrupt: a file is not what it should be; there is no archive.
        BundleInvalid: the archive cannot be written.
    """
    unfinished = out.with_name(out.name + _UNFINISHED)
    counter = Counter(out.name, sum(f.size_bytes for f, _ in folders), on_progress)
    try:
        with tarfile.open(unfinished, "w", format=tarfile.PAX_FORMAT) as archive:
            index = _index_document(folder for folder, _ in folders)
            archive.addfile(_member(INDEX, len(index)), io.BytesIO(index))
            for folder, place in folders:
                for file in folder.files:
                    _add(archive, folder.member(file), file, place / file.name, counter)
        _to_disk(unfinished)
        unfinished.rename(out)
    except OSError as error:
        raise BundleInvalid(f"{out} cannot be written: {error.strerror}") from error
    finally:
        unfinished.unlink(missing_ok=True)


def read_index(path: Path, data: bytes) -> tuple[BundledFolder, ...]:
    """Read what an archive says that it holds.

    Raises:
        BundleInvalid: it is not understood.
    """
    try:
        table = Table.of(INDEX, json.loads(data))
        if table.text("format") != BUNDLE_FORMAT:
            raise BundleInvalid(f"{path} is a bundle of another version of Tulkki")
        folders = tuple(_read_folder(row) for row in table.tables("models"))
        table.finish()
    except (ValueError, CatalogInvalid) as error:
        raise BundleInvalid(f"{path}: {INDEX} cannot be used: {error}") from error
    return folders


def _read_folder(row: Table) -> BundledFolder:
    folder = BundledFolder(
        key=row.text("key"),
        folder=row.text("folder"),
        origin=row.text("origin"),
        commit=row.text("commit", ""),
        licence=row.text("licence", ""),
        files=read_files(row),
        setting=row.text_by_name("setting"),
    )
    row.finish()
    return folder


def _index_document(folders: Iterable[BundledFolder]) -> bytes:
    models = [
        {
            "key": folder.key,
            "folder": folder.folder,
            "origin": folder.origin,
            "commit": folder.commit,
            "licence": folder.licence,
            "files": files_document(folder.files),
            "setting": folder.setting,
        }
        for folder in folders
    ]
    return json.dumps({"format": BUNDLE_FORMAT, "models": models}, indent=2).encode()


def _add(
    archive: tarfile.TarFile, name: str, file: ModelFile, path: Path, counter: Counter
) -> None:
    with path.open("rb") as stream:
        size_bytes = os.fstat(stream.fileno()).st_size
        reader = HashingReader(stream, counter)
        if size_bytes == file.size_bytes:
            archive.addfile(_member(name, size_bytes), reader)
    if reader.sha256 != file.sha256:
        raise ModelCorrupt(
            path,
            expected=file.sha256,
            found=reader.sha256,
            remedy="Run: tulkki models verify, and pull what is damaged",
        )


class HashingReader(io.RawIOBase):
    """Passes a stream on and takes its checksum on the way."""

    def __init__(self, stream: IO[bytes], counter: Counter) -> None:
        super().__init__()
        self._stream = stream
        self._counter = counter
        self._digest = hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        """Read the next bytes."""
        block = self._stream.read(size)
        self._digest.update(block)
        self._counter.add(len(block))
        return block

    @property
    def sha256(self) -> str:
        """Of what was read so far."""
        return self._digest.hexdigest()


def _member(name: str, size_bytes: int) -> tarfile.TarInfo:
    """A member that says nothing of the machine or the person that wrote it."""
    member = tarfile.TarInfo(name)
    member.size = size_bytes
    member.mode = 0o644
    return member


def _to_disk(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
