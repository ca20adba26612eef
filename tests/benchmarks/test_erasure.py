from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lag_logs import updates

from benchmarks.erasure import as_written, broken_promises, erasure

WORDS = st.lists(st.sampled_from(["a", "b", "c"]), max_size=5)


def test_the_formula_is_the_published_one() -> None:
    screens = updates((1, "a b c"), (2, "a x"), (3, "a x y z"))
    found = erasure(screens, as_written)
    assert (found.taken_back_words, found.last_screen_words) == (2, 4)
    assert found.normalized == 0.5


@pytest.mark.parametrize(
    ("before", "now", "taken_back"),
    [
        ("Good day", "Good day, how", 0),
        ("Good day", "Good day.", 0),
        ("Good day,", "Good day. How", 1),
        ("Good day.", "Good day how", 1),
        ("Good day how", "Good day, how", 2),
        ("Good", "Goods", 1),
        ("good day", "Good day.", 2),
        ("Good day", "", 2),
    ],
)
def test_mark_behind_the_last_word_takes_nothing_back(
    before: str, now: str, taken_back: int
) -> None:
    found = erasure(updates((1, before), (2, now)), as_written)
    assert found.taken_back_words == taken_back


@given(pieces=st.lists(WORDS, min_size=1, max_size=5))
def test_nothing_is_taken_back_where_words_are_only_added(pieces: list[list[str]]) -> None:
    texts = [" ".join(words) for words in accumulate(pieces)]
    assert erasure(updates(*enumerate(texts)), as_written).taken_back_words == 0


@given(screens=st.lists(WORDS, min_size=1, max_size=6))
def test_no_more_is_taken_back_than_was_shown(screens: list[list[str]]) -> None:
    found = erasure(updates(*((k, " ".join(w)) for k, w in enumerate(screens))), as_written)
    assert 0 <= found.taken_back_words <= sum(len(words) for words in screens[:-1])
    assert found.last_screen_words == len(screens[-1])


def test_captions_are_counted_one_by_one() -> None:
    first = updates((1, "a b"), (3, "a c"))
    second = updates((2, "d"), (4, "d e"), block="k2")
    in_time = tuple(sorted(first + second, key=lambda update: update.at_s))
    assert erasure(in_time, as_written).taken_back_words == 1


@pytest.mark.parametrize(("text", "normalized"), [("", None), ("a", 0.0)])
def test_a_single_screen_takes_nothing_back(text: str, normalized: float | None) -> None:
    assert erasure(updates((1, text)), as_written).normalized == normalized


def test_a_caption_that_is_wholly_taken_back_has_no_finite_erasure() -> None:
    assert erasure(updates((1, "a b"), (2, "")), as_written).normalized == float("inf")


def test_committed_text_may_grow_within_a_word_and_never_change() -> None:
    assert broken_promises(updates((1, "cold| he"), (2, "cold-hearted|"))) == 0
    assert broken_promises(updates((1, "cold| he"), (2, "gold hearted|"))) == 1
    assert broken_promises(updates((1, "cold|"), (2, "cold"))) == 1
