"""Which device computes, and how: chosen from what the operator wants and what the machine has.

Pure; ``models/machine.py`` finds out what there is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from models.errors import UnsupportedComputeType, UnsupportedDevice

AUTO: Final = "auto"
"""Leaves a choice to the machine."""
CPU: Final = "cpu"
CUDA: Final = "cuda"

MOST_THREADS: Final = 4
"""Of one decode; with more, waiting for each other costs what they gain."""

_PREFERRED: Final[Mapping[str, tuple[str, ...]]] = {
    CPU: ("int8", "int8_float32", "float32"),
    CUDA: ("float16", "int8_float16", "int8", "float32"),
}
"""Compute types of a device, the one to be preferred first: float16 needs a GPU of 2018 or newer,
int8 a processor with vector instructions.
"""

_PYTORCH_TYPES: Final = frozenset({"float32", "float16", "bfloat16"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What there is to compute with."""

    cores: int
    """Processor cores that this process may use."""
    cuda_devices: int
    """GPUs that the engine sees."""
    compute_types: Mapping[str, frozenset[str]]
    """By device, what it computes without a detour; a device that is not here is not named."""
    free_memory_bytes: int | None
    """Main memory that can be used without swapping; None where the machine does not tell."""
    gpu_free_bytes: tuple[int, ...] | None = None
    """Free memory of each GPU that the engine sees; None where the machine does not tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where one model computes, and how."""

    device: str = CPU
    """``cpu`` or ``cuda``."""
    compute_type: str = "int8"
    """Arithmetic, in CTranslate2's words."""
    device_indices: tuple[int, ...] = (0,)
    """Numbers of the GPUs, each of which holds the whole model; one zero for the processor."""
    cpu_threads: int = 1
    """Processor threads of one call."""
    workers_per_device: int = 1
    """Calls that compute side by side on each device."""

    @property
    def workers(self) -> int:
        """Calls that compute side by side; further ones wait."""
        return self.workers_per_device * len(self.device_indices)


ON_ONE_CORE: Final = Placement()
"""Of the processor, in int8."""


def choose_placement(
    machine: Machine,
    *,
    device: str = AUTO,
    compute_type: str = AUTO,
    cpu_threads: int | None = None,
) -> Placement:
    """Choose where a model computes.

    Args:
        machine: what there is.
        device: ``cpu``, ``cuda`` or ``auto``: every GPU if there is one, else the processor.
        compute_type: in CTranslate2's words, or ``auto``: the quickest that keeps the quality.
        cpu_threads: of one call; None fits them to the cores.

    Raises:
        UnsupportedDevice: there is no such device here.
        UnsupportedComputeType: the device does not compute this way.
    """
    chosen = _device(machine, device)
    threads = fitted_threads(machine.cores) if cpu_threads is None else cpu_threads
    return Placement(
        device=chosen,
        compute_type=_compute_type(machine, chosen, compute_type),
        device_indices=tuple(range(machine.cuda_devices)) if chosen == CUDA else (0,),
        cpu_threads=threads,
        workers_per_device=1 if chosen == CUDA else max(machine.cores // threads, 1),
    )


def pytorch_compute_type(placement: Placement) -> str:
    """What PyTorch computes in where CTranslate2 would in ``placement.compute_type``."""
    if placement.compute_type in _PYTORCH_TYPES:
        return placement.compute_type
    return "float32" if placement.device == CPU else "float16"


def fitted_threads(cores: int) -> int:
    """Threads of one decode: half of the cores, so that two decodes can go on side by side.

    That helps many conversations more than it costs one: ``tulkki bench capacity`` tells.
    """
    return min(max(cores // 2, 1), MOST_THREADS)


def _device(machine: Machine, wanted: str) -> str:
    if wanted == AUTO:
        return CUDA if machine.cuda_devices else CPU
    if wanted == CPU:
        return CPU
    if wanted != CUDA:
        raise UnsupportedDevice(f"there is no device {wanted!r}. Set device to auto, cpu or cuda")
    if not machine.cuda_devices:
        raise UnsupportedDevice(
            "device is cuda, but no GPU is seen. Check that nvidia-smi lists one (in a container, "
            "that it was started with access to GPUs), or set device to auto or cpu"
        )
    return CUDA


def _compute_type(machine: Machine, device: str, wanted: str) -> str:
    supported = machine.compute_types[device]
    if wanted != AUTO:
        if wanted not in supported:
            raise UnsupportedComputeType(
                f"{device} here does not compute in {wanted}. "
                f"Set compute_type to auto, or to one of {', '.join(sorted(supported))}"
            )
        return wanted
    for preferred in _PREFERRED[device]:
        if preferred in supported:
            return preferred
    raise UnsupportedComputeType(f"{device} here computes in none of {_PREFERRED[device]}")
