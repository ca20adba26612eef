from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.audio import Recording
from benchmarks.noise import to_pcm16
from benchmarks.telephone import over_the_telephone
from models.types import SAMPLE_RATE


def tone(hertz: float, level: float = 8000.0) -> Recording:
    times_s = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    return Recording(
        pcm=to_pcm16(np.rint(level * np.sin(2 * np.pi * hertz * times_s)).astype(np.int64))
    )


def loudness(recording: Recording) -> float:
    """Without the ends, where a filter has nothing before it."""
    return float(np.sqrt(np.mean(recording.samples()[2000:-2000] ** 2)))


@pytest.mark.parametrize(
    ("hertz", "least", "most"),
    [(100, 0.0, 0.1), (500, 0.9, 1.1), (1000, 0.9, 1.1), (3000, 0.9, 1.1), (4500, 0.0, 0.05)],
)
def test_what_a_line_lets_through(hertz: float, least: float, most: float) -> None:
    heard = loudness(over_the_telephone(tone(hertz))) / loudness(tone(hertz))
    assert least <= heard <= most


@given(at=st.integers(1000, 7000), level=st.integers(3000, 30_000))
def test_a_line_delays_nothing(at: int, level: int) -> None:
    samples = np.zeros(8000, np.int64)
    samples[at] = level
    heard = over_the_telephone(Recording(pcm=to_pcm16(samples))).samples()
    assert abs(int(np.argmax(np.abs(heard))) - at) <= 1
    assert heard.size == samples.size


def test_silence_stays_silent_and_quiet_sound_keeps_finer_steps() -> None:
    assert not over_the_telephone(Recording(pcm=bytes(3200))).samples().any()
    noise_of = {}
    for level in (500.0, 20_000.0):
        said = tone(1000, level)
        difference = over_the_telephone(said).samples() - said.samples()
        noise_of[level] = float(np.abs(difference[2000:-2000]).max())
    assert noise_of[500.0] < noise_of[20_000.0] / 10
