"""The phrases of this server: those that come along, which nobody changes, and its own."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial

from sqlalchemy import Connection

from service.phrases.book import ALWAYS_OFFERED, PhraseBook, PhraseGroup
from service.phrases.errors import PhraseError
from service.phrases.own import MOST_GROUPS, MOST_SETS, Edit, checked_set, new_group
from service.storage import phrase_rows
from service.storage.database import Database
from service.storage.errors import StorageUnavailable

logger = logging.getLogger(__name__)


class PhraseShelf:
    """Finds phrases and keeps them. What is changed counts for the conversations that begin then.

    Raises, from all but ``last_seen``:
        StorageUnavailable: the database does not answer; nothing was changed.
        PhraseError: it cannot be kept like this; nothing was changed.
    """

    def __init__(self, database: Database, shipped: PhraseBook) -> None:
        self._database = database
        self._last_seen = shipped
        self.shipped = shipped
        """What comes along."""

    async def book(self) -> PhraseBook:
        """All phrases as they are now."""
        self._last_seen = await self._database.read(self._read)
        return self._last_seen

    async def last_seen(self) -> PhraseBook:
        """All phrases, as they were last read where the database does not answer."""
        try:
            return await self.book()
        except StorageUnavailable as error:
            logger.warning("%s: phrases are as they were last seen", error.code)
            return self._last_seen

    async def add_group(self, title: str, copy_of: str | None = None) -> PhraseGroup:
        """Begin a group, empty or with the phrases of another one."""
        return await self._database.write(partial(self._add_group, title=title, copy_of=copy_of))

    async def change_group(self, group: str, edit: Edit) -> PhraseGroup:
        """Change a group of this id; nobody else changes it meanwhile."""
        self._refuse_shipped_group(group)
        return await self._database.write(partial(_change_group, group=group, edit=edit))

    async def remove_group(self, group: str) -> None:
        """Forget a group; sets lose it."""
        self._refuse_shipped_group(group)
        if not await self._database.write(partial(phrase_rows.remove_group, group=group)):
            raise _group_unknown()

    async def add_set(self, slug: str, groups: Sequence[str]) -> None:
        """Begin a set of these groups."""
        await self._database.write(partial(self._put_set, slug=slug, groups=groups, new=True))

    async def change_set(self, slug: str, groups: Sequence[str]) -> None:
        """Give a set other groups, or another order."""
        self._refuse_shipped_set(slug)
        await self._database.write(partial(self._put_set, slug=slug, groups=groups, new=False))

    async def remove_set(self, slug: str) -> None:
        """Forget a set that no desk offers."""
        self._refuse_shipped_set(slug)
        await self._database.write(partial(_remove_set, slug=slug))

    def _read(self, connection: Connection) -> PhraseBook:
        sets = phrase_rows.sets(connection)
        book = self.shipped.with_own(phrase_rows.groups(connection), sets)
        for slug, groups in sets.items():
            if lost := sorted(set(groups) - book.groups.keys()):
                logger.warning("the set %s names groups that are gone: %s", slug, ", ".join(lost))
        return book

    def _add_group(self, connection: Connection, title: str, copy_of: str | None) -> PhraseGroup:
        if len(phrase_rows.groups(connection)) >= MOST_GROUPS:
            raise PhraseError("too_many_phrases", f"There are at most {MOST_GROUPS} groups.")
        copied = None if copy_of is None else self._copied(connection, copy_of)
        group = new_group(title, [one.texts for one in copied.phrases] if copied else ())
        phrase_rows.put_group(connection, group)
        return group

    def _copied(self, connection: Connection, group: str) -> PhraseGroup:
        found = self._read(connection).groups.get(group)
        if found is None or group in ALWAYS_OFFERED:
            raise _group_unknown()
        return found

    def _put_set(
        self, connection: Connection, *, slug: str, groups: Sequence[str], new: bool
    ) -> None:
        book = self._read(connection)
        if new and slug in book.sets:
            raise PhraseError("phrase_set_exists", "There are phrases of this short name.")
        if new and len(book.sets) - len(self.shipped.sets) >= MOST_SETS:
            raise PhraseError("too_many_phrases", f"There are at most {MOST_SETS} sets.")
        if not new and slug not in book.sets:
            raise _set_unknown()
        phrase_rows.put_set(connection, slug, checked_set(slug, groups, book.groups))

    def _refuse_shipped_group(self, group: str) -> None:
        if group in self.shipped.groups:
            raise _shipped()

    def _refuse_shipped_set(self, slug: str) -> None:
        if slug in self.shipped.sets:
            raise _shipped()


def _change_group(connection: Connection, *, group: str, edit: Edit) -> PhraseGroup:
    found = phrase_rows.find_group(connection, group)
    if found is None:
        raise _group_unknown()
    changed = edit(found)
    phrase_rows.put_group(connection, changed)
    return changed


def _remove_set(connection: Connection, *, slug: str) -> None:
    if desks := phrase_rows.desks_by_set(connection, [slug])[slug]:
        raise PhraseError("phrase_set_in_use", f"Offered by {', '.join(desks)}.")
    if not phrase_rows.remove_set(connection, slug):
        raise _set_unknown()


def _group_unknown() -> PhraseError:
    return PhraseError("phrase_group_not_found", "There is no such group of phrases.")


def _set_unknown() -> PhraseError:
    return PhraseError("phrase_set_not_found", "There are no phrases of this short name.")


def _shipped() -> PhraseError:
    return PhraseError("phrases_shipped", "These come along with Tulkki. Copy them to change them.")
