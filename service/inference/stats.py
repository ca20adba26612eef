"""Counters of the engine, for metrics."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BatcherStats:
    """What one batcher has done since it started, and what it is doing."""

    waiting: int
    """Requests in the queue."""
    running: int
    """Requests in batches that run now."""
    completed: int
    """Requests that got a result."""
    failed: int
    """Requests that got an error from the model."""
    withdrawn: int
    """Requests that were cancelled before they were run."""
    unwanted: int
    """Requests that were run and then dropped, since they were cancelled meanwhile."""
    refused: int
    """Requests that found the queue full."""
    batch_sizes: tuple[int, ...]
    """How many batches ended that had 1, 2, 3 ... requests."""
    waited_s: float
    """Time that all requests together spent in the queue, seconds."""
    ran_s: float
    """Time that all ended batches together took, seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineStats:
    """The batchers of an engine."""

    voice: BatcherStats
    recognition: BatcherStats
    translation: BatcherStats
    identification: BatcherStats
