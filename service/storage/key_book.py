"""The API keys of this server: checked at every request, so that a revoked one ends at once."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial

from service.access.api_keys import (
    ApiKey,
    KeyRefused,
    Quota,
    QuotaSpent,
    Scope,
    Used,
    draw_key,
    id_of,
    month_of,
    seconds_left,
)
from service.storage import key_rows
from service.storage.database import Database
from service.storage.errors import KeyUnknown, StorageUnavailable

logger = logging.getLogger(__name__)


def utc_now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


class KeyBook:
    """Checks keys and counts what they use.

    Nothing is remembered between two requests: while the database does not answer, no key opens
    anything, and callers are told to come back.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def open(self, presented: str, scope: Scope) -> ApiKey:
        """The key that was presented.

        Raises:
            KeyRefused: there is no such key, or not any more.
            ScopeMissing: it may not be used for this.
            StorageUnavailable: the database does not answer.
        """
        key_id = id_of(presented)
        if key_id is None:
            raise KeyRefused
        key = await self._database.read(partial(key_rows.find, key_id=key_id))
        if key is None:
            raise KeyRefused
        key.check(presented, scope, self._clock())
        return key

    @asynccontextmanager
    async def spending(self, key: ApiKey, wanted: Used) -> AsyncIterator[None]:
        """Count what is used inside; what ends with an error was not used.

        Raises:
            QuotaSpent: that is more than the key may use in this month; nothing was counted.
            StorageUnavailable: the database does not answer.
        """
        now = self._clock()
        month = month_of(now)
        taken = partial(key_rows.take, key=key, month=month, wanted=wanted)
        if not await self._database.write(taken):
            raise QuotaSpent(seconds_left(now))
        try:
            yield
        except Exception:
            await self._give_back(key, month, wanted)
            raise

    async def every(self) -> list[tuple[ApiKey, Used]]:
        """All keys, the newest first, with what they used in this month.

        Raises:
            StorageUnavailable: the database does not answer.
        """
        month = month_of(self._clock())
        return await self._database.read(partial(key_rows.every, month=month))

    async def make(
        self, name: str, scopes: frozenset[Scope], expires: datetime | None, quota: Quota
    ) -> tuple[ApiKey, str]:
        """A new key, and its text, which cannot be had again.

        Raises:
            KeyInvalid: a field does not fit.
            StorageUnavailable: nothing was kept.
        """
        now = self._clock()
        draw = partial(draw_key, name, scopes, now, expires=expires, quota=quota)
        return await self._database.write(partial(key_rows.make, draw=draw))

    async def revoke(self, key_id: str) -> None:
        """End a key, from the next request on.

        Raises:
            KeyUnknown: there is none of this id.
            StorageUnavailable: nothing was changed.
        """
        revoked = partial(key_rows.revoke, key_id=key_id, now=self._clock())
        if not await self._database.write(revoked):
            raise KeyUnknown("There is no key of this name.")

    async def _give_back(self, key: ApiKey, month: str, unused: Used) -> None:
        try:
            await self._database.write(
                partial(key_rows.give_back, key=key, month=month, unused=unused)
            )
        except StorageUnavailable as error:  # what ended the request matters more
            logger.error("%s: key %s was charged for a request that failed", error.code, key.id)
