"""Finds out what this machine has to compute with."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from models.devices import CPU, CUDA, Machine
from models.gpu_memory import GpuProbe, NvmlProbe, visible_free_bytes

_ROOT: Final = Path("/")
_MEMORY_INFO: Final = "proc/meminfo"
_CGROUP: Final = "sys/fs/cgroup"
"""What a container may use, by version 2 of control groups."""
_NO_LIMIT: Final = "max"
_VISIBLE_GPUS: Final = "CUDA_VISIBLE_DEVICES"


def look_at_machine(probe: GpuProbe | None = None) -> Machine:
    """Ask the operating system and CTranslate2, which is imported for it.

    Args:
        probe: tells how much memory GPUs have free; None asks NVIDIA's library where there are any.
    """
    from ctranslate2 import get_cuda_device_count, get_supported_compute_types

    cuda_devices: int = get_cuda_device_count()
    compute_types = {CPU: frozenset(get_supported_compute_types(CPU))}
    if cuda_devices:
        of_each = (get_supported_compute_types(CUDA, index) for index in range(cuda_devices))
        compute_types[CUDA] = frozenset.intersection(*map(frozenset, of_each))
    return Machine(
        cores=usable_cores(),
        cuda_devices=cuda_devices,
        compute_types=compute_types,
        free_memory_bytes=free_memory_bytes(),
        gpu_free_bytes=_gpu_free_bytes(probe or NvmlProbe(), cuda_devices),
    )


def _gpu_free_bytes(probe: GpuProbe, cuda_devices: int) -> tuple[int, ...] | None:
    if not cuda_devices:
        return None
    return visible_free_bytes(probe.gpus(), os.environ.get(_VISIBLE_GPUS), cuda_devices)


def usable_cores(root: Path = _ROOT) -> int:
    """Cores that this process may use: by its affinity, and by what its container is allowed."""
    affine = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    cores = affine or 1
    quota_us, _, period_us = _read(root / _CGROUP / "cpu.max").partition(" ")
    if not period_us or quota_us == _NO_LIMIT:
        return cores
    return max(1, min(cores, int(quota_us) // int(period_us)))


def free_memory_bytes(root: Path = _ROOT) -> int | None:
    """Memory that can be used without swapping, in the machine and in the container.

    None where the operating system does not tell.
    """
    known = [room for room in (_machine_room(root), _container_room(root)) if room is not None]
    return min(known, default=None)


def _machine_room(root: Path) -> int | None:
    fields = _fields(_read(root / _MEMORY_INFO), separator=":")
    available = fields.get("MemAvailable")
    return None if available is None else int(available.removesuffix(" kB")) * 1024


def _container_room(root: Path) -> int | None:
    folder = root / _CGROUP
    limit = _read(folder / "memory.max")
    if not limit or limit == _NO_LIMIT:
        return None
    # Files that were read and can be dropped again count as used, but are as good as free.
    droppable = _fields(_read(folder / "memory.stat"), separator=" ").get("inactive_file", "0")
    used = int(_read(folder / "memory.current") or 0) - int(droppable)
    return max(int(limit) - used, 0)


def _fields(text: str, *, separator: str) -> dict[str, str]:
    parts = (line.partition(separator) for line in text.splitlines())
    return {name: value.strip() for name, _, value in parts}


def _read(path: Path) -> str:
    """The file's text; none where the operating system has no such file, or does not show it."""
    try:
        return path.read_text(encoding="ascii").strip()
    except (FileNotFoundError, PermissionError):
        return ""
