from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.limits import Dimensions, decoder_gflop, dimensions, encoder_gflop

BASE = dimensions("whisper-base", width=512, mels=80, tokens=51_865)
SMALL = dimensions("whisper-small", width=768, mels=80, tokens=51_865)
TURBO = dimensions("whisper-large-v3-turbo", width=1280, mels=128, tokens=51_866)


@pytest.mark.parametrize(
    ("model", "seconds", "gflop"),
    [(BASE, 30, 87), (BASE, 10, 23), (BASE, 5, 10.7), (SMALL, 30, 344), (TURBO, 30, 2274)],
)
def test_what_an_encoder_computes_was_counted_before(
    model: Dimensions, seconds: int, gflop: float
) -> None:
    assert encoder_gflop(50 * seconds, model) == pytest.approx(gflop, rel=0.02)


@pytest.mark.parametrize(("model", "mflop"), [(BASE, 116), (SMALL, 334), (TURBO, 348)])
def test_what_a_token_takes_was_counted_before(model: Dimensions, mflop: float) -> None:
    one_more = decoder_gflop(21, model) - decoder_gflop(20, model)
    assert 1000 * one_more == pytest.approx(mflop, rel=0.02)


def test_a_short_decoder_has_fewer_layers_than_its_encoder() -> None:
    assert (TURBO.encoder_layers, TURBO.decoder_layers) == (32, 4)
    distilled = dimensions("distil-large-v3", width=1280, mels=128, tokens=51_866)
    assert distilled.decoder_layers == 2


@given(st.integers(1, 1499), st.integers(0, 200))
def test_more_is_never_cheaper(positions: int, said: int) -> None:
    assert encoder_gflop(positions + 1, BASE) > encoder_gflop(positions, BASE) > 0
    assert decoder_gflop(said + 1, BASE) > decoder_gflop(said, BASE) > 0
