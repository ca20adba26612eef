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
