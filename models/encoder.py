"""Whisper's encoder without the silence.

Whisper was trained on windows of 30 s, so the usual way is to pad to 30 s and to spend most of the
time on zeros. Here only the audio and one second of zeros are encoded; the rest of the 30 s is
filled with the encoder's output for silence, computed once per model. The decoder sees a whole
window and behaves as it was trained to; with the window simply cut off it does not know where to
stop and repeats itself.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

import ctranslate2
import numpy as np
from numpy.typing import NDArray

from models.types import SAMPLE_RATE, Samples
from models.word_times import POSITION_SAMPLES

WINDOW_SAMPLES: Final = 30 * SAMPLE_RATE
"""What Whisper was trained on, and the most it takes."""
SILENCE_SAMPLES: Final = SAMPLE_RATE
"""Real silence after the audio, at least: the seam to the cached silence must not be taken for
sound."""
Encoding = NDArray[np.floating]
"""Encoder output, shape (windows, positions of 30 s, width)."""

T = TypeVar("T")


class LogMel(Protocol):
    """Turns audio into Whisper's log-mel features, shape (mels, samples / 160)."""

    def __call__(self, waveform: Samples, padding: int) -> NDArray[np.floating]:
        """Features of some audio followed by ``padding`` zeros."""
        ...


class Encoder(Protocol):
    """Turns windows of audio into what a decoder reads."""

    def __call__(self, windows: Sequence[Samples], *, silence_samples: int) -> Encoding:
        """Encode windows of at most 30 s each, followed by so much silence that is not cached."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderBatching:
    """How windows go through the encoder, where all of a batch must have one length."""

    step_samples: int
    """Lengths are rounded up to a multiple of this, itself a multiple of ``POSITION_SAMPLES``."""
    most_windows: int


ONE_BY_ONE: Final = EncoderBatching(step_samples=POSITION_SAMPLES, most_windows=1)
"""For a CPU: one window fits its caches; a batch of four takes longer than four in turn."""
BY_THE_SECOND: Final = EncoderBatching(step_samples=SAMPLE_RATE, most_windows=16)
"""For a GPU: a short window leaves it idle, so company is worth some more silence."""


class TailedEncoder:
    """Encodes windows of any length as if they were followed by silence up to 30 s. Thread-safe."""

    def __init__(
        self, model: ctranslate2.models.Whisper, log_mel: LogMel, batching: EncoderBatching
    ) -> None:
        self._model = model
        self._log_mel = log_mel
        self._batching = batching
        self._silence: Encoding = self._encode([np.zeros(0, np.float32)], WINDOW_SAMPLES)[0]

    def __call__(
        self, windows: Sequence[Samples], *, silence_samples: int = SILENCE_SAMPLES
    ) -> Encoding:
        """Encode windows of at most 30 s each, followed by so much silence that is not cached."""
        encoding: Encoding = np.stack([self._silence] * len(windows))
        for length, indices in self._by_length(windows, silence_samples).items():
            for batch in chunks(indices, self._batching.most_windows):
                encoded = self._encode([windows[index] for index in batch], length)
                encoding[batch, : encoded.shape[1]] = encoded
        return encoding

    def _by_length(self, windows: Sequence[Samples], silence: int) -> dict[int, list[int]]:
        step = self._batching.step_samples
        groups: dict[int, list[int]] = defaultdict(list)
        for index, window in enumerate(windows):
            groups[encoded_samples(window.size, silence=silence, step=step)].append(index)
        return groups

    def _encode(self, windows: Sequence[Samples], length: int) -> Encoding:
        features = np.stack(
            [self._log_mel(np.pad(samples, (0, length - samples.size)), 0) for samples in windows]
        )
        # On the CPU, because the tail is joined there.
        output: Encoding = np.array(self._model.encode(storage(features), to_cpu=True))
        return output


def encoded_samples(samples: int, *, silence: int = SILENCE_SAMPLES, step: int) -> int:
    """How much audio is encoded for a window: it and some silence, rounded up, 30 s at most."""
    return min(math.ceil((samples + silence) / step) * step, WINDOW_SAMPLES)


def storage(array: NDArray[np.floating]) -> ctranslate2.StorageView:
    """Hand an array to CTranslate2, which reads it in place and needs it contiguous."""
    return ctranslate2.StorageView.from_array(np.ascontiguousarray(array))


def chunks(items: Sequence[T], size: int) -> Iterator[list[T]]:
    """Cut a sequence into lists of at most ``size``."""
    for start in range(0, len(items), size):
        yield list(items[start : start + size])
