"""Faint noise that is the same everywhere, for digital silence is easier on a voice detector."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.types import SAMPLE_RATE

Pcm = NDArray[np.int64]
"""PCM16 samples, wide enough to add up before they are narrowed."""
_LOUDEST: Final = 2**15 - 1


def noise(*, seed: int, bits: int) -> Iterator[int]:
    """Endless samples, each two uniform numbers of so many bits, about zero."""
    # Integers of the Mersenne Twister are the same everywhere; floats might not be.
    generator = random.Random(seed)  # noqa: S311 - noise, not a secret
    while True:
        yield generator.getrandbits(bits) + generator.getrandbits(bits) - (1 << bits)


def take(source: Iterator[int], seconds: float) -> Pcm:
    """The next samples of a noise."""
    count = round(seconds * SAMPLE_RATE)
    return np.fromiter(islice(source, count), dtype=np.int64, count=count)


def to_pcm16(samples: Pcm) -> bytes:
    """Narrow to little-endian PCM16; what is too loud is clipped."""
    return samples.clip(-_LOUDEST, _LOUDEST).astype("<i2").tobytes()
