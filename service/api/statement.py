"""The accessibility statement: a page without scripts, with the contact that the operator sets."""

from __future__ import annotations

from html import escape
from pathlib import Path
from string import Template
from typing import Final

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

AT_THE_DESK: Final = {
    "contact_fi": "palvelupisteessä, jossa käytit tätä palvelua",
    "contact_sv": "vid disken där du använde tjänsten",
    "contact_en": "at the desk where you used this service",
}
"""Whom to tell where the operator has named nobody."""


def build_router(web_root: Path, contact: str) -> APIRouter:
    """The route of the statement in ``web_root``; ``contact`` is plain text or empty."""
    page = Template((web_root / "accessibility.html").read_text(encoding="utf-8"))
    told = dict.fromkeys(AT_THE_DESK, escape(contact)) if contact else AT_THE_DESK
    written = page.substitute(told)
    router = APIRouter(include_in_schema=False)

    @router.get("/accessibility")
    async def show() -> HTMLResponse:
        return HTMLResponse(written)

    return router
