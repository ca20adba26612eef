"""Phrases of administrators in the database: plain functions inside a transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, RowMapping, delete, insert, select

from service.conversation.prepared import PreparedText
from service.phrases.book import GENERAL_SET, PhraseGroup
from service.storage import desk_rows
from service.storage.desk import Desk
from service.storage.tables import phrase_groups, phrase_sets, phrases


def groups(connection: Connection) -> list[PhraseGroup]:
    """All groups, by title."""
    wanted = select(phrase_groups).order_by(phrase_groups.c.title, phrase_groups.c.id)
    rows = connection.execute(wanted).mappings().all()
    return [_group(connection, row) for row in rows]


def find_group(connection: Connection, group: str) -> PhraseGroup | None:
    """The group of this id."""
    wanted = select(phrase_groups).where(phrase_groups.c.id == group)
    row = connection.execute(wanted).mappings().first()
    return None if row is None else _group(connection, row)


def put_group(connection: Connection, group: PhraseGroup) -> None:
    """Keep a group, in the place of the one that had its id."""
    _forget(connection, group.id)
    connection.execute(insert(phrase_groups).values(id=group.id, title=group.title))
    rows = [
        {"id": one.id, "group_id": group.id, "position": position, "texts": dict(one.texts)}
        for position, one in enumerate(group.phrases)
    ]
    if rows:
        connection.execute(insert(phrases), rows)


def remove_group(connection: Connection, group: str) -> bool:
    """Forget a group, and take it out of every set. False where there is none of this id."""
    for slug, chosen in sets(connection).items():
        if group in chosen:
            put_set(connection, slug, [one for one in chosen if one != group])
    return _forget(connection, group)


def sets(connection: Connection) -> dict[str, tuple[str, ...]]:
    """The groups of all sets, by slug."""
    rows = connection.execute(select(phrase_sets).order_by(phrase_sets.c.slug)).mappings()
    return {row["slug"]: tuple(row["groups"]) for row in rows}


def put_set(connection: Connection, slug: str, chosen: Sequence[str]) -> None:
    """Keep a set, in the place of the one that had its slug."""
    remove_set(connection, slug)
    connection.execute(insert(phrase_sets).values(slug=slug, groups=list(chosen)))


def remove_set(connection: Connection, slug: str) -> bool:
    """Forget a set. False where there is none of this slug."""
    return connection.execute(delete(phrase_sets).where(phrase_sets.c.slug == slug)).rowcount > 0


def desks_by_set(connection: Connection, slugs: Iterable[str]) -> dict[str, list[str]]:
    """Names of the desks that offer each set, always or as the other side of an experiment."""
    desks = desk_rows.every(connection)
    return {slug: [desk.name for desk in desks if slug in _offered(desk)] for slug in slugs}


def _offered(desk: Desk) -> set[str]:
    sides = (desk, desk.experiment) if desk.experiment else (desk,)
    return {side.phrase_set or GENERAL_SET for side in sides}


def _forget(connection: Connection, group: str) -> bool:
    connection.execute(delete(phrases).where(phrases.c.group_id == group))
    return connection.execute(delete(phrase_groups).where(phrase_groups.c.id == group)).rowcount > 0


def _group(connection: Connection, row: RowMapping) -> PhraseGroup:
    wanted = select(phrases).where(phrases.c.group_id == row["id"]).order_by(phrases.c.position)
    found = connection.execute(wanted).mappings()
    return PhraseGroup(
        id=row["id"],
        title=row["title"],
        phrases=tuple(PreparedText(id=one["id"], texts=one["texts"]) for one in found),
    )
