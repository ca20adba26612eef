from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.repetition import LONGEST_BLOCK, SENTENCE, loop_start, trusted

TOKENS = st.lists(st.integers(0, 4), max_size=60)


@pytest.mark.parametrize(
    ("tokens", "keep"),
    [
        ([], None),
        ([1, 2, 3, 4, 5], None),
        ([7, 7, 7, 7, 7, 7, 7, 7], None),  # a number: 7 7 7 7 7 7 7 7
        ([1, *[7] * 9], 2),
        ([1, 2] * 6, None),  # no, no, no, no, no, no
        ([9, *[1, 2] * 7, 1], 3),
        ([1, 2, 3] * 4, None),
        ([1, 2, 3] * 5, 3),
        ([1, 2, 3, 4, 5] * 3, None),  # said three times for emphasis
        ([8, 9, *[1, 2, 3, 4, 5] * 4], 7),
        ([*range(SENTENCE - 1)] * 2, None),
        ([*range(SENTENCE)] * 2, SENTENCE),
        ([*range(LONGEST_BLOCK)] * 4, LONGEST_BLOCK),
        ([*range(LONGEST_BLOCK + 1)] * 4, None),
    ],
)
def test_loop_is_found_when_nobody_repeats_that_often(tokens: list[int], keep: int | None) -> None:
    assert loop_start(tokens) == keep


@given(before=TOKENS, block=st.lists(st.integers(10, 99), min_size=1, max_size=12, unique=True))
def test_runaway_is_cut_after_its_first_copy(before: list[int], block: list[int]) -> None:
    """Whatever was said before and wherever the limit falls."""
    runaway = [*before, *block * 10, *block[: len(block) // 2]]
    tokens, cut = trusted(runaway, limit=len(runaway))
    assert cut
    assert tokens == [*before, *block] or len(tokens) <= len(before)


@given(tokens=TOKENS, limit=st.integers(1, 80))
def test_what_is_kept_is_a_prefix_without_a_loop(tokens: list[int], limit: int) -> None:
    kept, cut = trusted(tokens, limit=limit)
    assert kept == tokens[: len(kept)]
    assert loop_start(kept) is None
    assert cut == (len(kept) < len(tokens) or len(tokens) >= limit)


def test_decode_is_cut_when_it_reaches_its_limit() -> None:
    assert trusted([1, 2, 3], limit=3) == ([1, 2, 3], True)
    assert trusted([1, 2, 3], limit=4) == ([1, 2, 3], False)
    assert trusted([1, 2, 3], limit=2) == ([1, 2], True)
