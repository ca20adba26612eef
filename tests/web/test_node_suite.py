"""The tests of the web client run in Node; this hands them to pytest."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SUITE_TIMEOUT_S = 120


@pytest.mark.timeout(SUITE_TIMEOUT_S)
def test_node_suite_passes() -> None:
    """``node --test`` finds no failure; its output tells which where it does."""
    node = shutil.which("node")
    assert node is not None, "the web client's tests need Node 20 or newer: https://nodejs.org"
    suites = sorted(str(path) for path in HERE.glob("*.test.mjs"))
    assert suites
    done = subprocess.run(
        [node, "--test", *suites],
        capture_output=True,
        text=True,
        check=False,
        timeout=SUITE_TIMEOUT_S,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
