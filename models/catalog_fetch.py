"""Fetches a model from a repository of a hub into its folder."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from models.catalog_arrivals import (
    Digests,
    Wanted,
    arrive,
    arriving,
    prepare,
    require_space,
    wrong_sha256,
)
from models.catalog_entries import HubSource, ModelFile
from models.catalog_errors import DownloadFailed
from models.catalog_files import Counter, ProgressListener, put_in_place
from models.catalog_manifest import Manifest, finish_folder
from models.catalog_network import Network, RemoteFile, Snapshot


def fetch_repository(
    key: str, source: HubSource, target: Path, network: Network, on_progress: ProgressListener
) -> None:
    """Fetch a model's files into a folder that appears, or is replaced, when all are right.

    Raises:
        DownloadFailed: they did not come, or not as they should be; what came is kept.
    """
    with arriving(key, target) as folder, network.open_hub() as hub:
        snapshot = hub.snapshot(source.repository, source.revision)
        files = _choose(source, snapshot)
        prepare(folder, snapshot.commit)
        needed_bytes = sum(file.size_bytes for file in files)
        require_space(folder, needed_bytes)
        counter = Counter(key, needed_bytes, on_progress)
        wanted = [
            Wanted(
                name=file.name,
                size_bytes=file.size_bytes,
                bring=partial(hub.download, source.repository, snapshot.commit, file),
                fault=partial(_fault, source, file),
            )
            for file in files
        ]
        digests = arrive(source.repository, wanted, folder, counter)
        manifest = Manifest(
            files=tuple(
                ModelFile(name=file.name, size_bytes=file.size_bytes, sha256=found.sha256)
                for file, found in zip(files, digests, strict=True)
            ),
            origin=source.repository,
            commit=snapshot.commit,
            licence=snapshot.licence,
        )
        finish_folder(folder, manifest)
        put_in_place(folder, target)


def _fault(source: HubSource, file: RemoteFile, found: Digests) -> str:
    expected = source.sha256.get(file.name, file.sha256)
    if expected is not None:
        return wrong_sha256(expected, found)
    if found.git_blob != file.git_blob:
        return f"expected git blob {file.git_blob}, found {found.git_blob}"
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
