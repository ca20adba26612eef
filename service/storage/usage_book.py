"""Keeps counters; a database that fails disturbs no conversation."""

from __future__ import annotations

import logging
from collections import deque
from functools import partial
from typing import Final

from service.storage import usage_rows
from service.storage.database import Database
from service.storage.errors import StorageUnavailable
from service.usage.visit import Visit

logger = logging.getLogger(__name__)

_MOST_WAITING: Final = 1_000
"""Visits that wait for a database that does not answer; the oldest go first."""


class UsageBook:
    """Writes visits down, in the order in which they end.

    What cannot be written waits in memory for the next visit; the log says so.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: deque[Visit] = deque(maxlen=_MOST_WAITING)
        self._writing = False

    async def keep(self, visit: Visit) -> None:
        """Write a visit down, with those that wait. Does not fail."""
        self._waiting.append(visit)
        if self._writing:  # whoever writes takes this one along
            return
        self._writing = True
        try:
            while self._waiting:
                await self._write(list(self._waiting))
        except StorageUnavailable as error:
            logger.error("%s: the counters of %d visits wait", error.code, len(self._waiting))
        finally:
            self._writing = False

    async def _write(self, batch: list[Visit]) -> None:
        await self._database.write(partial(usage_rows.add_visits, several=batch))
        for written in batch:
            if self._waiting and self._waiting[0] is written:
                self._waiting.popleft()
