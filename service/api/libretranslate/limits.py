"""What one request may ask for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MIB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslateLimits:
    """The most that one request may bring. An operator sets these."""

    char_limit: int = 10_000
    """Characters of one text."""
    batch_limit: int = 128
    """Texts of one request."""
    alternatives_limit: int = 3
    """Other wordings of one text: each makes the search wider, and so slower."""
    max_body_bytes: int = 10 * MIB
