"""What a printed poster leads to: the page on which a phone types the code of a visit.

Paper hangs for years and anybody may photograph it, so no secret stands on it: the address alone.
"""

from __future__ import annotations

from functools import lru_cache

from fastapi import APIRouter
from pydantic import BaseModel

from service.api.qr import qr_svg
from service.api.state import ServicesDep

router = APIRouter(tags=["readers"])


class PosterLink(BaseModel):
    """Where phones begin."""

    link: str
    qr_svg: str


@router.get("/poster/link")
async def poster_link(services: ServicesDep) -> PosterLink:
    """The address of the page for codes, as text and as a picture to scan."""
    return _link_of(services.base_url)


@lru_cache(maxsize=1)
def _link_of(base_url: str) -> PosterLink:
    link = f"{base_url}/join"
    return PosterLink(link=link, qr_svg=qr_svg(link))
