from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from models.types import Word
from service.conversation.events import TimedWord
from service.conversation.timed_words import place_words, with_times

SPELLINGS = st.sampled_from(["a", "A,", "b", "e", "mail", "email", "ab.", "…", "x\U0001f600"])
TEXTS = st.lists(SPELLINGS, max_size=6)


def shown(text: str) -> list[Word]:
    return [Word(text=f" {word}") for word in text.split()]


def decoded(text: str) -> list[Word]:
    """Word 0 from sample 0 to 9, word 1 from 10 to 19 ...; each a little less sure."""
    return [
        Word(text=f" {word}", start_sample=10 * at, end_sample=10 * at + 9, probability=1 - at / 10)
        for at, word in enumerate(text.split())
    ]


def times(words: tuple[Word, ...]) -> list[tuple[int | None, float | None]]:
    return [(word.start_sample, word.probability) for word in words]


def test_words_take_the_times_of_the_same_words_in_their_own_spelling() -> None:
    timed = with_times(shown("I live in Espoo."), decoded("i live, in espoo"))
    assert [word.text for word in timed] == [" I", " live", " in", " Espoo."]
    assert times(timed) == [(0, 1.0), (10, 0.9), (20, 0.8), (30, 0.7)]


def test_a_word_that_was_not_heard_has_no_times() -> None:
    timed = with_times(shown("I leave in Espoo"), decoded("I live in Espoo"))
    assert times(timed) == [(0, 1.0), (None, None), (20, 0.8), (30, 0.7)]


def test_a_word_that_is_not_shown_gives_its_times_to_no_other() -> None:
    timed = with_times(shown("I live in Espoo"), decoded("I live now in Espoo"))
    assert times(timed) == [(0, 1.0), (10, 0.9), (30, 0.7), (40, 0.6)]


def test_a_word_heard_as_two_lasts_for_both_and_is_as_sure_as_the_less_sure_one() -> None:
    (_, email) = with_times(shown("my email"), decoded("my e mail"))
    assert (email.start_sample, email.end_sample, email.probability) == (10, 29, 0.8)


def test_earlier_times_do_not_stay() -> None:
    assert times(with_times(decoded("yes no"), decoded("yes"))) == [(0, 1.0), (None, None)]


def test_a_decoding_may_have_times_without_probabilities() -> None:
    (yes,) = with_times(shown("yes"), [Word(text=" yes", start_sample=1, end_sample=2)])
    assert yes == Word(text=" yes", start_sample=1, end_sample=2)


def test_words_are_placed_without_the_white_space_around_them() -> None:
    words = [
        Word(text="  Oh "),
        Word(text=" "),
        Word(text="\U0001f600", start_sample=1, end_sample=2, probability=0.5),
    ]
    assert place_words(words) == (
        TimedWord(start=0, end=2, start_sample=None, end_sample=None, probability=None),
        TimedWord(start=4, end=5, start_sample=1, end_sample=2, probability=0.5),
    )


def test_without_any_times_there_is_nothing_to_place() -> None:
    assert place_words(shown("I live")) == ()
    assert place_words([]) == ()


@given(TEXTS, TEXTS)
def test_times_never_fall_and_texts_stay(one: list[str], other: list[str]) -> None:
    words = shown(" ".join(one))
    timed = with_times(words, decoded(" ".join(other)))
    assert [word.text for word in timed] == [word.text for word in words]
    known = [word for word in timed if word.start_sample is not None]
    assert all((a.end_sample or 0) <= (b.start_sample or 0) for a, b in pairwise(known))


@given(TEXTS)
def test_placed_words_are_the_words_of_the_text_in_order(texts: list[str]) -> None:
    words = decoded(" ".join(texts))
    text = "".join(word.text for word in words).strip()
    placed = place_words(words)
    assert [text[word.start : word.end] for word in placed] == texts
    assert all(a.end < b.start for a, b in pairwise(placed))
