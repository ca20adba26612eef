"""When and on what a result was made, as every document tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from benchmarks.environment import Environment, environment
from benchmarks.others import QUIET_CORES


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a result comes from."""

    at: datetime
    environment: Environment


def now() -> datetime:
    """In UTC."""
    return datetime.now(UTC)


def here() -> Origin:
    """Now, this machine, this checkout."""
    return Origin(at=now(), environment=environment())


def made_on(origin: Origin) -> str:
    """In one line."""
    where = origin.environment
    versions = ", ".join(f"{name} {version}" for name, version in where.packages)
    return (
        f"{origin.at:%Y-%m-%d %H:%M} UTC, commit {where.commit[:12]}{_changes(where.commit)}; "
        f"{where.processor}, {where.cores} cores, {where.memory_bytes / 2**30:.0f} GiB, "
        f"{where.system}, Python {where.python}; {versions}"
    )


def beside_others(cores: float) -> str:
    """How much was done beside a measurement by others, at most."""
    told = f"others used {cores:.2f} cores meanwhile, at most"
    return told if cores <= QUIET_CORES else f"{told}: NOT QUIET, its times are not to be told"


def _changes(commit: str) -> str:
    return " with changes" if commit.endswith("+changes") else ""
