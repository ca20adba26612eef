"""Moments as every kind of database keeps them."""

from __future__ import annotations

from datetime import UTC, datetime


def stored(moment: datetime) -> datetime:
    """In UTC without saying so: SQLite keeps no zone."""
    return moment.astimezone(UTC).replace(tzinfo=None)
