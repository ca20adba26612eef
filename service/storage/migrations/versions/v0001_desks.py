"""Desks, and the one that every installation begins with."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the table and the first desk."""
    desks = op.create_table(
        "desks",
        sa.Column("slug", sa.String(32), primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("staff_lang", sa.String(3)),
        sa.Column("client_lang", sa.String(3)),
        sa.Column("handover_contact", sa.Text, nullable=False),
        sa.Column("handover_phone", sa.String(80), nullable=False),
        sa.Column("handover_reasons", sa.JSON, nullable=False),
        sa.Column("retention_h", sa.Integer, nullable=False),
        sa.Column("glossaries", sa.JSON, nullable=False),
        sa.Column("phrase_set", sa.String(32), nullable=False),
        sa.Column("experiment", sa.String(80)),
        sa.Column("experiment_glossaries", sa.JSON, nullable=False),
        sa.Column("experiment_phrase_set", sa.String(32), nullable=False),
        sa.CheckConstraint("retention_h IN (0, 1, 24)", name="desks_retention"),
    )
    op.bulk_insert(
        desks,
        [
            {
                "slug": "desk",
                "name": "Desk",
                "handover_contact": "",
                "handover_phone": "",
                "handover_reasons": [],
                "retention_h": 0,
                "glossaries": [],
                "phrase_set": "",
                "experiment_glossaries": [],
                "experiment_phrase_set": "",
            }
        ],
    )


def downgrade() -> None:
    """Forget all desks."""
    op.drop_table("desks")
