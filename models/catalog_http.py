"""Files over HTTP: gone on with where a connection was cut, tried again, and every fault in words.

Plain range requests do what is wanted here and the libraries of hubs do not. Proxies and
certificates come from the environment, as for any program (``HTTPS_PROXY``, ``NO_PROXY``,
``SSL_CERT_FILE``).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx

from models.catalog_errors import DownloadFailed
from models.catalog_files import Counter

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedies:
    """What a person can do about an answer."""

    refused: str
    """Where somebody may not have it."""
    not_found: str
    """Where it is not there."""


class HttpPlace:
    """A server that has files.

    Args:
        client: follows redirects.
        name: what messages call it.
        remedies: what they advise.
        wait: waits so many seconds between tries.
    """

    def __init__(self, client: httpx.Client, name: str, remedies: Remedies, *, wait: Wait) -> None:
        self._client = client
        self._name = name
        self._remedies = remedies
        self._wait = wait

    def ask(self, url: str, what: str, parameters: Mapping[str, str]) -> httpx.Response:
        """Get an answer that is small.

        Raises:
            DownloadFailed: there is none, after several tries.
        """
        tries = _Tries(what, self._name, self._wait)
        while True:
            try:
                answer = self._client.get(url, params=parameters)
                self._check(answer, what)
            except (httpx.RequestError, _Interrupted) as error:
                tries.again(error)
            else:
                return answer

    def bring(self, url: str, what: str, size_bytes: int, target: Path, counter: Counter) -> None:
        """Bring a file to its full size, from the size it has.

        Raises:
            DownloadFailed: it did not come, after several tries.
            OSError: it cannot be written.
        """
        tries = _Tries(what, self._name, self._wait)
        target.touch()
        while (size := target.stat().st_size) != size_bytes:
            try:
                self._go_on(url, what, size_bytes, target, counter)
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
                raise _Interrupted("it is not as large as it should be")
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
            raise _Interrupted(f"{self._name} answered {status}", pause_s=_retry_after(answer))
        if status in _REFUSED:
            raise DownloadFailed(
                f"{self._name} does not give {what} to everybody ({status}). "
                f"{self._remedies.refused}"
            )
        if status == _NOT_FOUND:
            raise DownloadFailed(
                f"{self._name} has no {what} ({status}). {self._remedies.not_found}"
            )
        raise DownloadFailed(f"{self._name} answered {status} when asked for {what}")


class HttpWeb:
    """A ``Web`` over HTTP. Nobody is shown a token.

    Args:
        client: follows redirects.
        wait: waits so many seconds between tries.
    """

    def __init__(self, client: httpx.Client, *, wait: Wait) -> None:
        self._client = client
        self._wait = wait

    def download(self, address: str, size_bytes: int, target: Path, counter: Counter) -> None:
        """Bring a file to its full size; see ``Web``."""
        url = httpx.URL(address)
        place = HttpPlace(
            self._client, f"{url.scheme}://{url.host}", _WEB_REMEDIES, wait=self._wait
        )
        place.bring(address, url.path.rpartition("/")[2], size_bytes, target, counter)


_WEB_REMEDIES: Final = Remedies(
    refused="Run the command again later, or from another network",
    not_found="It was taken away, or the catalog is wrong: look for another version of Tulkki",
)


@contextmanager
def web_from_environment(*, wait: Wait | None = None) -> Iterator[HttpWeb]:
    """Connect to the web as the environment says.

    Args:
        wait: waits so many seconds; None for the real time.

    Raises:
        DownloadFailed: its proxy or certificates cannot be used.
    """
    with http_client({}) as client:
        yield HttpWeb(client, wait=wait or real_time())


@contextmanager
def http_client(headers: Mapping[str, str]) -> Iterator[httpx.Client]:
    """A client that sends these headers.

    Raises:
        DownloadFailed: a proxy or the certificates of the environment cannot be used.
    """
    try:
        client = httpx.Client(
            headers={"User-Agent": "tulkki", **headers}, timeout=_TIMEOUT, follow_redirects=True
        )
    except (ValueError, ImportError, OSError, httpx.InvalidURL) as error:
        raise DownloadFailed(
            f"a proxy or SSL_CERT_FILE of the environment cannot be used: {error}"
        ) from error
    with client:
        yield client


def real_time() -> Wait:
    """Waits in earnest."""
    return threading.Event().wait


class _Tries:
    """Counts the tries that brought nothing, and waits between them."""

    def __init__(self, what: str, place: str, wait: Wait) -> None:
        self._what = what
        self._place = place
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
                f"{self._place} did not give {self._what}: {error}. Tried"
                f" {len(_PAUSES_S) + 1} times. Check the network, and HTTPS_PROXY where there is a"
                " proxy, and run the command again: it goes on from what has arrived"
            ) from error
        asked_s = error.pause_s if isinstance(error, _Interrupted) else 0.0
        self._wait(min(max(self._pauses.pop(0), asked_s), _LONGEST_PAUSE_S))


def _empty(target: Path, counted: int, counter: Counter) -> int:
    """Begin a file anew; returns its size."""
    with target.open("wb"):
        counter.add(-counted)
    return 0


def _retry_after(answer: httpx.Response) -> float:
    value = answer.headers.get("Retry-After", "")
    return float(value) if value.isdigit() else 0.0
