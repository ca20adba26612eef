"""What a confidence is worth: bins, expected error, and the exponent that brings it near."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from benchmarks.quality.calibration import Judged, calibration, expected_error
from benchmarks.quality.evaluation import Confidences, evaluate
from benchmarks.quality.phrases import load_phrases
from benchmarks.quality.report import as_tables
from models.types import LanguagePair

DESK = load_phrases()
INTO_FINNISH = LanguagePair("en", "fi")
PERFECT = [phrase.texts["fi"] for phrase in DESK.phrases]

JUDGED = st.lists(
    st.builds(Judged, confidence=st.floats(0, 1), right=st.booleans()), min_size=2, max_size=60
)


def drawn(exponent: float, count: int = 2_000) -> list[Judged]:
    """Translations that are right as often as their confidence to the power of an exponent."""
    confidences, chances = np.random.default_rng(7).random((2, count)).tolist()
    return [
        Judged(confidence=confidence, right=chance < confidence**exponent)
        for confidence, chance in zip(confidences, chances, strict=True)
    ]


@given(JUDGED)
def test_every_utterance_is_in_one_bin_and_errors_are_shares(judged: list[Judged]) -> None:
    told = calibration(judged, exponent=1.0)
    assert sum(each.utterances for each in told.bins) == told.utterances == len(judged)
    means = [each.confidence for each in told.bins]
    assert means == pytest.approx(sorted(means))
    assert 0 <= told.expected_error.value <= 1
    assert 0 <= told.better_error <= 1


def test_confidence_that_is_the_share_of_what_is_right_has_no_error() -> None:
    told = calibration(drawn(1.0), exponent=1.0)
    assert told.expected_error.value < 0.04
    assert told.better_exponent == pytest.approx(1.0, abs=0.2)


def test_always_sure_and_always_wrong_is_the_greatest_error() -> None:
    assert expected_error([Judged(confidence=1.0, right=False)] * 9) == 1
    assert expected_error([Judged(confidence=1.0, right=True)] * 9) == 0


@pytest.mark.parametrize("exponent", [0.5, 4.0])
def test_exponent_is_found_again_and_mends_the_confidence(exponent: float) -> None:
    told = calibration(drawn(exponent), exponent=1.0)
    assert told.better_exponent == pytest.approx(exponent, rel=0.2)
    assert told.better_error < 0.05 < told.expected_error.value


def test_exponent_is_told_on_top_of_the_one_that_was_used() -> None:
    assert calibration(drawn(1.0), exponent=3.0).better_exponent == pytest.approx(3.0, rel=0.2)


def told_of(translations: list[str], confidences: Confidences | None) -> str:
    evaluation = evaluate("a-model", INTO_FINNISH, DESK, translations, confidences)
    console = Console(width=200)
    with console.capture() as capture:
        console.print(as_tables(evaluation))
    return capture.get()


def test_table_tells_how_many_are_right_in_each_fifth() -> None:
    half = len(PERFECT) // 2
    translations = [*PERFECT[:half], *["Zzz."] * (len(PERFECT) - half)]
    values = [0.9] * half + [0.2] * (len(PERFECT) - half)
    told = told_of(translations, Confidences(values=values, exponent=1.0))
    assert "the least certain fifth first" in told
    assert "20 20 % 0 % [0-16]" in " ".join(told.split())
    assert "Expected calibration error: 13 %" in told


def test_engine_without_scores_is_said_to_have_none() -> None:
    assert "the engine gives no scores" in told_of(PERFECT, None)
