"""What the recognizer is told at a desk before it listens."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Desks that are there tell it nothing of their own."""
    op.add_column(
        "desks", sa.Column("prompts", sa.JSON, nullable=False, server_default=sa.text("'{}'"))
    )


def downgrade() -> None:
    """Forget the prompts."""
    op.drop_column("desks", "prompts")
