from __future__ import annotations

import numpy as np
import pytest

from benchmarks.nothing import PART_S, nothing
from models.types import SAMPLE_RATE, Samples


@pytest.fixture(scope="module")
def parts() -> list[Samples]:
    return np.split(nothing().samples(), 4)


def peak_hz(samples: Samples) -> float:
    return float(np.argmax(np.abs(np.fft.rfft(samples)))) * SAMPLE_RATE / samples.size


def test_a_minute_is_built_without_clipping(parts: list[Samples]) -> None:
    assert [part.size for part in parts] == [PART_S * SAMPLE_RATE] * 4
    assert all(0 < abs(part).max() < 0.5 for part in parts)


def test_the_hum_is_that_of_the_mains(parts: list[Samples]) -> None:
    assert peak_hz(parts[1]) == pytest.approx(100)


def test_keys_stand_out_of_the_noise(parts: list[Samples]) -> None:
    fan, keyboard, *_ = parts[0], parts[2]
    in_tens_of_ms = abs(keyboard).reshape(-1, SAMPLE_RATE // 100).max(axis=1)
    loud = in_tens_of_ms > 3 * abs(fan).max()
    strokes = int(np.count_nonzero(loud[1:] & ~loud[:-1]))
    assert 2 * PART_S < strokes < 7 * PART_S


def test_a_tune_is_played(parts: list[Samples]) -> None:
    notes = parts[3][: 4 * SAMPLE_RATE * 3 // 8].reshape(4, -1)
    assert [peak_hz(note) for note in notes] == pytest.approx([262, 330, 392, 330], abs=3)
