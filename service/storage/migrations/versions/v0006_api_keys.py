"""API keys, and what each used in a month."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "api_keys",
        sa.Column("id", sa.String(8), primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("scopes", sa.JSON, nullable=False),
        sa.Column("created", sa.DateTime, nullable=False),
        sa.Column("expires", sa.DateTime),
        sa.Column("revoked", sa.DateTime),
        sa.Column("quota_characters", sa.BigInteger),
        sa.Column("quota_audio_s", sa.BigInteger),
    )
    op.create_table(
        "key_usage",
        sa.Column("key", sa.String(8), sa.ForeignKey("api_keys.id"), primary_key=True),
        sa.Column("month", sa.String(7), primary_key=True),
        sa.Column("characters", sa.BigInteger, nullable=False),
        sa.Column("audio_s", sa.Float, nullable=False),
    )


def downgrade() -> None:
    """Forget all keys."""
    op.drop_table("key_usage")
    op.drop_table("api_keys")
