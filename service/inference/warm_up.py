"""An utterance to warm up with. Pure.

Silence would not do: a recognizer that writes nothing down has no words to find the times of. Three
vowels are understood as a word or two by Whisper in any language, and need no file.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.types import SAMPLE_RATE, Samples

_VOWELS_HZ: Final = ((730.0, 1090.0, 2440.0), (570.0, 840.0, 2410.0), (270.0, 2290.0, 3010.0))
"""Resonances of the mouth in "ah-oh-ee". Two of these pass for no words in some languages."""
_BANDWIDTHS_HZ: Final = (80.0, 110.0, 150.0)
_PITCH_HZ: Final = (140.0, 105.0)
"""Of the voice at the begin and at the end of a vowel."""
_HARMONICS: Final = 27
_VOWEL_S: Final = 0.3
_PAUSE_S: Final = 0.05
_LOUDNESS: Final = 0.3


def utterance() -> Samples:
    """A good second of something like a voice; the same every time."""
    pause = np.zeros(round(_PAUSE_S * SAMPLE_RATE))
    pieces = [pause, pause]
    for formants_hz in _VOWELS_HZ:
        pieces += [_vowel(formants_hz), pause]
    return np.concatenate([*pieces, pause, pause]).astype(np.float32)


def _vowel(formants_hz: tuple[float, ...]) -> NDArray[np.float64]:
    """A voice of falling pitch: its overtones, as loud as the mouth lets them through."""
    length = round(_VOWEL_S * SAMPLE_RATE)
    pitch_hz = np.linspace(*_PITCH_HZ, length)
    phase = 2 * np.pi * np.cumsum(pitch_hz) / SAMPLE_RATE
    voice = np.zeros(length)
    for harmonic in range(1, _HARMONICS + 1):
        gain = np.full(length, 1 / harmonic)
        for formant_hz, bandwidth_hz in zip(formants_hz, _BANDWIDTHS_HZ, strict=True):
            gain *= _resonance(harmonic * pitch_hz, formant_hz, bandwidth_hz)
        voice += gain * np.sin(harmonic * phase)
    swell = np.sin(np.pi * np.arange(length) / length) ** 0.3
    loud: NDArray[np.float64] = _LOUDNESS * voice / np.abs(voice).max() * swell
    return loud


def _resonance(
    frequency_hz: NDArray[np.float64], formant_hz: float, bandwidth_hz: float
) -> NDArray[np.float64]:
    detuned = formant_hz**2 - frequency_hz**2
    gain: NDArray[np.float64] = formant_hz**2 / np.hypot(detuned, bandwidth_hz * frequency_hz)
    return gain
