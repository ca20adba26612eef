"""Takes models out of a bundle; trusts nothing in it that its index, and the catalog, do not name.

No path of the archive is ever used: each member must be the very next file that the index names,
and where it goes follows from the key and the folder, whose letters are checked.
"""

from __future__ import annotations

import re
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from models.catalog_bundle import INDEX, BundledFolder, HashingReader, read_index
from models.catalog_entries import ModelFile
from models.catalog_errors import BundleInvalid
from models.catalog_files import Counter, ProgressListener, appearing_whole, locked
from models.catalog_manifest import Manifest, finish_folder

_PLAIN_NAME: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._+-]{0,127}")
_LARGEST_INDEX_BYTES: Final = 4_000_000
_BLOCK_BYTES: Final = 1 << 20


def install_bundle(
    path: Path,
    root: Path,
    accept: Callable[[BundledFolder], None],
    on_progress: ProgressListener,
) -> tuple[BundledFolder, ...]:
    """Install every model of an archive; each appears when all its files are right.

    Args:
        path: the archive.
        root: the folder in which models lie.
        accept: raises for a model that is not to be installed.
        on_progress: is told how far each model is.

    Returns:
        What was installed.

    Raises:
        BundleInvalid: the archive is damaged, or is none.
    """
    try:
        with tarfile.open(path, "r:") as archive:
            folders = read_index(path, _read_index_member(path, archive))
            for folder in folders:
                _require_plain_names(path, folder)
                accept(folder)
            _require_space(path, root, folders)
            for folder in folders:
                _install(path, archive, folder, root, on_progress)
            if archive.next() is not None:
                raise BundleInvalid(f"{path} has more in it than its index names")
    except tarfile.TarError as error:
        raise BundleInvalid(f"{path} is no bundle, or is not whole: {error}") from error
    except OSError as error:
        raise BundleInvalid(
            f"{path} cannot be installed into {root}: {error.filename or ''} {error.strerror}"
        ) from error
    return folders


def _read_index_member(path: Path, archive: tarfile.TarFile) -> bytes:
    member = archive.next()
    if member is None or member.name != INDEX or not member.isreg():
        raise BundleInvalid(f"{path} is no bundle: it does not begin with {INDEX}")
    if member.size > _LARGEST_INDEX_BYTES:
        raise BundleInvalid(f"{path}: {INDEX} is too large")
    stream = archive.extractfile(member)
    if stream is None:
        raise BundleInvalid(f"{path}: {INDEX} cannot be read")
    return stream.read()


def _require_plain_names(path: Path, folder: BundledFolder) -> None:
    for name in (folder.key, folder.folder, *(file.name for file in folder.files)):
        if not _PLAIN_NAME.fullmatch(name):
            raise BundleInvalid(f"{path}: {name!r} is no name that a model's file may have")
    for name, value in folder.setting.items():
        if not (_PLAIN_NAME.fullmatch(name) and value.isprintable()):
            raise BundleInvalid(f"{path}: {name!r} is no line of a setting")
    if len({file.name for file in folder.files}) < len(folder.files) or not folder.files:
        raise BundleInvalid(f"{path}: the files of {folder.key} are named twice, or not at all")


def _require_space(path: Path, root: Path, folders: tuple[BundledFolder, ...]) -> None:
    needed = sum(folder.size_bytes for folder in folders)
    root.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(root).free
    if needed > free:
        raise BundleInvalid(
            f"{path} needs {needed / 1e6:,.0f} MB in {root}, where {free / 1e6:,.0f} MB are free"
        )


def _install(
    path: Path,
    archive: tarfile.TarFile,
    folder: BundledFolder,
    root: Path,
    on_progress: ProgressListener,
) -> None:
    target = root / folder.key / folder.folder
    counter = Counter(folder.key, folder.size_bytes, on_progress)
    with locked(target.parent), appearing_whole(target) as unfinished:
        for file in folder.files:
            _extract(path, archive, folder.member(file), file, unfinished, counter)
        manifest = Manifest(
            files=folder.files,
            origin=folder.origin,
            commit=folder.commit,
            licence=folder.licence,
        )
        finish_folder(unfinished, manifest)


def _extract(
    path: Path,
    archive: tarfile.TarFile,
    name: str,
    file: ModelFile,
    unfinished: Path,
    counter: Counter,
) -> None:
    member = archive.next()
    if member is None:
        raise BundleInvalid(f"{path} is not whole: {name} is missing")
    if member.name != name or not member.isreg() or member.size != file.size_bytes:
        raise BundleInvalid(f"{path} has {member.name!r} where its index names {name!r}")
    stream = archive.extractfile(member)
    if stream is None:
        raise BundleInvalid(f"{path}: {name} cannot be read")
    reader = HashingReader(stream, counter)
    with (unfinished / file.name).open("wb") as output:
        while block := reader.read(_BLOCK_BYTES):
            output.write(block)
    if reader.sha256 != file.sha256:
        raise BundleInvalid(
            f"{path}: {name} is damaged: expected sha256 {file.sha256}, found {reader.sha256}."
            " Copy the bundle again"
        )
