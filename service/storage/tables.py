"""The tables as the newest migration leaves them.

The migrations say how a database gets there; ``schema.check`` compares what it finds with these.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata: Final = MetaData()

desks: Final = Table(
    "desks",
    metadata,
    Column("slug", String(32), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("staff_lang", String(3)),
    Column("client_lang", String(3)),
    Column("handover_contact", Text, nullable=False),
    Column("handover_phone", String(80), nullable=False),
    Column("handover_reasons", JSON, nullable=False),
    Column("retention_h", Integer, nullable=False),
    Column("glossaries", JSON, nullable=False),
    Column("phrase_set", String(32), nullable=False),
    Column("prompts", JSON, nullable=False),
    Column("experiment", String(80)),
    Column("experiment_glossaries", JSON, nullable=False),
    Column("experiment_phrase_set", String(32), nullable=False),
    CheckConstraint("retention_h IN (0, 1, 24)", name="desks_retention"),
)


glossaries: Final = Table(
    "glossaries",
    metadata,
    Column("slug", String(32), primary_key=True),
    Column("note", Text, nullable=False),
    Column("reviewed", Boolean, nullable=False),
)

concepts: Final = Table(
    "concepts",
    metadata,
    Column("glossary", String(32), ForeignKey("glossaries.slug"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("terms", JSON, nullable=False),
    Column("case_sensitive", Boolean, nullable=False),
    Column("listen", Boolean, nullable=False),
    Column("note", Text, nullable=False),
)

phrase_groups: Final = Table(
    "phrase_groups",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("title", String(80), nullable=False),
)

phrases: Final = Table(
    "phrases",
    metadata,
    Column("id", String(65), primary_key=True),
    Column("group_id", String(32), ForeignKey("phrase_groups.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("texts", JSON, nullable=False),
)

phrase_sets: Final = Table(
    "phrase_sets",
    metadata,
    Column("slug", String(32), primary_key=True),
    Column("groups", JSON, nullable=False),
)

api_keys: Final = Table(
    "api_keys",
    metadata,
    Column("id", String(8), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("created", DateTime, nullable=False),
    Column("expires", DateTime),
    Column("revoked", DateTime),
    Column("quota_characters", BigInteger),
)

key_usage: Final = Table(
    "key_usage",
    metadata,
    Column("key", String(8), ForeignKey("api_keys.id"), primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("characters", BigInteger, nullable=False),
)


def _setting() -> list[Column[object]]:
    """Columns of all that is counted. The desk is no foreign key: counters outlive it."""
    return [
        Column("id", Integer, primary_key=True),
        Column("hour", DateTime, nullable=False, index=True),
        Column("desk", String(32), nullable=False),
        Column("experiment", String(80), nullable=False),
        Column("variant", String(1), nullable=False),
        Column("staff_lang", String(3), nullable=False),
        Column("client_lang", String(3), nullable=False),
    ]


visits: Final = Table(
    "visits",
    metadata,
    *_setting(),
    Column("minutes", Float, nullable=False),
    Column("spoken_turns", Integer, nullable=False),
    Column("typed_turns", Integer, nullable=False),
    Column("corrections", Integer, nullable=False),
    Column("handovers", Integer, nullable=False),
    Column("readers", Integer, nullable=False),
    Column("lag_p50_s", Float),
    Column("lag_p95_s", Float),
)

feedback: Final = Table(
    "feedback",
    metadata,
    *_setting(),
    Column("voter", String(8), nullable=False),
    Column("answer", String(8), nullable=False),
    CheckConstraint("answer IN ('good', 'partly', 'bad')", name="feedback_answer"),
)
