"""The glossaries of this server: those that come along, which nobody changes, and its own."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from anyio import to_thread
from sqlalchemy import Connection

from service.glossary.concepts import Concept, Glossary
from service.glossary.editing import Edit, with_concept, with_first
from service.glossary.errors import GlossaryError
from service.glossary.in_use import TermsOf, terms_of
from service.storage import desk_rows, glossary_rows
from service.storage.database import Database
from service.storage.desk import MOST_GLOSSARIES, Desk
from service.storage.errors import (
    DeskUnknown,
    GlossaryExists,
    GlossaryInUse,
    GlossaryShipped,
    GlossaryUnknown,
    StorageUnavailable,
)

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
            raise _unknown(name)
        return found

    async def add(self, glossary: Glossary) -> None:
        """Keep a glossary of a new name.

        Raises:
            GlossaryExists: there is one of this name.
            StorageUnavailable: nothing was kept.
        """
        if self.is_shipped(glossary.name):
            raise _exists(glossary.name)
        await self._database.write(partial(_add, glossary=glossary))

    async def put(self, glossary: Glossary) -> None:
        """Keep a glossary, in the place of the one that had its name.

        Raises:
            GlossaryShipped: it is one of those that come along.
            StorageUnavailable: nothing was kept.
        """
        self._refuse_shipped(glossary.name)
        await self._database.write(partial(glossary_rows.put, glossary=glossary))

    async def change(self, name: str, edit: Edit) -> Glossary:
        """Change a glossary; nobody else changes it meanwhile.

        Raises:
            GlossaryUnknown: there is none of this name.
            GlossaryShipped: it is one of those that come along.
            GlossaryError: it cannot become so.
            StorageUnavailable: nothing was changed.
        """
        self._refuse_shipped(name)
        return await self._database.write(partial(_change, name=name, edit=edit, begin=False))

    async def make(self, name: str, edit: Edit) -> Glossary:
        """As ``change`` does, beginning with an empty glossary where there is none."""
        self._refuse_shipped(name)
        return await self._database.write(partial(_change, name=name, edit=edit, begin=True))

    async def keep_at(self, desk: str, concept: Concept, *, entry: str | None = None) -> None:
        """Keep a concept in the glossary that has the desk's slug, which then counts first there.

        Args:
            desk: its slug.
            concept: what is to be kept.
            entry: id of the entry whose place it takes, if it is there; None or any other: it
                comes first.

        Raises:
            DeskUnknown: there is no such desk.
            GlossaryShipped: a glossary of the desk's slug comes along.
            GlossaryError: there is no room.
            StorageUnavailable: nothing was changed.
        """
        self._refuse_shipped(desk)
        await self._database.write(partial(_keep_at, slug=desk, concept=concept, entry=entry))

    async def remove(self, name: str) -> None:
        """Forget a glossary that no desk uses.

        Raises:
            GlossaryUnknown: there is none of this name.
            GlossaryShipped: it is one of those that come along.
            GlossaryInUse: desks use it.
            StorageUnavailable: nothing was changed.
        """
        self._refuse_shipped(name)
        await self._database.write(partial(_remove, name=name))

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


def users_of(name: str, desks: Iterable[Desk]) -> list[str]:
    """Names of the desks that use a glossary, always or as the other side of an experiment."""
    return [
        desk.name
        for desk in desks
        if name in desk.glossaries or (desk.experiment and name in desk.experiment.glossaries)
    ]


def _add(connection: Connection, *, glossary: Glossary) -> None:
    if glossary_rows.find(connection, glossary.name) is not None:
        raise _exists(glossary.name)
    glossary_rows.put(connection, glossary)


def _change(connection: Connection, *, name: str, edit: Edit, begin: bool) -> Glossary:
    before = glossary_rows.find(connection, name)
    if before is None and not begin:
        raise _unknown(name)
    after = edit(before or Glossary(name=name, concepts=()))
    glossary_rows.put(connection, after)
    return after


def _keep_at(connection: Connection, *, slug: str, concept: Concept, entry: str | None) -> None:
    desk = desk_rows.find(connection, slug)
    if desk is None:
        raise DeskUnknown("There is no desk of this name.")
    others = tuple(name for name in desk.glossaries if name != slug)
    if len(others) >= MOST_GLOSSARIES:
        text = "The desk has no room for a glossary of its own."
        raise GlossaryError("too_many_glossaries", text)
    own = glossary_rows.find(connection, slug) or Glossary(name=slug, concepts=())
    if entry in {one.id for one in own.concepts}:
        edit: Edit = partial(with_concept, entry=entry, concept=concept)
    else:
        edit = partial(with_first, concept=concept)
    glossary_rows.put(connection, edit(own))
    if slug not in desk.glossaries:
        desk_rows.change(connection, replace(desk, glossaries=(slug, *others)))


def _remove(connection: Connection, *, name: str) -> None:
    if users := users_of(name, desk_rows.every(connection)):
        raise GlossaryInUse(f"Used by {', '.join(users)}.")
    if not glossary_rows.remove(connection, name):
        raise _unknown(name)


def _exists(name: str) -> GlossaryExists:
    return GlossaryExists(f"There is a glossary {name}.")


def _unknown(name: str) -> GlossaryUnknown:
    return GlossaryUnknown(f"There is no glossary {name}.")
