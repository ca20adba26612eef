"""Glossaries and their concepts."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "glossaries",
        sa.Column("slug", sa.String(32), primary_key=True),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("reviewed", sa.Boolean, nullable=False),
    )
    op.create_table(
        "concepts",
        sa.Column("glossary", sa.String(32), sa.ForeignKey("glossaries.slug"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("terms", sa.JSON, nullable=False),
        sa.Column("case_sensitive", sa.Boolean, nullable=False),
        sa.Column("listen", sa.Boolean, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Forget the glossaries."""
    op.drop_table("concepts")
    op.drop_table("glossaries")
