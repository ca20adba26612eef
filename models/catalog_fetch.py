"""Fetches a model from a hub into its folder: resumed, checked, and only then put in place.

What has arrived lies in ``<revision>.partial/`` until the last file is there and right. A next try
goes on from there, as long as the repository's commit is still the same.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from models.catalog_entries import HubSource, ModelFile
from models.catalog_errors import DownloadFailed
from models.catalog_files import Counter, ProgressListener, blocks, locked, put_in_place
from models.catalog_manifest import Manifest, finish_folder

_PARTIAL: Final = ".partial"
_PART: Final = ".part"
_COMMIT_FILE: Final = ".commit"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteFile:
    """A file in a repository, and what the hub says of it."""

    name: str
    size_bytes: int
    sha256: str | None
    """None for small files, of which hubs keep git's own checksum only."""
    git_blob: str
    """SHA-1 of the file with git's header."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A repository at one commit."""

    commit: str
    licence: str
    files: tuple[RemoteFile, ...]


class Hub(Protocol):
    """Where repositories are."""

    def snapshot(self, repository: str, revision: str) -> Snapshot:
        """Ask what a repository has.

        Raises:
            DownloadFailed: it has no such revision, or it cannot be reached.
        """
        ...

    def download(
        self, repository: str, commit: str, file: RemoteFile, target: Path, counter: Counter
    ) -> None:
        """Bring a file to its full size, from the size it has.

        Raises:
            DownloadFailed: it did not come, after several tries.
            OSError: it cannot be written.
        """
        ...


HubOpener = Callable[[], AbstractContextManager[Hub]]


@contextmanager
def network_denied() -> Iterator[Hub]:
    """A hub for those who must not use the network."""
    raise DownloadFailed(
        "this model comes from a hub, and the network is not to be used. Pull it on a machine that"
        " may, carry it here as a bundle, and run: tulkki models install BUNDLE"
    )
    yield  # never reached: it makes this a context manager


def fetch_repository(
    key: str,
    source: HubSource,
    target: Path,
    open_hub: HubOpener,
    on_progress: ProgressListener,
) -> None:
    """Fetch a model's files into a folder that appears, or is replaced, when all are right.

    Raises:
        DownloadFailed: they did not come, or not as they should be; what came is kept.
    """
    partial = target.with_name(target.name + _PARTIAL)
    try:
        with locked(target.parent), open_hub() as hub:
            snapshot = hub.snapshot(source.repository, source.revision)
            wanted = _choose(source, snapshot)
            _prepare(partial, snapshot.commit)
            counter = Counter(key, sum(file.size_bytes for file in wanted), on_progress)
            _require_space(partial, wanted)
            fetch = _Fetch(hub, source, snapshot.commit, partial, counter)
            files = tuple(fetch.file(file) for file in wanted)
            finish_folder(
                partial,
                Manifest(
                    files=files,
                    origin=source.repository,
                    commit=snapshot.commit,
                    licence=snapshot.licence,
                ),
            )
            (partial / _COMMIT_FILE).unlink()
            put_in_place(partial, target)
    except OSError as error:
        raise DownloadFailed(
            f"{key} cannot be put into {target}: {error.strerror}. Make room there, or choose"
            " another folder with TULKKI_DATA_DIR; what has arrived is kept"
        ) from error


class _Fetch:
    """Brings the files of one commit into a folder."""

    def __init__(
        self, hub: Hub, source: HubSource, commit: str, folder: Path, counter: Counter
    ) -> None:
        self._hub = hub
        self._source = source
        self._commit = commit
        self._folder = folder
        self._counter = counter

    def file(self, remote: RemoteFile) -> ModelFile:
        """Fetch one file, or find it whole from an earlier try."""
        path = self._folder / remote.name
        part = path.with_name(path.name + _PART)
        if path.is_file():
            path.rename(part)  # whole, as it seemed then: it is checked again
        resumed = part.is_file()
        sha256, fault = self._complete(remote, part)
        if fault and resumed:  # perhaps by what was there before
            self._counter.add(-remote.size_bytes)
            sha256, fault = self._complete(remote, part)
        if fault:
            raise DownloadFailed(
                f"{self._source.repository}: {remote.name} arrived damaged: {fault}. It was"
                " deleted. Run the command again; if this goes on, something between this machine"
                " and the hub changes files"
            )
        part.rename(path)
        return _model_file(remote, sha256)

    def _complete(self, remote: RemoteFile, part: Path) -> tuple[str, str]:
        """Download the rest; returns the checksum, and what is wrong with it or nothing."""
        if part.is_file():
            self._counter.add(min(part.stat().st_size, remote.size_bytes))
        self._hub.download(self._source.repository, self._commit, remote, part, self._counter)
        sha256, git_blob = _digests(part)
        fault = self._fault(remote, sha256, git_blob)
        if fault:
            part.unlink()
        return sha256, fault

    def _fault(self, remote: RemoteFile, sha256: str, git_blob: str) -> str:
        expected = self._source.sha256.get(remote.name, remote.sha256)
        if expected is not None:
            return "" if sha256 == expected else f"expected sha256 {expected}, found {sha256}"
        if git_blob != remote.git_blob:
            return f"expected git blob {remote.git_blob}, found {git_blob}"
        return ""


def _choose(source: HubSource, snapshot: Snapshot) -> list[RemoteFile]:
    """Of what the repository has, what the model needs."""
    there = {file.name: file for file in snapshot.files}
    chosen: list[RemoteFile] = []
    for wanted in source.files:
        name = next((name for name in wanted.names if name in there), None)
        if name is not None:
            chosen.append(there[name])
        elif wanted.required:
            raise DownloadFailed(
                f"{source.repository} at {snapshot.commit} has no {' or '.join(wanted.names)}"
            )
    for file in chosen:
        known = source.sha256.get(file.name, file.sha256)
        if file.sha256 is not None and file.sha256 != known:
            raise DownloadFailed(
                f"{source.repository}: the hub has another {file.name} (sha256 {file.sha256}) than"
                f" the catalog names ({known}). Nothing was fetched"
            )
    return chosen


def _prepare(partial: Path, commit: str) -> None:
    """Keep what an earlier try left of the same commit; forget all else."""
    mark = partial / _COMMIT_FILE
    if partial.is_dir() and not (mark.is_file() and mark.read_text() == commit):
        shutil.rmtree(partial)
    partial.mkdir(exist_ok=True)
    mark.write_text(commit)


def _require_space(partial: Path, files: list[RemoteFile]) -> None:
    there = sum(path.stat().st_size for path in partial.iterdir())
    missing = sum(file.size_bytes for file in files) - there
    free = shutil.disk_usage(partial).free
    if missing > free:
        raise DownloadFailed(
            f"{partial.parent} has {free / 1e6:,.0f} MB free, and {missing / 1e6:,.0f} MB are to"
            " come. Make room there, or choose another folder with TULKKI_DATA_DIR"
        )


def _model_file(remote: RemoteFile, sha256: str) -> ModelFile:
    return ModelFile(name=remote.name, size_bytes=remote.size_bytes, sha256=sha256)


def _digests(path: Path) -> tuple[str, str]:
    sha256 = hashlib.sha256()
    git_blob = hashlib.sha1(b"blob %d\0" % path.stat().st_size, usedforsecurity=False)
    for block in blocks(path):
        sha256.update(block)
        git_blob.update(block)
    return sha256.hexdigest(), git_blob.hexdigest()
