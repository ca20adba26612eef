"""How much a caption log keeps. Every driver keeps to the same limits."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLimits:
    """Bounds of one caption log."""

    finals: int = 500
    """Newest final entries kept for replay."""
    finals_s: float = 600.0
    """How long a final entry is kept for replay, in seconds."""
    final_keys: int = 2_000
    """Keys whose newest final entry is kept for snapshots and exports, however old it is: an hour
    or two of talk. Beyond, the key left unchanged longest goes.
    """
    passing_keys: int = 128
    """Keys whose newest passing entry is kept; beyond, the key left unchanged longest goes."""
    waiting: int = 256
    """Entries that may wait for one reader, not counting final ones older than the reader."""

    def __post_init__(self) -> None:
        if min(self.finals, self.final_keys, self.passing_keys, self.waiting) < 1:
            raise ValueError("a caption log must keep at least one of everything")
        if self.finals_s <= 0:
            raise ValueError("finals_s must be positive")
        if self.passing_keys > self.waiting:
            raise ValueError("a new reader must have room for one passing entry of every key")
