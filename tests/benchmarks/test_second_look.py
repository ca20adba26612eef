from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.second_look import Suspicion, better, suspicious
from models.types import SAMPLE_RATE, AudioWindow, Hypothesis, Word

SURE = Hypothesis(
    words=(Word(text=" Good"), Word(text=" morning")),
    language="en",
    language_probability=1.0,
    no_speech_probability=0.01,
    average_log_probability=-0.2,
    cut=False,
)
WINDOW = AudioWindow(
    samples=np.zeros(2 * SAMPLE_RATE, np.float32), start_sample=0, languages=("en",), final=True
)


@pytest.mark.parametrize(
    ("hypothesis", "doubted"),
    [
        (SURE, False),
        (replace(SURE, cut=True), True),
        (replace(SURE, average_log_probability=-0.7), True),
        (replace(SURE, no_speech_probability=0.5), True),
        (replace(SURE, words=SURE.words * 6), True),
        (replace(SURE, words=(), no_speech_probability=0.9), False),
    ],
)
def test_what_a_decode_says_of_itself_tells_which_looks_wrong(
    hypothesis: Hypothesis, doubted: bool
) -> None:
    assert suspicious(hypothesis, WINDOW, Suspicion()) == doubted


@pytest.mark.parametrize(
    "worse",
    [
        replace(SURE, average_log_probability=-0.3),
        replace(SURE, average_log_probability=-0.1, cut=True),
        replace(SURE, average_log_probability=-0.1, words=()),
    ],
)
def test_the_one_that_is_whole_and_surer_is_kept(worse: Hypothesis) -> None:
    assert better(SURE, worse) is SURE
    assert better(worse, SURE) is SURE
