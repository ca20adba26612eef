"""Counters of visits, and answers to the question at the end."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def _setting() -> list[sa.Column[object]]:
    return [
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("hour", sa.DateTime, nullable=False, index=True),
        sa.Column("desk", sa.String(32), nullable=False),
        sa.Column("experiment", sa.String(80), nullable=False),
        sa.Column("variant", sa.String(1), nullable=False),
        sa.Column("staff_lang", sa.String(3), nullable=False),
        sa.Column("client_lang", sa.String(3), nullable=False),
    ]


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "visits",
        *_setting(),
        sa.Column("minutes", sa.Float, nullable=False),
        sa.Column("spoken_turns", sa.Integer, nullable=False),
        sa.Column("typed_turns", sa.Integer, nullable=False),
        sa.Column("corrections", sa.Integer, nullable=False),
        sa.Column("handovers", sa.Integer, nullable=False),
        sa.Column("readers", sa.Integer, nullable=False),
        sa.Column("lag_p50_s", sa.Float),
        sa.Column("lag_p95_s", sa.Float),
    )
    op.create_table(
        "feedback",
        *_setting(),
        sa.Column("voter", sa.String(8), nullable=False),
        sa.Column("answer", sa.String(8), nullable=False),
        sa.CheckConstraint("answer IN ('good', 'partly', 'bad')", name="feedback_answer"),
    )


def downgrade() -> None:
    """Forget all that was counted."""
    op.drop_table("feedback")
    op.drop_table("visits")
