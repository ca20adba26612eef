from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lag_logs import updates

from benchmarks.kept_words import kept_words
from benchmarks.text import normalizer_for

ENGLISH = normalizer_for("en")
SCREENS = st.lists(
    st.lists(st.sampled_from(["good", "bad", "day"]), max_size=6).map(" ".join),
    min_size=1,
    max_size=6,
)


def times(*screens: tuple[float, str]) -> list[tuple[str, float, float]]:
    kept = kept_words(updates(*screens), ENGLISH)
    return [(word.word, word.first_seen_s, word.for_good_s) for word in kept]


def test_words_that_are_only_added_stay_from_when_they_were_seen() -> None:
    assert times((1.0, "good"), (2.0, "good morning"), (3.0, "good morning sir")) == [
        ("good", 1.0, 1.0),
        ("morning", 2.0, 2.0),
        ("sir", 3.0, 3.0),
    ]


def test_a_word_that_went_and_came_back_is_there_for_good_from_its_return() -> None:
    assert times((1.0, "good morning"), (2.0, "good"), (3.0, "good morning")) == [
        ("good", 1.0, 1.0),
        ("morning", 1.0, 3.0),
    ]


def test_a_word_that_was_wrong_is_seen_when_it_is_right() -> None:
    assert times((1.0, "good warning"), (2.0, "good morning sir")) == [
        ("good", 1.0, 1.0),
        ("morning", 2.0, 2.0),
        ("sir", 2.0, 2.0),
    ]


def test_a_word_that_moves_because_of_another_one_stays() -> None:
    assert times((1.0, "he married more"), (2.0, "had he married more")) == [
        ("had", 2.0, 2.0),
        ("he", 1.0, 1.0),
        ("married", 1.0, 1.0),
        ("more", 1.0, 1.0),
    ]


def moved(*, opened_s: float) -> list[tuple[str, float, float]]:
    closed = updates((1.0, "I came"), (2.0, "I came today And you"), (3.0, "I came today.|"))
    opened = updates((opened_s, "And you do"), (5.0, "And you do not"), block="k2")
    kept = kept_words((*closed, *opened), ENGLISH)
    return [(word.word, word.first_seen_s, word.for_good_s) for word in kept if word.block == "k2"]


def test_words_that_move_to_the_caption_that_is_opened_were_there_before() -> None:
    assert moved(opened_s=3.01) == [
        ("and", 2.0, 2.0),
        ("you", 2.0, 2.0),
        ("do", 3.01, 3.01),
        ("not", 5.0, 5.0),
    ]


def test_words_that_come_back_in_a_later_caption_are_new() -> None:
    assert [first_s for _, first_s, _ in moved(opened_s=3.2)] == [3.2, 3.2, 3.2, 5.0]


def test_punctuation_and_capitals_are_not_other_words() -> None:
    assert times((1.0, "good morning"), (2.0, "Good morning.")) == [
        ("good", 1.0, 1.0),
        ("morning", 1.0, 1.0),
    ]


def test_captions_are_read_one_after_the_other() -> None:
    both = updates((1.0, "good"), (4.0, "good")) + updates((2.0, "day"), block="k2")
    assert [word.word for word in kept_words(both, ENGLISH)] == ["good", "day"]


@given(texts=SCREENS)
def test_a_word_is_seen_before_it_stays(texts: list[str]) -> None:
    kept = kept_words(updates(*enumerate(texts)), ENGLISH)
    assert [word.word for word in kept] == texts[-1].split()
    assert all(0 <= word.first_seen_s <= word.for_good_s < len(texts) for word in kept)
