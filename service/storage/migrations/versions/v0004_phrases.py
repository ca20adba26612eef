"""Phrases that administrators write, in groups and sets."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "phrase_groups",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("title", sa.String(80), nullable=False),
    )
    op.create_table(
        "phrases",
        sa.Column("id", sa.String(65), primary_key=True),
        sa.Column("group_id", sa.String(32), sa.ForeignKey("phrase_groups.id"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("texts", sa.JSON, nullable=False),
    )
    op.create_table(
        "phrase_sets",
        sa.Column("slug", sa.String(32), primary_key=True),
        sa.Column("groups", sa.JSON, nullable=False),
    )


def downgrade() -> None:
    """Forget the phrases."""
    op.drop_table("phrase_sets")
    op.drop_table("phrases")
    op.drop_table("phrase_groups")
