"""Measures subjects in turn over one recording, so that a slow minute of the machine hits all.

The first one is measured once more at the end: where its two ends differ, the machine has changed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.environment import environment
from benchmarks.errors import BenchmarkError
from benchmarks.event_log import write_log
from benchmarks.origin import now
from benchmarks.peers.subjects import Subject, Talk
from benchmarks.results import LagResult, append_result
from benchmarks.scoring import score


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What came of it."""

    runs: tuple[LagResult, ...]
    failures: tuple[str, ...]
    """Who could not be measured, and why. The others were."""


def compare(
    subjects: list[Subject],
    talk: Talk,
    *,
    rounds: int,
    results: Path,
    tell: Callable[[str], None],
) -> Compared:
    """Measure A, B, C, A, B, C, ..., A; every run is kept as soon as it is over.

    Args:
        subjects: The first is the one that the others are compared with.
        talk: What is said to each.
        rounds: How often each subject is measured.
        results: JSON lines to add to; event logs go beside it.
        tell: Takes a line about what happens now.
    """
    logs = results.parent / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    found: list[LagResult] = []
    failures: list[str] = []
    order = [*(subjects * rounds), subjects[0]]
    for turn, subject in enumerate(order, start=1):
        tell(f"{turn} of {len(order)}: {subject.label}")
        where, at = environment(), now()
        log = logs / f"{at:%Y%m%dT%H%M%S}-{subject.label.replace(' ', '-')}.jsonl"
        try:
            measured = asyncio.run(subject.measure(talk, log.with_suffix(".server.log")))
        except BenchmarkError as error:
            failures.append(f"{subject.label}: {error}")
            tell(failures[-1])
            continue
        write_log(log, measured.log)
        result = LagResult(
            at=at,
            label=subject.label,
            audio=talk.name,
            audio_sha256=talk.recording.sha256,
            environment=where,
            client_nice=talk.nice,
            client_cpu_s=measured.client_cpu_s,
            server=measured.server,
            score=score(measured.log, talk.spoken),
            program=subject.program,
            others_cores=measured.others_cores,
            log=log.name,
        )
        append_result(results, result)
        found.append(result)
    return Compared(runs=tuple(found), failures=tuple(failures))
