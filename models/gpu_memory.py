"""How much memory the GPUs that the engine sees have free.

NVIDIA's management library knows all GPUs of the machine; the engine sees those that the
environment variable ``CUDA_VISIBLE_DEVICES`` leaves, by number or by the beginning of a name. The
numbers are taken as the management library's, which differ from CUDA's where GPUs of several kinds
are in one machine: there the free memory of all GPUs is still right, since a model goes to each.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gpu:
    """One GPU of the machine."""

    uuid: str
    """Its name all over the world, for example ``GPU-8932f937-...``."""
    free_bytes: int


class GpuProbe(Protocol):
    """Looks at the GPUs of the machine."""

    def gpus(self) -> Sequence[Gpu]:
        """All GPUs, in the order of their numbers; none where they cannot be looked at."""
        ...


class NvmlProbe:
    """Asks NVIDIA's management library, which comes with the driver, through ``nvidia-ml-py``."""

    def gpus(self) -> Sequence[Gpu]:
        """All GPUs; none where the package or the driver's library is missing, or refuses."""
        try:
            import pynvml
        except ImportError:
            logger.warning(
                "the free memory of the GPUs is not known, as nvidia-ml-py is not installed."
                " Run: pip install 'tulkki[gpu]'"
            )
            return ()
        try:
            pynvml.nvmlInit()
            try:
                handles = map(pynvml.nvmlDeviceGetHandleByIndex, range(pynvml.nvmlDeviceGetCount()))
                return tuple(
                    Gpu(
                        uuid=pynvml.nvmlDeviceGetUUID(handle),
                        free_bytes=pynvml.nvmlDeviceGetMemoryInfo(handle).free,
                    )
                    for handle in handles
                )
            finally:
                pynvml.nvmlShutdown()
        except pynvml.NVMLError as error:
            logger.warning("the free memory of the GPUs is not known: %s", error)
            return ()


def visible_free_bytes(
    gpus: Sequence[Gpu], visible: str | None, seen: int
) -> tuple[int, ...] | None:
    """Pick the free memory of the GPUs that the engine sees, in its order.

    Args:
        gpus: all of the machine.
        visible: the environment variable ``CUDA_VISIBLE_DEVICES``; None where it is not set.
        seen: how many the engine sees.

    Returns:
        Nothing where what is seen cannot be told from what is there, as with parts of a GPU.
    """
    if visible is None:
        chosen = list(gpus)
    else:
        chosen = []
        for name in map(str.strip, visible.split(",")):
            named = _named(gpus, name)
            if named is None:
                break  # as CUDA does: what follows a name that is not there does not count
            chosen.append(named)
    return tuple(gpu.free_bytes for gpu in chosen) if len(chosen) == seen else None


def _named(gpus: Sequence[Gpu], name: str) -> Gpu | None:
    if name.isdecimal():
        return gpus[int(name)] if int(name) < len(gpus) else None
    alike = [gpu for gpu in gpus if name and gpu.uuid.startswith(name)]
    return alike[0] if len(alike) == 1 else None
