"""Translations are timed on the Marian models that the tests train."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from marian_fixture import TinyMarian, tiny_marian

from benchmarks.errors import BenchmarkError
from benchmarks.gpu_timing import TranslateStep, timings

__all__ = ["tiny_marian"]

pytestmark = [
    pytest.mark.weights,
    pytest.mark.timeout(480),
    pytest.mark.skipif(find_spec("transformers") is None, reason="without the extra marian"),
]

SENTENCES = ["Good morning.", "Please sit down.", "Thank you."]


def test_translations_are_timed_by_batch(tiny_marian: TinyMarian) -> None:
    step = TranslateStep(tiny_marian.ctranslate2("en-fi"), SENTENCES, device="cpu")
    found = timings("translate", step, batches=[1, 4], repetitions=2)
    assert [(timing.batch, len(timing.times_s)) for timing in found] == [(1, 2), (4, 2)]
    assert all(timing.items_per_s > 0 for timing in found)


def test_folder_without_a_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match="cannot be loaded"):
        TranslateStep(tmp_path, SENTENCES, device="cpu")
