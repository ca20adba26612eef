from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.errors import BenchmarkError
from benchmarks.gpu_device import Gpu, gpus, parse_gpus

TWO = "NVIDIA L4, 580.95.05, 23034\nMaker, Inc. Model, 570.1, 8192\n"


def test_every_gpu_is_read_when_a_name_has_a_comma() -> None:
    assert parse_gpus(TWO) == (
        Gpu(name="NVIDIA L4", driver="580.95.05", memory_mib=23034),
        Gpu(name="Maker, Inc. Model", driver="570.1", memory_mib=8192),
    )


@pytest.mark.parametrize("told", ["No devices were found", "NVIDIA L4, 580.95.05, [N/A]"])
def test_answer_in_another_form_is_told(told: str) -> None:
    with pytest.raises(BenchmarkError, match="nvidia-smi said"):
        parse_gpus(told)


@pytest.fixture
def driver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's own nvidia-smi is looked for."""
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return tmp_path / "nvidia-smi"


def test_driver_is_asked(driver: Path) -> None:
    driver.write_text(f"#!/bin/sh\nprintf '%s' '{TWO}'\n", encoding="utf-8")
    driver.chmod(0o755)
    assert [gpu.name for gpu in gpus()] == ["NVIDIA L4", "Maker, Inc. Model"]


def test_driver_that_fails_is_told_in_its_words(driver: Path) -> None:
    driver.write_text("#!/bin/sh\necho the driver sleeps\nexit 9\n", encoding="utf-8")
    driver.chmod(0o755)
    with pytest.raises(BenchmarkError, match="the driver sleeps"):
        gpus()


def test_missing_driver_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BenchmarkError, match="no NVIDIA driver"):
        gpus()
