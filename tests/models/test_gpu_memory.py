"""Which GPUs the engine sees, and what they have free."""

from __future__ import annotations

import logging
import sys
from types import ModuleType

import pytest

from models.fakes import FakeGpuProbe
from models.gpu_memory import NvmlProbe, visible_free_bytes

THREE = FakeGpuProbe({"GPU-aa11": 10, "GPU-ab22": 20, "GPU-cc33": 30}).gpus()


@pytest.mark.parametrize(
    ("visible", "free"),
    [
        (None, (10, 20, 30)),
        ("0,1,2", (10, 20, 30)),
        ("2, 0", (30, 10)),
        ("1", (20,)),
        ("GPU-cc33,GPU-aa", (30, 10)),
        ("1,-1,2", (20,)),
        ("0,9,1", (10,)),
        ("", ()),
    ],
)
def test_gpus_that_the_environment_leaves_are_told_in_its_order(
    visible: str | None, free: tuple[int, ...]
) -> None:
    assert visible_free_bytes(THREE, visible, len(free)) == free


@pytest.mark.parametrize(
    ("visible", "seen"),
    [(None, 2), ("0,1", 1), ("GPU-a", 1), ("MIG-aa11", 1), ("", 1)],
)
def test_nothing_is_told_when_it_is_not_certain_which_gpu_is_meant(
    visible: str | None, seen: int
) -> None:
    assert visible_free_bytes(THREE, visible, seen) is None


def test_nothing_is_told_when_the_machine_does_not_tell() -> None:
    assert visible_free_bytes((), None, 1) is None


def test_missing_library_is_told_once_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "pynvml", None)
    with caplog.at_level(logging.WARNING):
        assert NvmlProbe().gpus() == ()
    (record,) = caplog.records
    assert "pip install 'tulkki[gpu]'" in record.getMessage()


def test_machine_whose_driver_refuses_has_no_gpus(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Refused(Exception):
        pass

    def refuse() -> None:
        raise Refused("Driver Not Loaded")

    library = ModuleType("pynvml")
    library.__dict__.update(NVMLError=Refused, nvmlInit=refuse)
    monkeypatch.setitem(sys.modules, "pynvml", library)
    with caplog.at_level(logging.WARNING):
        assert NvmlProbe().gpus() == ()
    assert "is not known: Driver Not Loaded" in caplog.text
