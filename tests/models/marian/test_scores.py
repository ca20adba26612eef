"""Confidence: from log-probabilities to 0..1."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.marian.scores import confidence_of, least_confident


@pytest.mark.parametrize(
    ("probability", "confidence"), [(1.0, 1.0), (0.9, 1.0), (0.45, 0.5), (0.09, 0.1)]
)
def test_confidence_is_the_share_of_what_a_sure_model_gives(
    probability: float, confidence: float
) -> None:
    assert confidence_of(math.log(probability)) == pytest.approx(confidence)


@given(st.floats(allow_nan=False), st.floats(allow_nan=False))
def test_confidence_rises_with_the_score_and_stays_within_bounds(one: float, two: float) -> None:
    low, high = sorted((one, two))

    assert 0 <= confidence_of(low) <= confidence_of(high) <= 1


def test_text_is_as_certain_as_its_least_certain_sentence() -> None:
    assert least_confident([0.0, None, math.log(0.45)]) == pytest.approx(0.5)
    assert least_confident([None, None]) is None
    assert least_confident([]) is None


@given(st.floats(-20, 0), st.floats(-20, 0), st.floats(0.25, 32))
def test_exponent_keeps_the_order_of_sentences(one: float, two: float, exponent: float) -> None:
    low, high = sorted((one, two))
    assert 0 <= confidence_of(low, exponent) <= confidence_of(high, exponent) <= 1
    assert confidence_of(0.0, exponent) == 1


def test_exponent_bends_the_confidence() -> None:
    assert confidence_of(math.log(0.45), 2.0) == pytest.approx(0.25)
    assert least_confident([math.log(0.45)], 0.5) == pytest.approx(0.5**0.5)
