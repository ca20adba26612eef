from __future__ import annotations

from itertools import islice

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.noise import noise, take, to_pcm16


@given(seed=st.integers(min_value=0), bits=st.integers(min_value=1, max_value=15))
def test_noise_is_the_same_every_time_and_no_louder_than_its_bits(seed: int, bits: int) -> None:
    first, second = (list(islice(noise(seed=seed, bits=bits), 100)) for _ in range(2))
    assert first == second
    assert all(-(1 << bits) <= sample < 1 << bits for sample in first)


def test_noise_is_taken_on_from_where_it_was_left() -> None:
    source = noise(seed=1, bits=5)
    parts = np.concatenate([take(source, 0.25), take(source, 0.5)])
    assert np.array_equal(parts, take(noise(seed=1, bits=5), 0.75))


def test_what_is_too_loud_is_clipped() -> None:
    assert to_pcm16(np.array([40_000, 258, -40_000])) == b"\xff\x7f\x02\x01\x01\x80"
