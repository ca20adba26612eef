"""A machine that results of tests were made on."""

from __future__ import annotations

from datetime import UTC, datetime

from benchmarks.environment import Environment
from benchmarks.origin import Origin

ENVIRONMENT = Environment(
    commit="abc123",
    processor="Test CPU",
    cores=2,
    memory_bytes=2**34,
    system="Linux",
    python="3.11",
    packages=(("ctranslate2", "4.8.5"),),
    load_average=0.1,
)
ORIGIN = Origin(at=datetime(2026, 1, 2, tzinfo=UTC), environment=ENVIRONMENT)
