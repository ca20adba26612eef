"""Fetches a model whose files have addresses of their own into its folder, and unpacks them.

What is checked is what comes: the size and checksum of a file as it lies at its address, packed
where it is. What it becomes is written down beside it, as for any model that was fetched.
"""

from __future__ import annotations

import gzip
import zlib
from functools import partial
from pathlib import Path
from typing import IO, Final

from models.catalog_arrivals import (
    Wanted,
    arrive,
    arriving,
    prepare,
    require_space,
    wrong_sha256,
)
from models.catalog_entries import ModelFile, WebFile, WebSource
from models.catalog_errors import DownloadFailed
from models.catalog_files import Counter, ProgressListener, describe_file, put_in_place
from models.catalog_manifest import Manifest, finish_folder
from models.catalog_network import Network

_BLOCK_BYTES: Final = 1 << 20


def fetch_files(
    key: str, source: WebSource, target: Path, network: Network, on_progress: ProgressListener
) -> None:
    """Fetch a model's files into a folder that appears, or is replaced, when all are right.

    Raises:
        DownloadFailed: they did not come, or not as they should be; what came is kept.
    """
    with arriving(key, target) as folder, network.open_web() as web:
        prepare(folder, source.mark)
        packed_bytes = sum(file.size_bytes for file in source.files)
        require_space(folder, packed_bytes + source.unpacked_bytes)
        wanted = [
            Wanted(
                name=file.arrives_as,
                size_bytes=file.size_bytes,
                bring=partial(web.download, file.address, file.size_bytes),
                fault=partial(wrong_sha256, file.sha256),
            )
            for file in source.files
        ]
        arrive(source.origin, wanted, folder, Counter(key, packed_bytes, on_progress))
        files = tuple(_unpacked(source, file, folder) for file in source.files)
        finish_folder(folder, Manifest(files=files, origin=source.origin))
        put_in_place(folder, target)


def _unpacked(source: WebSource, file: WebFile, folder: Path) -> ModelFile:
    path = folder / file.name
    if file.is_packed:
        packed = folder / file.arrives_as
        with gzip.open(packed) as stream, path.open("wb") as output:
            _copy(file, stream, output)
        packed.unlink()
    described = describe_file(path)
    if file.unpacked_sha256 and described.sha256 != file.unpacked_sha256:
        raise DownloadFailed(
            f"{file.address} holds another {file.name} (sha256 {described.sha256}) than the catalog"
            f" names ({file.unpacked_sha256}). Look for another version of Tulkki"
        )
    return described


def _copy(file: WebFile, stream: gzip.GzipFile, output: IO[bytes]) -> None:
    try:
        while block := stream.read(_BLOCK_BYTES):
            output.write(block)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise DownloadFailed(f"{file.address} cannot be unpacked: {error}") from error
