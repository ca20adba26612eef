"""What is run for the documents: every command line of it must be one that the commands take."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
import typer
from rich.console import Console

from benchmarks import everything
from benchmarks.commands import bench_app
from benchmarks.everything import Job, best_nice, command, jobs, run_all
from benchmarks.offline import offline
from benchmarks.pages import SECTIONS

JOBS = jobs(Path("audio"))


def offline_app() -> typer.Typer:
    app = typer.Typer()
    app.command()(offline)
    return app


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_every_command_line_can_be_read(job: Job) -> None:
    given = command(job, Path("run"), nice=-10)
    if job.arguments[0] == "offline":
        chosen, arguments = typer.main.get_command(offline_app()), given[3:]
    else:
        group = typer.main.get_command(bench_app)
        context = group.make_context("bench", given[2:3], resilient_parsing=True)
        found = group.get_command(context, given[2])  # type: ignore[attr-defined]  # a group
        assert found is not None
        chosen, arguments = found, given[3:]
    context = chosen.make_context(job.name, list(arguments))
    assert context.params["results"] == Path("run") / job.file


def test_every_result_has_a_place_on_the_page_and_the_other_way_round() -> None:
    by_hand = {"soak.jsonl"}  # an hour
    assert {job.file for job in JOBS} | by_hand == {section.file for section in SECTIONS}


def test_what_needs_a_quiet_machine_comes_first() -> None:
    quiet = [job.quiet for job in JOBS]
    assert quiet == sorted(quiet, reverse=True)
    assert sum(job.minutes for job in JOBS if job.quiet) <= 48


def test_one_that_fails_keeps_no_other_from_being_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def echo(job: Job, results: Path, *, nice: int) -> list[str]:
        code = f"print({job.name!r}); raise SystemExit({job.name == 'first'})"
        return [sys.executable, "-c", code]

    monkeypatch.setattr(everything, "command", echo)
    chosen = [replace(JOBS[0], name="first"), replace(JOBS[1], name="second")]
    console = Console(quiet=True)
    assert run_all(chosen, tmp_path, nice=0, console=console) == ["first"]
    assert (tmp_path / "second.txt").read_text(encoding="utf-8") == "second\n"


def test_a_client_gets_the_priority_that_it_may_have() -> None:
    assert best_nice() in (0, -10)
