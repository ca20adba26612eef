"""Keys bring no audio: a bound for it, and a count that stayed at nothing, are gone."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Forget both."""
    op.drop_column("api_keys", "quota_audio_s")
    op.drop_column("key_usage", "audio_s")


def downgrade() -> None:
    """No key has a bound, and none has used any."""
    op.add_column("api_keys", sa.Column("quota_audio_s", sa.BigInteger))
    op.add_column(
        "key_usage", sa.Column("audio_s", sa.Float, nullable=False, server_default=sa.text("0"))
    )
