from __future__ import annotations

from collections.abc import Callable

import ctranslate2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.encoder import (
    BY_THE_SECOND,
    ONE_BY_ONE,
    SILENCE_SAMPLES,
    WINDOW_SAMPLES,
    EncoderBatching,
    TailedEncoder,
    encoded_samples,
)
from models.types import SAMPLE_RATE, Samples
from models.word_times import POSITION_SAMPLES


class EchoModel:
    """Encodes a window into the loudest sample of each position, plus one; remembers the shapes."""

    def __init__(self) -> None:
        self.shapes: list[tuple[int, ...]] = []

    def encode(self, features: ctranslate2.StorageView, *, to_cpu: bool) -> ctranslate2.StorageView:
        assert to_cpu
        levels = np.array(features)
        self.shapes.append(levels.shape)
        output = levels.reshape(levels.shape[0], -1, 2).max(axis=2)[..., np.newaxis] + 1
        return ctranslate2.StorageView.from_array(np.ascontiguousarray(output))


def peaks(waveform: Samples, padding: int) -> NDArray[np.float32]:
    """Stands for the log-mel features: two frames of one figure for each position."""
    assert padding == 0
    frames: NDArray[np.float32] = waveform.reshape(-1, POSITION_SAMPLES // 2).max(axis=1)
    return frames[np.newaxis]


def tone(seconds: float, level: float) -> Samples:
    return np.full(int(seconds * SAMPLE_RATE), level, np.float32)


@pytest.fixture(params=[ONE_BY_ONE, BY_THE_SECOND], ids=["one_by_one", "by_the_second"])
def batching(request: pytest.FixtureRequest) -> EncoderBatching:
    chosen: EncoderBatching = request.param
    return chosen


Make = Callable[[EncoderBatching], tuple[TailedEncoder, EchoModel]]


@pytest.fixture
def make() -> Make:
    def encoder(batching: EncoderBatching) -> tuple[TailedEncoder, EchoModel]:
        model = EchoModel()
        return TailedEncoder(model, peaks, batching), model

    return encoder


def test_windows_of_any_lengths_come_back_in_order_followed_by_silence(
    make: Make, batching: EncoderBatching
) -> None:
    encode, _ = make(batching)
    windows = [tone(2, 0.25), tone(0, 0.5), tone(30, 0.5), tone(2, 0.75)]
    encoding = encode(windows)
    assert encoding.shape == (4, WINDOW_SAMPLES // POSITION_SAMPLES, 1)
    for row, window in zip(encoding[..., 0], windows, strict=True):
        sound = window.size // POSITION_SAMPLES
        assert np.all(row[:sound] == 1 + window[:1])
        assert np.all(row[sound:] == 1)


def test_windows_share_a_batch_when_their_lengths_round_up_alike(make: Make) -> None:
    encode, model = make(BY_THE_SECOND)
    encode([tone(1.2, 0.1), tone(4, 0.1), tone(1.9, 0.1)])
    frames_per_second = 2 * SAMPLE_RATE // POSITION_SAMPLES
    assert sorted(shape[0] for shape in model.shapes[1:]) == [1, 2]
    assert sorted(shape[-1] / frames_per_second for shape in model.shapes[1:]) == [3, 5]


def test_only_the_audio_and_a_second_go_through_the_model(make: Make) -> None:
    encode, model = make(ONE_BY_ONE)
    encode([tone(2, 0.1)])
    assert model.shapes[1:] == [(1, 1, 300)]


@given(samples=st.integers(0, WINDOW_SAMPLES))
def test_encoded_length_is_whole_positions_of_at_most_a_window(samples: int) -> None:
    for batching in (ONE_BY_ONE, BY_THE_SECOND):
        length = encoded_samples(samples, step=batching.step_samples)
        assert length % POSITION_SAMPLES == 0
        assert min(samples + SILENCE_SAMPLES, WINDOW_SAMPLES) <= length <= WINDOW_SAMPLES
        assert length < samples + SILENCE_SAMPLES + batching.step_samples
