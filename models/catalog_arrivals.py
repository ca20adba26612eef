"""Files on their way into a model's folder: resumed, checked, and only then put in place.

What has arrived lies in ``<revision>.partial/`` until the last file is there and right. A next try
goes on from there, as long as what is wanted is still the same.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from models.catalog_errors import DownloadFailed
from models.catalog_files import Counter, blocks, locked

PARTIAL: Final = ".partial"
"""What the name of a folder ends with whose files are on their way."""

_PART: Final = ".part"
_MARK_FILE: Final = ".commit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Digests:
    """What a file is."""

    sha256: str
    git_blob: str
    """SHA-1 of the file with git's header."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A file that is to arrive."""

    name: str
    size_bytes: int
    bring: Callable[[Path, Counter], None]
    """Brings a file from the size it has to the whole size, and counts what comes."""
    fault: Callable[[Digests], str]
    """What is wrong with a file that is here; nothing where it is right."""


@contextmanager
def arriving(key: str, target: Path) -> Iterator[Path]:
    """Give the folder in which a model's files arrive; the only process at work on the model.

    Raises:
        DownloadFailed: they cannot be written; what came is kept.
    """
    try:
        with locked(target.parent):
            yield target.with_name(target.name + PARTIAL)
    except OSError as error:
        raise DownloadFailed(
            f"{key} cannot be put into {target}: {error.strerror}. Make room there, or choose"
            " another folder with TULKKI_DATA_DIR; what has arrived is kept"
        ) from error


def prepare(partial: Path, mark: str) -> None:
    """Keep what an earlier try left of the same thing, which ``mark`` names; forget all else."""
    path = partial / _MARK_FILE
    if partial.is_dir() and not (path.is_file() and path.read_text() == mark):
        shutil.rmtree(partial)
    partial.mkdir(exist_ok=True)
    path.write_text(mark)


def require_space(partial: Path, needed_bytes: int) -> None:
    """Refuse to begin what the disk cannot hold; what is there already counts.

    Raises:
        DownloadFailed: there is too little room; tells the sum.
    """
    missing = needed_bytes - sum(path.stat().st_size for path in partial.iterdir())
    free = shutil.disk_usage(partial).free
    if missing > free:
        raise DownloadFailed(
            f"{partial.parent} has {free / 1e6:,.0f} MB free, and {missing / 1e6:,.0f} MB are to"
            " come. Make room there, or choose another folder with TULKKI_DATA_DIR"
        )


def arrive(origin: str, wanted: Iterable[Wanted], partial: Path, counter: Counter) -> list[Digests]:
    """Bring all files, and take the mark away: the folder is now whole.

    Raises:
        DownloadFailed: one did not come, or not as it should be; what came is kept.
    """
    digests = [_arrive(origin, file, partial / file.name, counter) for file in wanted]
    (partial / _MARK_FILE).unlink()
    return digests


def wrong_sha256(expected: str, found: Digests) -> str:
    """What to say of a file that is another one; nothing where it is right."""
    return "" if found.sha256 == expected else f"expected sha256 {expected}, found {found.sha256}"


def _arrive(origin: str, file: Wanted, path: Path, counter: Counter) -> Digests:
    """Bring one file, or find it whole from an earlier try."""
    part = path.with_name(path.name + _PART)
    if path.is_file():
        path.rename(part)  # whole, as it seemed then: it is checked again
    resumed = part.is_file()
    digests, fault = _complete(file, part, counter)
    if fault and resumed:  # perhaps by what was there before
        counter.add(-file.size_bytes)
        digests, fault = _complete(file, part, counter)
    if fault:
        raise DownloadFailed(
            f"{origin}: {file.name} arrived damaged: {fault}. It was deleted. Run the command"
            " again; if this goes on, something between this machine and the origin changes files"
        )
    part.rename(path)
    return digests


def _complete(file: Wanted, part: Path, counter: Counter) -> tuple[Digests, str]:
    """Bring the rest; returns what it is, and what is wrong with it or nothing."""
    if part.is_file():
        counter.add(min(part.stat().st_size, file.size_bytes))
    file.bring(part, counter)
    digests = _digests(part)
    fault = file.fault(digests)
    if fault:
        part.unlink()
    return digests, fault


def _digests(path: Path) -> Digests:
    sha256 = hashlib.sha256()
    git_blob = hashlib.sha1(b"blob %d\0" % path.stat().st_size, usedforsecurity=False)
    for block in blocks(path):
        sha256.update(block)
        git_blob.update(block)
    return Digests(sha256=sha256.hexdigest(), git_blob=git_blob.hexdigest())
