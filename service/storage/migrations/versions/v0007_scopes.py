"""Scopes that nothing takes are gone; a key that had no others is revoked."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_TAKEN = frozenset({"translate", "admin"})
_KEYS = sa.table(
    "api_keys",
    sa.column("id", sa.String),
    sa.column("scopes", sa.JSON),
    sa.column("revoked", sa.DateTime),
)


def upgrade() -> None:
    """Take them from every key."""
    connection = op.get_bind()
    for key in connection.execute(sa.select(_KEYS)).mappings().all():
        scopes = sorted(_TAKEN.intersection(key["scopes"]))
        values: dict[str, object] = {"scopes": scopes}
        if not scopes:  # a key has one at least
            revoked = key["revoked"] or datetime.now(UTC).replace(tzinfo=None)
            values = {"scopes": ["translate"], "revoked": revoked}
        op.execute(_KEYS.update().where(_KEYS.c.id == key["id"]).values(values))


def downgrade() -> None:
    """They opened nothing: there is nothing to give back."""
