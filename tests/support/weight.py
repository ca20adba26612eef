"""What pages load, in a real browser."""

from __future__ import annotations

from urllib.parse import urlsplit

from browser import Watched

from benchmarks.page_weight import scripts_of

_STATIC = "/static/"


def unexpected_requests(watched: Watched) -> list[str]:
    """Requests to another host, and scripts that the page is not known to load."""
    first = urlsplit(watched.requests[0].url)
    known = scripts_of(first.path.removeprefix("/"))
    found = []
    for request in watched.requests:
        url = urlsplit(request.url)
        is_data = url.scheme in {"data", "blob"}
        script = url.path.removeprefix(_STATIC)
        if not is_data and url.netloc != first.netloc:
            found.append(f"{first.path} asks another host: {request.url}")
        elif request.resource_type == "script" and script not in known:
            found.append(f"{first.path} loads {script}, which nothing counts")
    return found


async def script_bytes(watched: Watched) -> dict[str, int]:
    """Bytes of the scripts that the page has loaded so far, uncompressed."""
    found = {}
    for request in watched.requests:
        if request.resource_type == "script":
            response = await request.response()
            assert response is not None
            path = urlsplit(request.url).path.removeprefix(_STATIC)
            found[path] = len(await response.body())
    return found
