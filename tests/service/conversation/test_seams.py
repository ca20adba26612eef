from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.types import Word
from service.conversation.seams import Seam, SeamConfig, find_seam, seam_place

CONFIG = SeamConfig(sentence_after_s=8.0, clause_after_s=12.0, word_after_s=16.0)
TEXT = "I came by bus, today. We live here, and you"


def place(text: str, *, length_s: float, settled: int = 0) -> str | None:
    texts = text.split()
    at = seam_place(texts, settled=settled, length_s=length_s, config=CONFIG)
    return None if at is None else " ".join(texts[:at])


@pytest.mark.parametrize(
    ("length_s", "before"),
    [
        (7.9, None),
        (8.0, "I came by bus, today."),
        (12.0, "I came by bus, today. We live here,"),
        (16.0, "I came by bus, today. We live here,"),
    ],
)
def test_less_is_asked_of_a_place_when_the_utterance_is_longer(
    length_s: float, before: str | None
) -> None:
    assert place(TEXT, length_s=length_s) == before


def test_any_word_will_do_when_no_clause_ends() -> None:
    assert place("one two three four", length_s=15.0) is None
    assert place("one two three four", length_s=16.0) == "one two"


def test_no_place_when_too_few_words_follow() -> None:
    assert place("I am here. And", length_s=9.0) is None
    assert place("I am here.", length_s=20.0) == "I"
    assert place("", length_s=20.0) is None


def test_no_place_among_words_that_stay_together() -> None:
    assert place(TEXT, length_s=9.0, settled=5) == "I came by bus, today."
    assert place(TEXT, length_s=9.0, settled=6) is None


def timed(text: str) -> tuple[Word, ...]:
    return tuple(
        Word(text=f" {word}", start_sample=100 * at, end_sample=100 * at + 80)
        for at, word in enumerate(text.split())
    )


def test_the_next_window_begins_some_words_before_the_seam() -> None:
    seam = find_seam(timed(TEXT), settled=0, length_s=9.0, config=CONFIG)
    assert seam == Seam(words=5, repeated=3, end_sample=480, resume_sample=200)


def test_the_next_window_begins_with_the_first_word_when_there_are_few() -> None:
    seam = find_seam(timed("Yes. We are"), settled=0, length_s=9.0, config=CONFIG)
    assert seam == Seam(words=1, repeated=1, end_sample=80, resume_sample=0)


def test_no_seam_without_times_or_a_place() -> None:
    untimed = [Word(text=f" {word}") for word in TEXT.split()]
    assert find_seam(untimed, settled=0, length_s=9.0, config=CONFIG) is None
    assert find_seam(timed("one two three"), settled=0, length_s=9.0, config=CONFIG) is None


@given(
    texts=st.lists(st.sampled_from(["I", "am,", "here.", "now"]), max_size=12),
    settled=st.integers(0, 12),
    length_s=st.floats(0, 30),
)
def test_words_follow_every_place_and_none_is_among_settled_words(
    texts: list[str], settled: int, length_s: float
) -> None:
    at = seam_place(texts, settled=settled, length_s=length_s, config=CONFIG)
    if at is not None:
        assert max(settled, 1) <= at <= len(texts) - CONFIG.followed_by_words
        assert length_s >= CONFIG.sentence_after_s


@pytest.mark.parametrize(
    "wrong",
    [
        {"sentence_after_s": 0.0},
        {"sentence_after_s": 13.0},
        {"clause_after_s": 17.0},
        {"followed_by_words": 0},
        {"repeated_words": 0},
    ],
)
def test_config_refuses_what_makes_no_sense(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must"):
        SeamConfig(**wrong)  # type: ignore[arg-type]  # the table holds no bool
