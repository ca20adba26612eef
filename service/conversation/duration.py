"""Time in a conversation is an amount of audio."""

from __future__ import annotations

from models.types import SAMPLE_RATE


def samples(seconds: float) -> int:
    """The samples that last this long."""
    return round(seconds * SAMPLE_RATE)


def seconds(samples: int) -> float:
    """How long these samples last."""
    return samples / SAMPLE_RATE
