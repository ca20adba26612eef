"""What the catalog asks of the network, and the network for those who must not use it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Never, Protocol

from models.catalog_errors import DownloadFailed
from models.catalog_files import Counter


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


class Web(Protocol):
    """Where files have addresses of their own."""

    def download(self, address: str, size_bytes: int, target: Path, counter: Counter) -> None:
        """Bring a file to its full size, from the size it has.

        Raises:
            DownloadFailed: it did not come, after several tries.
            OSError: it cannot be written.
        """
        ...


@contextmanager
def network_denied() -> Iterator[Never]:
    """Neither a hub nor the web, for those who must not use the network."""
    raise DownloadFailed(
        "this model comes from the network, which is not to be used. Pull it on a machine that may,"
        " carry it here as a bundle, and run: tulkki models install BUNDLE"
    )
    yield  # never reached: it makes this a context manager


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """How connections are made, when they are needed."""

    open_hub: Callable[[], AbstractContextManager[Hub]] = network_denied
    open_web: Callable[[], AbstractContextManager[Web]] = network_denied


OFFLINE = Network()
"""For those who must not use it."""
