"""The tables as the newest migration leaves them.

The migrations say how a database gets there; ``schema.check`` compares what it finds with these.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import JSON, CheckConstraint, Column, Integer, MetaData, String, Table, Text

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
    Column("experiment", String(80)),
    Column("experiment_glossaries", JSON, nullable=False),
    Column("experiment_phrase_set", String(32), nullable=False),
    CheckConstraint("retention_h IN (0, 1, 24)", name="desks_retention"),
)
