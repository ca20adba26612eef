"""The pages of the web client."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse, RedirectResponse

PAGES = ("desk", "display", "join", "copy", "admin", "poster")


def build_router(web_root: Path) -> APIRouter:
    """Routes for the pages in ``web_root``."""
    # Reads files, so now and not on the event loop; a machine's own table may call scripts text,
    # which browsers would refuse to run.
    mimetypes.init()
    mimetypes.add_type("text/javascript", ".js")
    router = APIRouter(include_in_schema=False)

    def page(name: str) -> None:
        @router.get(f"/{name}", name=name)
        async def show() -> FileResponse:
            return FileResponse(web_root / f"{name}.html")

    for name in PAGES:
        page(name)

    @router.get("/")
    async def home() -> RedirectResponse:
        return RedirectResponse("/desk")

    return router
