"""A model hub on loopback: real sockets, ranges, redirects to a file store, faults on demand."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

COMMIT: Final = "c0ffee" + "0" * 34

LARGE: Final = (".bin", ".safetensors", ".spm")
"""Names of files that are kept in the file store, with a SHA-256."""


@dataclass(frozen=True, kw_only=True)
class Cut:
    """The connection breaks after so many bytes of the body."""

    after_bytes: int


@dataclass(frozen=True, kw_only=True)
class Status:
    """An answer without the file."""

    code: int
    retry_after: str = ""


@dataclass(frozen=True, kw_only=True)
class Changed:
    """The file comes with its first byte changed, as a broken cache would send it."""


@dataclass(frozen=True, kw_only=True)
class NoRanges:
    """The whole file comes, whatever was asked for."""


Fault = Cut | Status | Changed | NoRanges


@dataclass(frozen=True, kw_only=True)
class Request:
    """What a client asked."""

    path: str
    range: str
    authorization: str
    host: str


@dataclass(kw_only=True)
class FakeHub:
    """What the hub has, and what is to go wrong next."""

    repositories: dict[str, dict[str, bytes]] = field(default_factory=dict)
    commit: str = COMMIT
    """The newest one."""
    older: set[str] = field(default_factory=set)
    """Commits that are there as well, with the same files."""
    licence: str = "apache-2.0"
    token: str = ""
    """What clients must show; nothing for everybody."""
    url: str = ""
    store_url: str = ""
    """Another origin, where large files are."""
    requests: list[Request] = field(default_factory=list)
    page: bytes = b""
    """What answers a request for a list of files instead of it."""
    listing_faults: deque[Status] = field(default_factory=deque)
    """What answers the next requests for the list of files."""
    faults: defaultdict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    """By file name, what happens to the next requests for it."""
    plain: dict[str, bytes] = field(default_factory=dict)
    """Files at addresses of their own, ``<url>/files/<name>``."""
    claimed_sha256: dict[str, str] = field(default_factory=dict)
    """By file name, what the list says instead of the truth."""

    def listing(self, repository: str, revision: str) -> bytes:
        """What the hub says of a repository."""
        if self.page:
            return self.page
        files = self.repositories[repository]
        siblings = [self._sibling(name, data) for name, data in files.items()]
        tags = ["translation", f"license:{self.licence}"]
        sha = revision if revision in self.older else self.commit
        return json.dumps({"sha": sha, "tags": tags, "siblings": siblings}).encode()

    def has(self, commit: str) -> bool:
        """True for a commit that is there."""
        return commit == self.commit or commit in self.older

    def ranges(self, name: str) -> list[str]:
        """What ranges of a file were asked of where it is kept."""
        return [
            request.range
            for request in self.requests
            if request.path.endswith(f"/{name}")
            and (request.path.startswith(("/store/", "/files/")) or not name.endswith(LARGE))
        ]

    def _sibling(self, name: str, data: bytes) -> dict[str, object]:
        blob = hashlib.sha1(b"blob %d\0%s" % (len(data), data), usedforsecurity=False)
        sibling: dict[str, object] = {
            "rfilename": name,
            "size": len(data),
            "blobId": blob.hexdigest(),
        }
        if name.endswith(LARGE):
            sha256 = self.claimed_sha256.get(name, hashlib.sha256(data).hexdigest())
            sibling["lfs"] = {"sha256": sha256, "size": len(data), "pointerSize": 130}
        return sibling


@contextmanager
def running_hub() -> Iterator[FakeHub]:
    """Serve a hub until the block ends."""
    hub = FakeHub()

    class Handler(_Handler):
        pass

    Handler.hub = hub
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        hub.url = f"http://127.0.0.1:{server.server_port}"
        hub.store_url = f"http://localhost:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield hub
        finally:
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    hub: FakeHub
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        # A proxy is asked with the whole address.
        path = re.sub(r"^https?://[^/]+", "", self.path)
        self.hub.requests.append(
            Request(
                path=path,
                range=self.headers.get("Range", ""),
                authorization=self.headers.get("Authorization", ""),
                host=self.headers.get("Host", ""),
            )
        )
        stored = path.startswith("/store/")
        if plain := re.match(r"/files/([^/]+)$", path):
            self._give_plain(plain[1])
        elif self.hub.token and not stored and f"Bearer {self.hub.token}" not in str(self.headers):
            self._answer(401)
        elif listing := re.match(r"/api/models/([^/]+/[^/]+)/revision/([^/]+)\?blobs=true$", path):
            self._list(listing[1], listing[2])
        elif file := re.match(r"/(?:store/)?([^/]+/[^/]+)/resolve/([0-9a-f]+)/([^/]+)$", path):
            self._give(path, file[1], file[2], file[3], stored=stored)
        else:
            self._answer(404)

    def _list(self, repository: str, revision: str) -> None:
        if self.hub.listing_faults:
            fault = self.hub.listing_faults.popleft()
            self._answer(fault.code, retry_after=fault.retry_after)
        elif repository not in self.hub.repositories or not (
            revision == "main" or self.hub.has(revision)
        ):
            self._answer(404)
        else:
            self._answer(200, self.hub.listing(repository, revision))

    def _give(self, path: str, repository: str, commit: str, name: str, *, stored: bool) -> None:
        data = self.hub.repositories.get(repository, {}).get(name)
        if data is None or not self.hub.has(commit):
            self._answer(404)
        elif name.endswith(LARGE) and not stored:
            self.send_response(302)
            self.send_header("Location", f"{self.hub.store_url}/store{path}")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            faults = self.hub.faults[name]
            self._give_data(data, faults.popleft() if faults else None)

    def _give_plain(self, name: str) -> None:
        if name not in self.hub.plain:
            self._answer(404)
        else:
            faults = self.hub.faults[name]
            self._give_data(self.hub.plain[name], faults.popleft() if faults else None)

    def _give_data(self, data: bytes, fault: Fault | None) -> None:
        match fault:
            case Status(code=code, retry_after=retry_after):
                self._answer(code, retry_after=retry_after)
                return
            case Changed():
                data = bytes([data[0] ^ 1]) + data[1:]
            case _:
                pass
        start = 0 if fault == NoRanges() else self._range_start()
        if start and start >= len(data):
            self._answer(416)
            return
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        self.send_header("Content-Length", str(len(data) - start))
        self.end_headers()
        body = data[start:]
        if isinstance(fault, Cut):
            body = body[: fault.after_bytes]
            self.close_connection = True
        self.wfile.write(body)

    def _range_start(self) -> int:
        match = re.match(r"bytes=(\d+)-", self.headers.get("Range", ""))
        return int(match[1]) if match else 0

    def _answer(self, code: int, body: bytes = b"", *, retry_after: str = "") -> None:
        self.send_response(code)
        if retry_after:
            self.send_header("Retry-After", retry_after)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""
