"""Administrators make API keys, see what they use, and revoke them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response
from pydantic import AwareDatetime, BaseModel, ConfigDict

from service.access.api_keys import (
    ID_PATTERN,
    ApiKey,
    KeyInvalid,
    Quota,
    Scope,
    State,
    Used,
    month_of,
)
from service.api.errors import ApiError, ErrorAnswer
from service.api.guards import AdminInPersonOnly, check_admin_session
from service.api.state import ServicesDep
from service.storage.key_book import utc_now

router = APIRouter(
    prefix="/admin/api/keys",
    tags=["admin"],
    responses={
        401: {"model": ErrorAnswer},
        403: {"model": ErrorAnswer},
        503: {"model": ErrorAnswer},
    },
)
KeyId = Annotated[str, Path(pattern=ID_PATTERN)]


class NewKey(BaseModel):
    """A key that is to be made."""

    model_config = ConfigDict(extra="forbid")

    name: str
    scopes: frozenset[Scope]
    expires: AwareDatetime | None = None
    """None for never."""
    characters_per_month: int | None = None
    """None for no bound."""


class KeyOut(BaseModel):
    """A key, but for its secret."""

    id: str
    shown: str
    """Its beginning, as it stands where it is used."""
    name: str
    scopes: list[Scope]
    created: datetime
    expires: datetime | None
    state: State
    characters_per_month: int | None
    characters_used: int
    """In this month."""

    @classmethod
    def of(cls, key: ApiKey, used: Used, now: datetime) -> KeyOut:
        """All that may be told of a key."""
        return cls(
            id=key.id,
            shown=key.shown,
            name=key.name,
            scopes=sorted(key.scopes),
            created=key.created,
            expires=key.expires,
            state=key.state(now),
            characters_per_month=key.quota.characters,
            characters_used=used.characters,
        )


class AllKeys(BaseModel):
    """All keys, the newest first."""

    keys: list[KeyOut]
    month: str
    """What was used is told for this month, in UTC."""
    required: bool
    """False: texts are translated for anybody, too."""


class MadeKey(BaseModel):
    """A new key."""

    key: KeyOut
    secret: str
    """The whole of it, told this once."""


@router.get("", dependencies=[Depends(check_admin_session)])
async def read_keys(services: ServicesDep) -> AllKeys:
    """All keys, and what they used in this month."""
    now = utc_now()
    kept = await services.keys.every()
    return AllKeys(
        keys=[KeyOut.of(key, used, now) for key, used in kept],
        month=month_of(now),
        required=services.settings.keys_required,
    )


@router.post(
    "", status_code=201, dependencies=AdminInPersonOnly, responses={422: {"model": ErrorAnswer}}
)
async def make_key(body: NewKey, services: ServicesDep) -> MadeKey:
    """Make a key; its secret is told in this answer only."""
    try:
        quota = Quota(characters=body.characters_per_month)
        key, secret = await services.keys.make(body.name, body.scopes, body.expires, quota)
    except KeyInvalid as error:
        raise ApiError(422, "key_invalid", str(error)) from None
    return MadeKey(key=KeyOut.of(key, Used(), utc_now()), secret=secret)


@router.delete(
    "/{key}",
    status_code=204,
    dependencies=AdminInPersonOnly,
    responses={404: {"model": ErrorAnswer}},
)
async def revoke_key(key: KeyId, services: ServicesDep) -> Response:
    """Revoke a key: it opens nothing from the next request on."""
    await services.keys.revoke(key)
    return Response(status_code=204)
