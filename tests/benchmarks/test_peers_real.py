"""The programs themselves, from their packages; sets up their environments where missing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner

from benchmarks.peers.command import peers
from benchmarks.peers.programs import PEERS
from benchmarks.results import LagResult, read_results

MOST_WORD_ERRORS = 0.5
"""A program that hears every other word wrong does not run as it should."""


@pytest.mark.benchmark
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", PEERS)
def test_a_program_is_heard_to_the_end(name: str, tmp_path: Path) -> None:
    app = Typer()
    app.command()(peers)
    kept = tmp_path / "peers.jsonl"
    arguments = ["--audio", "librivox", "--seconds", "14", "--rounds", "1", "--only", name]
    done = CliRunner().invoke(app, [*arguments, "--results", str(kept)])
    sys.stdout.write(done.output)
    _, theirs = read_results(kept)
    assert isinstance(theirs, LagResult)
    assert theirs.label == PEERS[name].label
    assert theirs.score.errors.rate is not None
    assert theirs.score.errors.rate < MOST_WORD_ERRORS
