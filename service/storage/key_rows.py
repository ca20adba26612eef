"""API keys and what they used, in the database: plain functions inside a transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, insert, select, true, update
from sqlalchemy.dialects import postgresql, sqlite

from service.access.api_keys import ApiKey, Quota, Scope, Used
from service.storage.tables import api_keys, key_usage
from service.storage.times import stored

Draw = Callable[[], tuple[ApiKey, str]]
"""Gives a new key and its text."""


def make(connection: Connection, draw: Draw) -> tuple[ApiKey, str]:
    """Keep a new key; draws again where another one has its id."""
    key, text = draw()
    while find(connection, key.id) is not None:
        key, text = draw()
    connection.execute(insert(api_keys).values(**_columns(key)))
    return key, text


def find(connection: Connection, key_id: str) -> ApiKey | None:
    """The key of this id, revoked or not."""
    row = connection.execute(select(api_keys).where(api_keys.c.id == key_id)).mappings().first()
    return None if row is None else _key(row)


def every(connection: Connection, month: str) -> list[tuple[ApiKey, Used]]:
    """All keys, the newest first, with what they used in a month."""
    of_month = and_(key_usage.c.key == api_keys.c.id, key_usage.c.month == month)
    rows = connection.execute(
        select(api_keys, key_usage.c.characters)
        .join(key_usage, of_month, isouter=True)
        .order_by(api_keys.c.created.desc(), api_keys.c.id)
    )
    return [(_key(row), Used(characters=row["characters"] or 0)) for row in rows.mappings()]


def revoke(connection: Connection, key_id: str, now: datetime) -> bool:
    """End a key; one that was ended keeps its time. False where there is none of this id."""
    if find(connection, key_id) is None:
        return False
    connection.execute(
        update(api_keys)
        .where(api_keys.c.id == key_id, api_keys.c.revoked.is_(None))
        .values(revoked=stored(now))
    )
    return True


def take(connection: Connection, key: ApiKey, month: str, wanted: Used) -> bool:
    """Count what a request is about to use. False where that is more than the quota: none is.

    Two requests at one time cannot both take the last of it: the row is read and changed by one
    statement.
    """
    upsert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    empty = {"key": key.id, "month": month, "characters": 0}
    connection.execute(upsert(key_usage).values(**empty).on_conflict_do_nothing())
    changed = connection.execute(
        update(key_usage)
        .where(_of(key, month), _within(key.quota, wanted))
        .values(characters=key_usage.c.characters + wanted.characters)
    )
    return changed.rowcount > 0


def give_back(connection: Connection, key: ApiKey, month: str, unused: Used) -> None:
    """Take back what was counted for a request that came to nothing."""
    connection.execute(
        update(key_usage)
        .where(_of(key, month))
        .values(characters=key_usage.c.characters - unused.characters)
    )


def _of(key: ApiKey, month: str) -> ColumnElement[bool]:
    return and_(key_usage.c.key == key.id, key_usage.c.month == month)


def _within(quota: Quota, wanted: Used) -> ColumnElement[bool]:
    if quota.characters is None:
        return true()
    return key_usage.c.characters + wanted.characters <= quota.characters


def _columns(key: ApiKey) -> dict[str, str | int | list[str] | datetime | None]:
    return {
        "id": key.id,
        "name": key.name,
        "digest": key.digest,
        "scopes": sorted(key.scopes),
        "created": stored(key.created),
        "expires": stored(key.expires) if key.expires else None,
        "revoked": stored(key.revoked) if key.revoked else None,
        "quota_characters": key.quota.characters,
    }


def _key(row: RowMapping) -> ApiKey:
    return ApiKey(
        id=row["id"],
        name=row["name"],
        digest=row["digest"],
        scopes=frozenset(map(Scope, row["scopes"])),
        created=row["created"].replace(tzinfo=UTC),
        expires=row["expires"].replace(tzinfo=UTC) if row["expires"] else None,
        revoked=row["revoked"].replace(tzinfo=UTC) if row["revoked"] else None,
        quota=Quota(characters=row["quota_characters"]),
    )
