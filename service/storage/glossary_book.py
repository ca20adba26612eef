"""The glossaries of this server: those that come along, which nobody changes, and its own."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from anyio import to_thread

from service.glossary.concepts import Concept, Glossary
from service.glossary.in_use import TermsOf, terms_of
from service.storage import glossary_rows
from service.storage.database import Database
from service.storage.errors import GlossaryShipped, GlossaryUnknown, StorageUnavailable

logger = logging.getLogger(__name__)


class GlossaryBook:
    """Finds glossaries and keeps them.

    A glossary that a desk names and that is not here, or cannot be read now, stops no visit: the
    conversation opens with what was last read of it, and the log says so.
    """

    def __init__(self, database: Database, shipped: Iterable[Glossary]) -> None:
        self._database = database
        self._shipped: Mapping[str, Glossary] = {one.name: one for one in shipped}
        self._remembered: dict[str, Glossary] = {}

    def is_shipped(self, name: str) -> bool:
        """True for those that come along."""
        return name in self._shipped

    async def every(self) -> list[Glossary]:
        """All glossaries; those that come along first.

        Raises:
            StorageUnavailable: the database does not answer.
        """
        return [*self._shipped.values(), *await self._database.read(glossary_rows.every)]

    async def find(self, name: str) -> Glossary:
        """The glossary of this name.

        Raises:
            GlossaryUnknown: there is none.
            StorageUnavailable: the database does not answer.
        """
        found = self._shipped.get(name) or await self._database.read(
            partial(glossary_rows.find, name=name)
        )
        if found is None:
            raise GlossaryUnknown(f"There is no glossary {name}.")
        return found

    async def put(self, glossary: Glossary) -> None:
        """Keep a glossary, in the place of the one that had its name.

        Raises:
            GlossaryShipped: it is one of those that come along.
            StorageUnavailable: nothing was kept.
        """
        self._refuse_shipped(glossary.name)
        await self._database.write(partial(glossary_rows.put, glossary=glossary))

    async def prepend(self, name: str, concept: Concept) -> None:
        """Put a concept first in a glossary, or begin one with it; raises as ``put`` does."""
        self._refuse_shipped(name)
        await self._database.write(partial(glossary_rows.prepend, name=name, concept=concept))

    async def remove(self, name: str) -> None:
        """Forget a glossary; raises as ``find`` and ``put`` do."""
        self._refuse_shipped(name)
        if not await self._database.write(partial(glossary_rows.remove, name=name)):
            raise GlossaryUnknown(f"There is no glossary {name}.")

    async def terms_of(self, names: Sequence[str]) -> TermsOf:
        """The terms of some glossaries, ready for a conversation. Does not fail."""
        found = [glossary for name in names if (glossary := await self._last_seen(name))]
        concepts = [concept for glossary in found for concept in glossary.concepts]
        return await to_thread.run_sync(terms_of, concepts)

    async def _last_seen(self, name: str) -> Glossary | None:
        try:
            self._remembered[name] = await self.find(name)
        except (GlossaryUnknown, StorageUnavailable) as error:
            logger.warning("%s: the glossary %s is as it was last seen", error.code, name)
            if isinstance(error, GlossaryUnknown):
                self._remembered.pop(name, None)
        return self._remembered.get(name)

    def _refuse_shipped(self, name: str) -> None:
        if self.is_shipped(name):
            raise GlossaryShipped(f"{name} comes along with Tulkki. Keep yours by another name.")
