"""What the operating system tells of cores and memory."""

from __future__ import annotations

import os
from pathlib import Path

import psutil
import pytest

from models.devices import CPU
from models.machine import free_memory_bytes, look_at_machine, usable_cores

MEMORY_INFO = (
    "MemTotal:        8000000 kB\nMemFree:          100000 kB\nMemAvailable:    4000000 kB\n"
)
KIB = 1024


def system(root: Path, **files: str) -> Path:
    """A root folder with these files of the operating system."""
    places = {
        "meminfo": "proc/meminfo",
        "cpu_max": "sys/fs/cgroup/cpu.max",
        "memory_max": "sys/fs/cgroup/memory.max",
        "memory_current": "sys/fs/cgroup/memory.current",
        "memory_stat": "sys/fs/cgroup/memory.stat",
    }
    for name, text in files.items():
        path = root / places[name]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="ascii")
    return root


def test_free_memory_is_what_can_be_used_without_swapping(tmp_path: Path) -> None:
    assert free_memory_bytes(system(tmp_path, meminfo=MEMORY_INFO)) == 4_000_000 * KIB


def test_free_memory_is_unknown_when_nothing_tells(tmp_path: Path) -> None:
    assert free_memory_bytes(tmp_path) is None
    old_kernel = "MemTotal:        8000000 kB\nMemFree:          100000 kB\n"
    assert free_memory_bytes(system(tmp_path, meminfo=old_kernel)) is None


def test_container_has_its_limit_without_what_it_uses(tmp_path: Path) -> None:
    root = system(
        tmp_path,
        meminfo=MEMORY_INFO,
        memory_max="1000000000\n",
        memory_current="300000000\n",
        memory_stat="anon 100000000\ninactive_file 200000000\n",
    )
    assert free_memory_bytes(root) == 900_000_000


def test_machine_counts_when_the_container_may_use_more(tmp_path: Path) -> None:
    root = system(tmp_path, meminfo=MEMORY_INFO, memory_max="90000000000\n", memory_current="0\n")
    assert free_memory_bytes(root) == 4_000_000 * KIB
    system(tmp_path, memory_max="max\n")
    assert free_memory_bytes(root) == 4_000_000 * KIB


def test_container_that_uses_more_than_it_may_has_nothing_left(tmp_path: Path) -> None:
    root = system(tmp_path, memory_max="100\n", memory_current="200\n", memory_stat="")
    assert free_memory_bytes(root) == 0


@pytest.mark.parametrize(
    ("quota", "cores"),
    [("max 100000", None), ("50000 100000", 1), ("100000 100000", 1), ("99900000 100000", None)],
)
def test_cores_are_those_that_the_container_may_use(
    tmp_path: Path, quota: str, cores: int | None
) -> None:
    mine = len(os.sched_getaffinity(0))
    assert usable_cores(system(tmp_path, cpu_max=f"{quota}\n")) == (cores or mine)


def test_cores_are_those_of_the_machine_when_no_container_limits_them(tmp_path: Path) -> None:
    assert usable_cores(tmp_path) == len(os.sched_getaffinity(0))


def test_this_machine_can_be_looked_at() -> None:
    here = look_at_machine()
    assert here.cores >= 1
    assert "float32" in here.compute_types[CPU]
    assert len(here.compute_types) == (2 if here.cuda_devices else 1)
    assert here.free_memory_bytes is not None
    assert 0 < here.free_memory_bytes <= psutil.virtual_memory().total
