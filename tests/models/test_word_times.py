from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.word_times import (
    POSITION_SAMPLES,
    TokenTimes,
    loud_positions,
    token_starts,
    without_silent_ends,
)
from models.words import spell


def loudness(pattern: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """Samples from a picture: ``#`` is a loud position, ``.`` a silent one."""
    levels = [0.3 if mark == "#" else 0.001 for mark in pattern]
    return np.repeat(np.array(levels, np.float32), POSITION_SAMPLES)


def test_tokens_begin_where_the_path_first_meets_them() -> None:
    path = [(0, 0), (0, 1), (1, 2), (2, 2), (2, 3), (3, 4), (3, 5)]
    assert token_starts(path, tokens=3, end=6) == [0, 2, 2, 4]


def test_last_token_ends_with_the_window_when_the_path_ends_before() -> None:
    assert token_starts([(0, 0), (1, 3)], tokens=2, end=8) == [0, 3, 8]


@given(
    steps=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3)), max_size=40),
    tokens=st.integers(1, 30),
    end=st.integers(1, 50),
)
def test_starts_never_fall_and_never_pass_the_end(
    steps: list[tuple[int, int]], tokens: int, end: int
) -> None:
    path = [(0, 0)]
    for token_step, time_step in steps:
        path.append((path[-1][0] + token_step, path[-1][1] + time_step))
    starts = token_starts(path, tokens=tokens, end=end)
    assert len(starts) == tokens + 1
    assert starts == sorted(starts)
    assert starts[-1] <= end


def test_silence_at_the_ends_is_left_out_and_within_is_kept() -> None:
    loud = loud_positions(loudness("..##.#..#"))
    assert without_silent_ends(range(8), loud) == range(2, 6)
    assert without_silent_ends(range(2), loud) == range(2)


@pytest.mark.parametrize("samples", [0, 100, POSITION_SAMPLES + 1])
def test_loudness_is_told_for_whole_positions(samples: int) -> None:
    assert loud_positions(np.ones(samples, np.float32)).size == samples // POSITION_SAMPLES


def test_word_is_timed_without_silence_and_closing_punctuation() -> None:
    pattern = "...####.###....."
    times = TokenTimes(
        starts=[0, 5, 8, 12, 16],
        probabilities=[0.5, 0.7, 0.9, 0.1],
        loud=loud_positions(loudness(pattern)),
        start_sample=1_000_000,
        end_sample=1_000_000 + len(pattern) * POSITION_SAMPLES,
    )
    first, second = spell(
        [" good", "bye", " man", "."],
        [[1], [2], [3], [4]],
        language="en",
        times=times,
        probabilities=times.probabilities,
    )
    assert (first.text, second.text) == (" goodbye", " man.")
    assert first.start_sample == 1_000_000 + 3 * POSITION_SAMPLES
    assert first.end_sample == 1_000_000 + 7 * POSITION_SAMPLES
    assert first.probability == pytest.approx(0.6)
    assert second.start_sample == 1_000_000 + 8 * POSITION_SAMPLES
    assert second.end_sample == 1_000_000 + 11 * POSITION_SAMPLES
    assert second.probability == pytest.approx(0.9)


def test_word_never_ends_after_its_window_when_that_ends_within_a_position() -> None:
    times = TokenTimes(
        starts=[0, 1], probabilities=[0.5], loud=np.array([True]), start_sample=7, end_sample=20
    )
    (word,) = spell([" hi"], [[1]], language="en", times=times)
    assert (word.start_sample, word.end_sample) == (7, 20)
