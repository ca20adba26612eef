"""Which GPU a figure was measured on, as the driver tells it."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import Final

from benchmarks.errors import BenchmarkError

_QUERY: Final = (
    "nvidia-smi",
    "--query-gpu=name,driver_version,memory.total",
    "--format=csv,noheader,nounits",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gpu:
    """One GPU."""

    name: str
    driver: str
    memory_mib: int


def gpus() -> tuple[Gpu, ...]:
    """All GPUs of this machine, in the driver's order.

    Raises:
        BenchmarkError: the driver is not here, or does not answer.
    """
    try:
        told = subprocess.run(_QUERY, capture_output=True, text=True, check=True)
    except FileNotFoundError as error:
        raise BenchmarkError("nvidia-smi is missing: there is no NVIDIA driver here") from error
    except subprocess.CalledProcessError as error:
        raise BenchmarkError(f"nvidia-smi failed: {error.stdout or error.stderr}") from error
    return parse_gpus(told.stdout)


def parse_gpus(told: str) -> tuple[Gpu, ...]:
    """Read nvidia-smi's answer: a line for each GPU.

    Raises:
        BenchmarkError: it is in another form.
    """
    found: list[Gpu] = []
    for line in told.splitlines():
        # A name may hold a comma; the other two fields may not.
        fields = [field.strip() for field in line.rsplit(",", 2)]
        if len(fields) != 3 or not fields[2].isdecimal():
            raise BenchmarkError(f"nvidia-smi said {line!r}, which is no name, driver and memory")
        found.append(Gpu(name=fields[0], driver=fields[1], memory_mib=int(fields[2])))
    return tuple(found)
