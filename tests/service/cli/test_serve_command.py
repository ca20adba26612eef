"""``tulkki serve`` where it cannot: what a person reads."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from service.cli.serve_command import listen

ROOT = Path(__file__).parents[3]


def served(folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """``tulkki serve`` in a folder, until it has given up."""
    return subprocess.run(
        [sys.executable, "-m", "service.cli.main", "serve", "--port", "0"],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "TULKKI_DATA_DIR": str(folder),
            **{f"TULKKI_{name.upper()}": value for name, value in settings.items()},
        },
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=15,
        check=False,
    )


@pytest.mark.e2e
def test_reason_is_read_as_it_is_written_when_it_looks_like_markup(tmp_path: Path) -> None:
    ended = served(tmp_path, recognizer="whisper[gpu]")
    assert ended.returncode == 1
    told = "tulkki cannot serve: model_not_found: the catalog has no model 'whisper[gpu]'"
    assert told in ended.stderr


@pytest.mark.e2e
def test_own_model_that_is_described_wrongly_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "tulkki.toml").write_text('[models.mine]\nfolder = "/m"\n', encoding="utf-8")
    ended = served(tmp_path)
    assert ended.returncode == 1
    assert "serve: catalog_invalid: [models.mine]: engine must be given as str" in ended.stderr
    assert "Correct it in tulkki.toml" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1


def test_small_answers_do_not_wait_for_each_other() -> None:
    listening = listen("127.0.0.1", 0)
    with listening, socket.create_connection(listening.getsockname()):
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
