"""The files of the web client, its scripts without comments and blanks.

What stands in the repository is what browsers run, less what only people read: that is two fifths
of it, on counters whose lines are slow. Nothing is built ahead: a script is slimmed when it is
first asked for, and again after it has changed on disk.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

import rjsmin
from anyio import to_thread
from fastapi.staticfiles import StaticFiles
from starlette.responses import FileResponse, Response
from starlette.types import Scope

_SCRIPT: Final = "text/javascript"
_MOST_SCRIPTS: Final = 1024
"""Many times as many as there are: files that changed while the service runs stay a while."""


class WebFiles(StaticFiles):
    """A folder of the web client; validators (ETag, Last-Modified) are those of its files."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, or that it has not changed."""
        answer = await super().get_response(path, scope)
        if not isinstance(answer, FileResponse) or answer.media_type != _SCRIPT:
            return answer
        if answer.stat_result is None:
            raise RuntimeError("a file is served without having been looked at")
        changed_at_ns = answer.stat_result.st_mtime_ns
        content = await to_thread.run_sync(_read_slim, Path(answer.path), changed_at_ns)
        kept = {name: answer.headers[name] for name in ("etag", "last-modified")}
        return Response(content, headers=kept, media_type=_SCRIPT)


def slim(script: str) -> str:
    """The same program without comments, and without blanks that mean nothing.

    The library reads a template inside another template as plain code; a test holds our
    scripts to what it understands.
    """
    return str(rjsmin.jsmin(script))


@lru_cache(maxsize=_MOST_SCRIPTS)
def _read_slim(script: Path, changed_at_ns: int) -> bytes:
    del changed_at_ns  # part of the key: a changed file is read again
    return slim(script.read_text("utf-8")).encode()
