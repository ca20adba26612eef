"""The desks as conversations need them: a database that fails does not stop a visit."""

from __future__ import annotations

import logging
from functools import partial

from service.storage import desk_rows
from service.storage.database import Database
from service.storage.desk import Desk
from service.storage.errors import DeskUnknown, StorageUnavailable

logger = logging.getLogger(__name__)


class DeskBook:
    """Looks desks up, and remembers how it last saw them.

    While the database does not answer, conversations open with what is remembered, and the log
    says so: a visit matters more than a setting that changed in the last minutes. ``load`` fills
    the memory at the start.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._remembered: dict[str, Desk] = {}

    async def load(self) -> None:
        """Read all desks.

        Raises:
            StorageUnavailable: the database does not answer.
        """
        await self._read_all()

    async def find(self, slug: str) -> Desk:
        """The desk of this slug.

        Raises:
            DeskUnknown: there is none.
        """
        try:
            desk = await self._database.read(partial(desk_rows.find, slug=slug))
        except StorageUnavailable as error:
            self._say_stale(error)
            desk = self._remembered.get(slug)
        else:
            self._note(slug, desk)
        if desk is None:
            raise DeskUnknown("There is no desk of this name.")
        return desk

    async def every(self) -> list[Desk]:
        """All desks, by name."""
        try:
            return await self._read_all()
        except StorageUnavailable as error:
            self._say_stale(error)
            return sorted(self._remembered.values(), key=lambda desk: (desk.name, desk.slug))

    async def _read_all(self) -> list[Desk]:
        desks = await self._database.read(desk_rows.every)
        self._remembered = {desk.slug: desk for desk in desks}
        return desks

    def _note(self, slug: str, desk: Desk | None) -> None:
        if desk is None:
            self._remembered.pop(slug, None)
        else:
            self._remembered[slug] = desk

    def _say_stale(self, error: StorageUnavailable) -> None:
        logger.warning("%s: desks are as they were last seen", error.code)
