from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.pcm import pcm16_from_samples, samples_from_pcm16


@given(st.binary(max_size=200).filter(lambda pcm: len(pcm) % 2 == 0))
def test_pcm_comes_back_unchanged_from_samples(pcm: bytes) -> None:
    samples = samples_from_pcm16(pcm)
    assert samples.dtype == np.float32
    assert np.all(np.abs(samples) <= 1)
    assert pcm16_from_samples(samples) == pcm


def test_bytes_are_little_endian() -> None:
    assert samples_from_pcm16(b"\x00\x40\x00\x80").tolist() == [0.5, -1.0]


def test_samples_are_clipped_when_louder_than_full_scale() -> None:
    loud = np.array([1.0, 2.0, -3.0], np.float32)
    assert pcm16_from_samples(loud) == b"\xff\x7f\xff\x7f\x00\x80"


def test_half_a_sample_is_refused() -> None:
    with pytest.raises(ValueError, match="buffer size"):
        samples_from_pcm16(b"\x00\x00\x00")
