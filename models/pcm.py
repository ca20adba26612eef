"""Between 16-bit PCM, as audio travels and is stored, and the samples that models take."""

from __future__ import annotations

from typing import Final

import numpy as np

from models.types import Samples

_FULL_SCALE: Final = 32_768
_PCM16: Final = np.dtype("<i2")
BYTES_PER_SAMPLE: Final = _PCM16.itemsize


def samples_from_pcm16(pcm: bytes | bytearray | memoryview) -> Samples:
    """Turn little-endian mono PCM16 into samples.

    Raises:
        ValueError: half a sample is left over.
    """
    return np.frombuffer(pcm, _PCM16).astype(np.float32) / np.float32(_FULL_SCALE)


def pcm16_from_samples(samples: Samples) -> bytes:
    """Turn samples into little-endian mono PCM16; what is louder than full scale is clipped."""
    scaled = np.rint(samples * np.float32(_FULL_SCALE))
    pcm = np.clip(scaled, -_FULL_SCALE, _FULL_SCALE - 1).astype(_PCM16)
    return bytes(pcm.data)
