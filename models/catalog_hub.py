"""A Hugging Face hub, or a mirror of one, over HTTP: what a repository has, and its files.

Every file is compared with the checksum that the hub keeps of it. ``HF_ENDPOINT`` and ``HF_TOKEN``
of the environment count, as for the hub's own client.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

import httpx

from models.catalog_errors import CatalogInvalid, DownloadFailed
from models.catalog_files import Counter
from models.catalog_http import HttpPlace, Remedies, Wait, http_client, real_time
from models.catalog_network import RemoteFile, Snapshot
from models.catalog_reader import HUB
from models.catalog_table import Table

_REMEDIES: Final = Remedies(
    refused=(
        "Accept its terms on the hub, set HF_TOKEN to a token that may read it, and run the command"
        " again"
    ),
    not_found=(
        "Check HF_ENDPOINT, if it is set; otherwise the catalog is wrong: look for another version"
        " of Tulkki"
    ),
)


class HttpHub:
    """A ``Hub`` over HTTP.

    Args:
        client: follows redirects.
        endpoint: the hub's address.
        wait: waits so many seconds between tries.
    """

    def __init__(self, client: httpx.Client, endpoint: str, *, wait: Wait) -> None:
        self._endpoint = endpoint.rstrip("/")
        self._place = HttpPlace(client, self._endpoint, _REMEDIES, wait=wait)

    def snapshot(self, repository: str, revision: str) -> Snapshot:
        """Ask what a repository has; see ``Hub``."""
        url = f"{self._endpoint}/api/models/{repository}/revision/{quote(revision, safe='')}"
        what = f"{repository} at revision {revision}"
        answer = self._place.ask(url, what, {"blobs": "true"})
        try:
            return _snapshot(Table.of(url, answer.json()))
        except (ValueError, CatalogInvalid) as error:
            raise DownloadFailed(f"{url} does not answer as a hub does: {error}") from error

    def download(
        self, repository: str, commit: str, file: RemoteFile, target: Path, counter: Counter
    ) -> None:
        """Bring a file to its full size; see ``Hub``."""
        url = f"{self._endpoint}/{repository}/resolve/{commit}/{quote(file.name)}"
        self._place.bring(url, f"{file.name} of {repository}", file.size_bytes, target, counter)


@contextmanager
def hub_from_environment(
    environment: Mapping[str, str], *, wait: Wait | None = None
) -> Iterator[HttpHub]:
    """Connect to the hub that the environment names.

    Args:
        environment: ``HF_ENDPOINT`` and ``HF_TOKEN`` are read.
        wait: waits so many seconds; None for the real time.

    Raises:
        DownloadFailed: the endpoint is no address.
    """
    endpoint = environment.get("HF_ENDPOINT") or HUB
    if not endpoint.startswith(("https://", "http://")):
        raise DownloadFailed(f"HF_ENDPOINT is no address: {endpoint!r}")
    token = environment.get("HF_TOKEN")
    with http_client({"Authorization": f"Bearer {token}"} if token else {}) as client:
        yield HttpHub(client, endpoint, wait=wait or real_time())


def _snapshot(table: Table) -> Snapshot:
    licences = [tag for tag in table.texts("tags") if tag.startswith("license:")]
    return Snapshot(
        commit=table.text("sha"),
        licence=licences[0].removeprefix("license:") if licences else "",
        files=tuple(_remote_file(row) for row in table.tables("siblings")),
    )


def _remote_file(row: Table) -> RemoteFile:
    lfs = Table(row.place, row.table("lfs"))
    return RemoteFile(
        name=row.text("rfilename"),
        size_bytes=row.number("size"),
        sha256=lfs.text("sha256") if "sha256" in lfs else None,
        git_blob=row.text("blobId"),
    )
