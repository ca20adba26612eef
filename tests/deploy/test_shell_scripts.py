"""Shell scripts: shellcheck finds nothing."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from service.settings import CHECKOUT

SCRIPTS = sorted(
    [*CHECKOUT.glob("deploy/*.sh"), *CHECKOUT.glob("benchmarks/*.sh"), CHECKOUT / ".ci" / "run"]
)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_shellcheck_finds_nothing(programs: Path, script: Path) -> None:
    found = subprocess.run(
        [programs / "shellcheck", script], capture_output=True, text=True, check=False
    )
    assert (found.returncode, found.stdout) == (0, "")
