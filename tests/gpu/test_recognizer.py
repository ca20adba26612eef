"""Whisper on CUDA: the words of the processor, sooner."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from benchmarks.corpus import Sentence
from benchmarks.scoring import word_errors
from benchmarks.text import normalizer_for
from models.catalog import Catalog
from models.devices import CPU, CUDA, Placement
from models.interfaces import Recognizer
from models.loading import load_recognizer
from models.types import AudioWindow

pytestmark = [pytest.mark.gpu, pytest.mark.weights, pytest.mark.timeout(600)]

KEY = "whisper-base"
MANY = 32


@pytest.fixture(scope="module")
def on_gpu(catalog: Catalog) -> Recognizer:
    return load_recognizer(catalog, KEY, placement=Placement(device=CUDA, compute_type="float16"))


@pytest.fixture(scope="module")
def on_processor(catalog: Catalog) -> Recognizer:
    placement = Placement(device=CPU, compute_type="float32", cpu_threads=4)
    return load_recognizer(catalog, KEY, placement=placement)


def windows(sentences: Sequence[Sentence]) -> list[AudioWindow]:
    return [
        AudioWindow(
            samples=sentence.recording.samples(), start_sample=0, languages=("en",), final=True
        )
        for sentence in sentences
    ]


def texts(recognizer: Recognizer, heard: Sequence[AudioWindow]) -> list[str]:
    return [hypothesis.text for hypothesis in recognizer.recognize(heard)]


def test_sentence_has_the_same_words_as_on_the_processor(
    on_gpu: Recognizer, on_processor: Recognizer, sentences: tuple[Sentence, ...]
) -> None:
    shortest = min(sentences, key=lambda sentence: sentence.recording.duration_s)
    (expected,) = texts(on_processor, windows([shortest]))
    assert expected
    assert texts(on_gpu, windows([shortest])) == [expected]


def test_sentences_are_written_down_with_few_errors(
    on_gpu: Recognizer, sentences: tuple[Sentence, ...]
) -> None:
    said = " ".join(sentence.text for sentence in sentences)
    heard = " ".join(texts(on_gpu, windows(sentences)))
    assert word_errors(said, heard, normalizer_for("en")).edits.total <= 3


def test_sentences_are_the_same_together_as_alone(
    on_gpu: Recognizer, sentences: tuple[Sentence, ...]
) -> None:
    all_ = windows(sentences)
    alone = [text for window in all_ for text in texts(on_gpu, [window])]
    assert texts(on_gpu, all_) == alone


def test_many_windows_take_less_time_together_than_in_turn(
    on_gpu: Recognizer, sentences: tuple[Sentence, ...]
) -> None:
    several = windows(sentences)
    many = [several[index % len(several)] for index in range(MANY)]
    on_gpu.recognize(many)  # the first time, memory is taken and kernels are chosen
    begun_s = time.perf_counter()
    for window in many:
        on_gpu.recognize([window])
    turned_s = time.perf_counter()
    on_gpu.recognize(many)
    assert time.perf_counter() - turned_s < turned_s - begun_s
