"""``nothing``: a minute in which nobody speaks, for words that come from nothing.

A quarter each of a fan's noise alone, with the hum of the mains, with a keyboard, with a melody.
Computed in integers, so that it is the same everywhere.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Final

import numpy as np

from benchmarks.audio import Recording
from benchmarks.noise import Pcm, noise, take, to_pcm16
from models.types import SAMPLE_RATE

PART_S: Final = 15
_SEED: Final = 22
_NOISE_BITS: Final = 9
"""About -44 dB of full scale: a fan nearby."""
_HUM_HZ: Final = 100
_HUM_LEVEL: Final = 800
_CLICK_BITS: Final = 13
_CLICK_MS: Final = 12
_NOTE_LEVEL: Final = 6000
_NOTE_MS: Final = 375
_MELODY_HZ: Final = (262, 330, 392, 330, 440, 392, 349, 330, 294, 349, 440, 349, 392, 294, 262, 262)


def nothing() -> Recording:
    """The four parts, one after the other."""
    fan = noise(seed=_SEED, bits=_NOISE_BITS)
    hum = _tone(_HUM_HZ, _HUM_LEVEL, 1000 * PART_S)
    parts = [np.zeros_like(hum), hum, _keyboard(), _melody()]
    return Recording(pcm=b"".join(to_pcm16(part + take(fan, PART_S)) for part in parts))


def _samples(milliseconds: int) -> int:
    return milliseconds * SAMPLE_RATE // 1000


def _tone(hertz: int, level: int, milliseconds: int) -> Pcm:
    """Half waves of parabolas: a tone with faint odd harmonics, exact in integers."""
    phase = np.arange(_samples(milliseconds), dtype=np.int64) * hertz * 2 % (2 * SAMPLE_RATE)
    half = phase % SAMPLE_RATE
    height = level * 4 * half * (SAMPLE_RATE - half) // SAMPLE_RATE**2
    return np.where(phase < SAMPLE_RATE, height, -height)


def _dying(sound: Pcm) -> Pcm:
    return sound * np.arange(sound.size, 0, -1) // sound.size


def _keyboard() -> Pcm:
    """Key strokes of unequal strength, two to seven in a second."""
    keys = random.Random(_SEED)  # noqa: S311 - noise, not a secret
    clicks: Iterator[int] = noise(seed=_SEED + 1, bits=_CLICK_BITS)
    part = np.zeros(PART_S * SAMPLE_RATE, np.int64)
    at = 0
    while at + _samples(_CLICK_MS) <= part.size:
        stroke = take(clicks, _CLICK_MS / 1000) >> keys.getrandbits(1)
        part[at : at + stroke.size] = _dying(stroke)
        at += _samples(140 + keys.getrandbits(8) + keys.getrandbits(7))
    return part


def _melody() -> Pcm:
    tune = np.concatenate([_dying(_tone(hertz, _NOTE_LEVEL, _NOTE_MS)) for hertz in _MELODY_HZ])
    return np.resize(tune, PART_S * SAMPLE_RATE)
