"""The desks, as staff see them."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from service.api.errors import ErrorAnswer
from service.api.guards import check_staff
from service.api.state import ServicesDep
from service.storage.desk import Desk, RetentionHours

router = APIRouter(tags=["conversations"])


class DeskOut(BaseModel):
    """A desk at which conversations can be opened."""

    slug: str
    name: str
    pair: tuple[str, str] | None
    """Languages of staff and client that are proposed."""
    handover_contact: str
    handover_phone: str
    handover_reasons: tuple[str, ...]
    retention_h: RetentionHours
    phrase_set: str

    @classmethod
    def of(cls, desk: Desk) -> DeskOut:
        """What staff need to know of a desk."""
        return cls(
            slug=desk.slug,
            name=desk.name,
            pair=(desk.pair.source, desk.pair.target) if desk.pair else None,
            handover_contact=desk.handover_contact,
            handover_phone=desk.handover_phone,
            handover_reasons=desk.handover_reasons,
            retention_h=desk.retention_h,
            phrase_set=desk.phrase_set,
        )


@router.get("/desks", dependencies=[Depends(check_staff)], responses={401: {"model": ErrorAnswer}})
async def list_desks(services: ServicesDep) -> list[DeskOut]:
    """All desks, by name."""
    return [DeskOut.of(desk) for desk in await services.desks.every()]
