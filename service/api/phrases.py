"""What staff can show with one tap."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from service.api.errors import ApiError, ErrorAnswer
from service.api.guards import HostDep, check_staff
from service.api.state import ServicesDep
from service.phrases.book import UnknownPhraseSet

router = APIRouter(
    prefix="/conversations",
    tags=["conversations"],
    dependencies=[Depends(check_staff)],
    responses={
        401: {"model": ErrorAnswer},
        404: {"model": ErrorAnswer},
    },
)


class PhraseOut(BaseModel):
    """A ready phrase or a card."""

    id: str
    """What ``show`` on the stream takes."""
    texts: dict[str, str]
    """What people wrote, by language; readers of others get a translation."""


class PhraseGroupOut(BaseModel):
    """Phrases that belong together."""

    id: str
    """``opening``, ``card``, or for example ``identity``."""
    phrases: list[PhraseOut]


@router.get("/{conversation}/phrases")
async def list_phrases(host: HostDep, services: ServicesDep) -> list[PhraseGroupOut]:
    """The ready phrases and cards of the desk at which the conversation is."""
    try:
        groups = services.phrases.of_set(host.desk.phrase_set)
    except UnknownPhraseSet as error:
        text = f"The desk asks for the phrases {error}, which this server does not have."
        raise ApiError(404, "unknown_phrase_set", text) from None
    return [
        PhraseGroupOut(
            id=group.id,
            phrases=[PhraseOut(id=one.id, texts=dict(one.texts)) for one in group.phrases],
        )
        for group in groups
    ]
