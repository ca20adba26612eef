"""``tulkki serve`` where it cannot: what a person reads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.e2e
def test_reason_is_read_as_it_is_written_when_it_looks_like_markup(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "service.cli.main", "serve", "--port", "0"],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "TULKKI_DATA_DIR": str(tmp_path),
            "TULKKI_RECOGNIZER": "whisper[gpu]",
        },
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=15,
        check=False,
    )
    assert ended.returncode == 1
    assert "tulkki cannot serve: the catalog has no model 'whisper[gpu]'" in ended.stderr
