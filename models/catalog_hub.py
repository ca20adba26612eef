"""A Hugging Face hub, or a mirror of one, over HTTP: what a repository has, and its files.

Plain range requests do what is wanted here and the hub's own client does not: every file is
compared with the checksum that the hub keeps of it, a cut connection goes on where it was cut, and
a fault is told in words. Proxies and certificates come from the environment, as for any program
(``HTTPS_PROXY``, ``NO_PROXY``, ``SSL_CERT_FILE``); so do ``HF_ENDPOINT`` and ``HF_TOKEN``.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

import httpx

from models.catalog_errors import CatalogInvalid, DownloadFailed
from models.catalog_fetch import RemoteFile, Snapshot
from models.catalog_files import Counter
from models.catalog_reader import HUB
from models.catalog_table import Table

Wait = Callable[[float], object]

_TIMEOUT: Final = httpx.Timeout(60.0, connect=15.0)
_PAUSES_S: Final = (1.0, 2.0, 4.0, 8.0)
"""Between tries that bring nothing, in seconds."""
_LONGEST_PAUSE_S: Final = 60.0
_OK: Final = 200
_PARTIAL_CONTENT: Final = 206
_REFUSED: Final = frozenset({401, 403})
_NOT_FOUND: Final = 404
_RANGE_NOT_SATISFIABLE: Final = 416
_PASSING: Final = frozenset({408, 429, 500, 502, 503, 504})


class _Interrupted(Exception):
    """Worth another try; the message says what happened."""

    def __init__(self, message: str, *, pause_s: float = 0.0) -> None:
        super().__init__(message)
        self.pause_s = pause_s


class HttpHub:
    """A ``Hub`` over HTTP.

    Args:
        client: follows redirects.
        endpoint: the hub's address.
        wait: waits so many seconds between tries.
    """

    def __init__(self, client: httpx.Client, endpoint: str, *, wait: Wait) -> None:
        self._client = client
        self._endpoint = endpoint.rstrip("/")
        self._wait = wait

    def snapshot(self, repository: str, revision: str) -> Snapshot:
        """Ask what a repository has; see ``Hub``."""
        url = f"{self._endpoint}/api/models/{repository}/revision/{quote(revision, safe='')}"
        what = f"{repository} at revision {revision}"
        tries = _Tries(what, self._endpoint, self._wait)
        while True:
            try:
                answer = self._client.get(url, params={"blobs": "true"})
                self._check(answer, what)
                return _snapshot(Table.of(url, answer.json()))
            except (ValueError, CatalogInvalid) as error:
                raise DownloadFailed(f"{url} does not answer as a hub does: {error}") from error
            except (httpx.RequestError, _Interrupted) as error:
                tries.again(error)

    def download(
        self, repository: str, commit: str, file: RemoteFile, target: Path, counter: Counter
    ) -> None:
        """Bring a file to its full size; see ``Hub``."""
        url = f"{self._endpoint}/{repository}/resolve/{commit}/{quote(file.name)}"
        what = f"{file.name} of {repository}"
        tries = _Tries(what, self._endpoint, self._wait)
        target.touch()
        while (size := target.stat().st_size) != file.size_bytes:
            try:
                self._go_on(url, what, file.size_bytes, target, counter)
            except (httpx.RequestError, _Interrupted) as error:
                tries.again(error, progress=target.stat().st_size > size)

    def _go_on(self, url: str, what: str, size_bytes: int, target: Path, counter: Counter) -> None:
        """Ask for what is missing of a file, and append it."""
        have = target.stat().st_size
        if have > size_bytes:
            have = _empty(target, size_bytes, counter)
        headers = {"Range": f"bytes={have}-", "Accept-Encoding": "identity"}
        with self._client.stream("GET", url, headers=headers) as answer:
            if answer.status_code == _RANGE_NOT_SATISFIABLE:
                _empty(target, have, counter)
                raise _Interrupted("the hub has another size of it than it says")
            self._check(answer, what)
            if answer.status_code == _OK and have:  # this server knows no ranges
                have = _empty(target, have, counter)
            with target.open("ab") as output:
                # As it arrives: blocks of a size of ours would be lost when the connection is.
                for block in answer.iter_raw():
                    wanted = block[: size_bytes - have]
                    output.write(wanted)
                    have += len(wanted)
                    counter.add(len(wanted))
        if have < size_bytes:
            raise _Interrupted("the connection ended early")

    def _check(self, answer: httpx.Response, what: str) -> None:
        status = answer.status_code
        if status in {_OK, _PARTIAL_CONTENT}:
            return
        if status in _PASSING:
            raise _Interrupted(f"the hub answered {status}", pause_s=_retry_after(answer))
        if status in _REFUSED:
            raise DownloadFailed(
                f"{self._endpoint} does not give {what} to everybody ({status}). Accept its terms"
                " on the hub, set HF_TOKEN to a token that may read it, and run the command again"
            )
        if status == _NOT_FOUND:
            raise DownloadFailed(
                f"{self._endpoint} has no {what} ({status}). Check HF_ENDPOINT, if it is set;"
                " otherwise the catalog is wrong: look for another version of Tulkki"
            )
        raise DownloadFailed(f"{self._endpoint} answered {status} when asked for {what}")


class _Tries:
    """Counts the tries that brought nothing, and waits between them."""

    def __init__(self, what: str, endpoint: str, wait: Wait) -> None:
        self._what = what
        self._endpoint = endpoint
        self._wait = wait
        self._pauses = list(_PAUSES_S)

    def again(self, error: Exception, *, progress: bool = False) -> None:
        """Wait for the next try.

        Raises:
            DownloadFailed: there were enough.
        """
        if progress:
            self._pauses = list(_PAUSES_S)
        if not self._pauses:
            raise DownloadFailed(
                f"{self._endpoint} did not give {self._what}: {error}. Tried"
                f" {len(_PAUSES_S) + 1} times. Check the network, and HTTPS_PROXY where there is a"
                " proxy, and run the command again: it goes on from what has arrived"
            ) from error
        asked_s = error.pause_s if isinstance(error, _Interrupted) else 0.0
        self._wait(min(max(self._pauses.pop(0), asked_s), _LONGEST_PAUSE_S))


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
    headers = {"User-Agent": "tulkki"} | ({"Authorization": f"Bearer {token}"} if token else {})
    try:
        client = httpx.Client(headers=headers, timeout=_TIMEOUT, follow_redirects=True)
    except (ValueError, ImportError, OSError, httpx.InvalidURL) as error:
        raise DownloadFailed(
            f"a proxy or SSL_CERT_FILE of the environment cannot be used: {error}"
        ) from error
    with client:
        yield HttpHub(client, endpoint, wait=wait or threading.Event().wait)


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


def _empty(target: Path, counted: int, counter: Counter) -> int:
    """Begin a file anew; returns its size."""
    with target.open("wb"):
        counter.add(-counted)
    return 0


def _retry_after(answer: httpx.Response) -> float:
    value = answer.headers.get("Retry-After", "")
    return float(value) if value.isdigit() else 0.0
