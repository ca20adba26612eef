"""``tulkki bench all``: what docs/performance-results.md shows, one measurement after the other.

The soak is not among them.

Each is a command of its own in a process of its own; one that fails is told and keeps no other from
being made. First come those that need a quiet machine, then those whose figures no other work
changes. All results lie in one folder, from which ``tulkki bench publish`` writes the page.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from benchmarks.audio import write_wav
from benchmarks.cli import telling_errors
from benchmarks.corpus import SETS, SETS_DIR
from benchmarks.errors import BenchmarkError
from benchmarks.origin import now
from benchmarks.priority import priority
from benchmarks.variants import LATE_SEAMS, LONG_CUT

DEFAULT_FOLDER: Final = Path("artifacts/benchmarks")
_IN_TIME: Final = -10
"""Priority of a client that may raise it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One measurement."""

    name: str
    arguments: tuple[str, ...]
    """Of ``tulkki bench``, or of ``python -m benchmarks.offline``."""
    file: str
    """That it adds its results to."""
    minutes: float
    """About, on two cores."""
    quiet: bool = True
    """It needs a machine on which nothing else works."""


def jobs(audio: Path) -> tuple[Job, ...]:
    """All of them, in their order."""

    def of(name: str) -> tuple[str, ...]:
        return str(audio / f"{name}.wav"), "--words", str(SETS_DIR / name / "words.json")

    lags = {"desk": 3.6, "librivox": 0.8, "monologue": 3.5, "hesitant": 3.1, "nothing": 1.3}
    return (
        *(
            Job(name=f"lag-{name}", arguments=("lag", *of(name)), file="results.jsonl", minutes=m)
            for name, m in lags.items()
        ),
        Job(name="peers", arguments=("peers",), file="peers.jsonl", minutes=8),
        Job(
            name="peers-capacity",
            arguments=("peers-capacity", "--steps", "1,2,4,6", "--seconds", "35"),
            file="peers-capacity.jsonl",
            minutes=7,
        ),
        Job(
            name="capacity",
            arguments=("capacity", *of("desk"), "--steps", "1,2,4,5,6,8", "--seconds", "40"),
            file="capacity.jsonl",
            minutes=8,
        ),
        Job(name="rest", arguments=("rest", *of("librivox")), file="rest.jsonl", minutes=4),
        Job(
            name="rest-opus-size",
            arguments=("rest", *of("librivox"), "--opus-size"),
            file="rest.jsonl",
            minutes=4,
        ),
        Job(
            name="peers-translate",
            arguments=("peers-translate",),
            file="peers-translate.jsonl",
            minutes=4,
        ),
        Job(
            name="lag-nothing-long",
            arguments=("lag", *of("nothing-long")),
            file="results.jsonl",
            minutes=10.3,
            quiet=False,
        ),
        *(
            Job(
                name=f"offline-{name}-{beam}",
                arguments=("offline", *of(name), "--beam", beam),
                file="results.jsonl",
                minutes=0.5,
                quiet=False,
            )
            for name in ("desk", "telephone", "librivox", "monologue", "hesitant", "finnish")
            for beam in ("1", "5")
        ),
        *(
            Job(name=name, arguments=(name,), file=f"{name}.jsonl", minutes=minutes, quiet=False)
            for name, minutes in (
                ("stages", 2.0),
                ("hotwords", 4.0),
                ("phantoms", 8.0),
                ("scheduling", 2.0),
            )
        ),
        *(
            Job(
                name=f"{name}-{recording}",
                arguments=(name, *of(recording)),
                file=f"{name}.jsonl",
                minutes=minutes,
                quiet=False,
            )
            for name, minutes in (("ablation", 15.0), ("translation-policy", 4.0))
            for recording in ("desk", "librivox")
        ),
        Job(
            name="ablation-monologue",
            arguments=(
                *("ablation", *of("monologue"), "--shifts", "1"),
                *("--only", LONG_CUT, "--only", LATE_SEAMS),
            ),
            file="ablation.jsonl",
            minutes=9.0,
            quiet=False,
        ),
    )


def command(job: Job, results: Path, *, nice: int) -> list[str]:
    """What runs it."""
    program = [str(Path(sys.executable).parent / "tulkki"), "bench"]
    arguments = list(job.arguments)
    if job.arguments[0] == "offline":
        program, arguments = [sys.executable, "-m", "benchmarks.offline"], arguments[1:]
    if job.quiet or job.arguments[0] == "lag":
        arguments += ["--nice", str(nice)]
    if job.name == "capacity":
        arguments += ["--plot", str(results / "capacity.png")]
    return [*program, *arguments, "--results", str(results / job.file)]


def run_all(chosen: Sequence[Job], results: Path, *, nice: int, console: Console) -> list[str]:
    """Run them one after the other; returns the names of those that failed."""
    failed: list[str] = []
    for number, job in enumerate(chosen, start=1):
        log = results / f"{job.name}.txt"
        console.print(f"{number} of {len(chosen)}: {job.name}, about {job.minutes:.0f} min")
        begun_s = time.monotonic()
        with log.open("wb") as output:
            done = subprocess.run(
                command(job, results, nice=nice), stdout=output, stderr=output, check=False
            )
        took_s = time.monotonic() - begun_s
        if done.returncode:
            failed.append(job.name)
            console.print(f"  FAILED after {took_s:.0f} s, see {log}", markup=False)
    return failed


def best_nice() -> int:
    """The priority that clients get: higher where this user may raise it."""
    try:
        with priority(_IN_TIME):
            return _IN_TIME
    except BenchmarkError:
        return 0


@telling_errors
def everything(
    *,
    only: Annotated[list[str] | None, typer.Option(help="Names of measurements.")] = None,
    quiet_only: Annotated[
        bool, typer.Option(help="Leave out what other work does not change.")
    ] = False,
    folder: Annotated[Path, typer.Option(help="Where the run's folder goes.")] = DEFAULT_FOLDER,
) -> None:
    """Measure what docs/performance-results.md shows, but for the soak."""
    console, results = Console(highlight=False), folder / f"run-{now():%Y%m%dT%H%M%S}"
    audio = results / "audio"
    planned = jobs(audio)
    if unknown := set(only or ()) - {job.name for job in planned}:
        names = ", ".join(job.name for job in planned)
        raise BenchmarkError(f"no measurement {', '.join(sorted(unknown))}; there are {names}")
    chosen = [
        job for job in planned if (not only or job.name in only) and (job.quiet or not quiet_only)
    ]
    audio.mkdir(parents=True)
    for name, build in SETS.items():
        write_wav(audio / f"{name}.wav", build().recording)
    quiet = sum(job.minutes for job in chosen if job.quiet)
    rest = sum(job.minutes for job in chosen if not job.quiet)
    console.print(
        f"{quiet:.0f} minutes that need a quiet machine (load now {os.getloadavg()[0]:.1f}), then "
        f"{rest:.0f} that do not; results: {results}",
        markup=False,
    )
    failed = run_all(chosen, results, nice=best_nice(), console=console)
    console.print(f"next: tulkki bench publish {results}", markup=False)
    if failed:
        raise BenchmarkError(f"failed: {', '.join(failed)}")
