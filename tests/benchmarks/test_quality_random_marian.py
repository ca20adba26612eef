"""A model that says nothing that means anything, but as often as long as a translation is."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from benchmarks.quality.random_marian import PAIR, Shape, build, fitted_bias
from models.catalog_convert import convert_marian

SOURCES = ["Good morning.", "How can I help you?", "Please sit down and wait for your turn."]
TARGETS = ["Hyvää huomenta.", "Kuinka voin auttaa?", "Istukaa ja odottakaa vuoroanne."]
SMALL = Shape(tokens=1500, width=128, layers=2, heads=4, inner=256)


def test_bias_makes_sentences_as_long_as_wanted() -> None:
    wave = np.array([[0, 1, 2, 3], [0, 1, 2, 3]], np.float32)
    others = np.array([[5, 5, 5, 5], [6, 6, 6, 6]], np.float32)

    assert fitted_bias(wave, others, 2) == (4.0, 2.5)  # they end at the second and third token
    assert fitted_bias(wave, others, 4) == (2.0, 4.5)  # one at the fourth, one at the limit


SCORES = arrays.arrays(
    np.float32, (3, 6), elements=st.floats(-10, 10, width=32, allow_subnormal=False)
)


@given(SCORES, SCORES, st.floats(1, 6))
def test_no_other_bias_comes_nearer(
    wave: NDArray[np.float32], others: NDArray[np.float32], wanted: float
) -> None:
    _, length = fitted_bias(wave, others, wanted)

    def length_with(tried: float) -> float:
        ahead = others - wave <= tried
        ends = [row.argmax() + 1 if row.any() else row.size + 1 for row in ahead]
        return float(np.mean(ends))

    for tried in np.unique(others - wave):
        assert abs(length - wanted) <= abs(length_with(float(tried)) - wanted) + 1e-6


@pytest.mark.weights
@pytest.mark.timeout(300)
def test_model_ends_its_sentences_on_both_engines(tmp_path: Path) -> None:
    from models.marian.ctranslate2_engine import CTranslate2MarianTranslator, CTranslate2Model
    from models.marian.transformers_engine import TransformersMarianTranslator, TransformersModel

    saved, converted = tmp_path / "saved", tmp_path / "converted"
    saved.mkdir()
    spoken = build(SOURCES, TARGETS, saved, SMALL)
    convert_marian(saved, converted, quantization="float32")

    with (
        closing(
            TransformersMarianTranslator({PAIR: TransformersModel(key="a", folder=saved)})
        ) as reference,
        closing(
            CTranslate2MarianTranslator(
                {PAIR: CTranslate2Model(key="b", folder=converted)}, compute_type="float32"
            )
        ) as other,
    ):
        said = reference.translate(SOURCES, PAIR)
        assert [one.text for one in other.translate(SOURCES, PAIR)] == [one.text for one in said]

    assert 3 < spoken < 30
    assert all(one.text not in SOURCES for one in said)
