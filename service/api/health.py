"""For those who watch the server: alive, and ready."""

from __future__ import annotations

from fastapi import APIRouter, Response
from pydantic import BaseModel

from service.api.state import ServicesDep

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """One word."""

    status: str


@router.get("/healthz")
async def alive() -> Health:
    """The process answers."""
    return Health(status="ok")


@router.get("/readyz", responses={503: {"model": Health}})
async def ready(services: ServicesDep, response: Response) -> Health:
    """Models are loaded and warm, and the server is not going down."""
    if services.conversations.closing:
        response.status_code = 503
        return Health(status="closing")
    if not services.engine.ready:
        response.status_code = 503
        return Health(status="loading")
    return Health(status="ready")
