"""What staff can show with one tap."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from service.api.errors import ApiError, ErrorAnswer
from service.api.guards import HostDep, check_staff
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
    title: str
    """What the administrators call it; empty for those that come along, by whose ids pages know
    what to call them.
    """
    phrases: list[PhraseOut]


@router.get("/{conversation}/phrases")
async def list_phrases(host: HostDep) -> list[PhraseGroupOut]:
    """The ready phrases and cards of the desk at which the conversation is, as it began."""
    try:
        groups = host.phrases.of_set(host.desk.phrase_set) if host.phrases else ()
    except UnknownPhraseSet as error:
        text = f"The desk asks for the phrases {error}, which this server does not have."
        raise ApiError(404, "unknown_phrase_set", text) from None
    return [
        PhraseGroupOut(
            id=group.id,
            title=group.title,
            phrases=[PhraseOut(id=one.id, texts=dict(one.texts)) for one in group.phrases],
        )
        for group in groups
    ]
