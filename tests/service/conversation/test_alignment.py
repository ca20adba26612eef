from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.conversation.alignment import align, common_prefix, last_match, letters, same_word

WORDS = st.lists(st.sampled_from(["I", "i,", "have", "half", "a", "dog.", "Dog", "x"]), max_size=7)


@pytest.mark.parametrize(
    ("one", "other"),
    [(" Espoo.", "espoo,"), ("don't", "don’t"), ("E-mail", "email"), ("ＡＢＣ", "abc")],
)
def test_words_are_the_same_without_case_and_punctuation(one: str, other: str) -> None:
    assert letters(one) == letters(other)


@pytest.mark.parametrize(("one", "other"), [("กี", "กา"), ("5 €", "5"), ("…", "-"), ("a", "ä")])
def test_words_differ_in_marks_and_symbols(one: str, other: str) -> None:
    assert letters(one) != letters(other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (" Espoo.", "espoo", True),
        ("“Yes!”", "yes", True),
        ("it's", "its", False),
        ("e-mail", "email", False),
        ("…", "...", True),
        ("", "", True),
    ],
)
def test_a_word_is_the_same_when_the_punctuation_around_it_differs(
    one: str, other: str, same: bool
) -> None:
    assert same_word(one, other) is same


def test_common_prefix_ends_at_the_first_other_word() -> None:
    assert common_prefix(["I", "am.", "here"], ["i", "am", "there"]) == 2
    assert common_prefix(["I"], []) == 0


@pytest.mark.parametrize(
    ("known", "heard", "follows"),
    [
        ("", "I am here", "I am here"),
        ("I am", "i am, here", "here"),
        ("I have a dog", "I have a frog and", "and"),
        ("my e mail", "my email is", "is"),
        ("my email", "my e mail is", "is"),
        ("web page", "webpage now", "now"),
        ("I am uh", "I am here", "here"),
        ("I am", "I uh am here", "here"),
        ("I am here", "", ""),
        ("I am here", "yes", "yes"),
        ("no no", "no no no", "no"),
    ],
)
def test_what_follows_the_known_words(known: str, heard: str, follows: str) -> None:
    taken = align(known.split(), heard.split())[-1]
    assert heard.split()[taken:] == follows.split()


@pytest.mark.parametrize(
    ("known", "heard", "taken"),
    [
        ("I am", "I uh am here", [0, 1, 3]),
        ("web page", "webpage now", [0, 0, 1]),
        ("webpage now", "web page now", [0, 2, 3]),
        ("I uh am", "I am", [0, 1, 1, 2]),
    ],
)
def test_words_put_in_and_halves_of_words_are_left_to_what_follows(
    known: str, heard: str, taken: list[int]
) -> None:
    assert align(known.split(), heard.split()) == taken


def test_words_after_a_changed_one_anchor_it() -> None:
    """Seen alone, "twenty five" is nothing like "25"; between the same words it is."""
    shown, heard = "I need twenty five euros".split(), "I need 25 euros please".split()
    assert heard[align(shown, heard)[4] :] == ["euros", "please"]


@pytest.mark.parametrize(
    ("known", "heard", "matched"),
    [
        ("a b c", "a b", (2, 2)),
        ("to school", "two school today", (2, 2)),
        ("uh", "today", (0, 0)),
        ("to", "a b c to", (0, 0)),
        ("", "a", (0, 0)),
        ("a b", "", (0, 0)),
    ],
)
def test_last_match_is_after_the_last_word_of_both(
    known: str, heard: str, matched: tuple[int, int]
) -> None:
    assert last_match(known.split(), heard.split()) == matched


@given(WORDS, WORDS)
def test_known_words_followed_by_others_are_found_again(known: list[str], more: list[str]) -> None:
    taken = align(known, [*known, *more])
    assert taken == list(range(len(known) + 1))
    if known:
        assert last_match(known, [*known, *more]) == (len(known), len(known))


@given(WORDS, WORDS)
def test_positions_never_fall_and_stay_inside(known: list[str], heard: list[str]) -> None:
    taken = align(known, heard)
    assert len(taken) == len(known) + 1
    assert taken[0] == 0
    assert all(0 <= one <= other <= len(heard) for one, other in pairwise(taken))


def unlikeness(one: str, other: str) -> float:
    first, second = set(letters(one)), set(letters(other))
    if letters(one) == letters(other):
        return -1
    return max(0.5, 2 - 4 * len(first & second) / (len(first) + len(second)))


def price(known: list[str], heard: list[str]) -> float:
    """Cost of reading all of one as all of the other: every way is tried."""
    if not known or not heard:
        return len(known) + len(heard)
    prices = [
        1 + price(known[1:], heard),
        1 + price(known, heard[1:]),
        unlikeness(known[0], heard[0]) + price(known[1:], heard[1:]),
    ]
    if "".join(map(letters, known[:2])) == letters(heard[0]) and len(known) > 1:
        prices.append(price(known[2:], heard[1:]) - 1)
    if "".join(map(letters, heard[:2])) == letters(known[0]) and len(heard) > 1:
        prices.append(price(known[1:], heard[2:]) - 1)
    return min(prices)


SHORT = st.lists(st.sampled_from(["e", "mail", "email", "mall", "uh"]), max_size=4)


@given(SHORT, SHORT)
def test_no_other_reading_is_cheaper(known: list[str], heard: list[str]) -> None:
    same = common_prefix(known, heard)
    taken = align(known, heard)[-1]
    prices = [price(known[same:], heard[same:end]) for end in range(same, len(heard) + 1)]
    assert prices[taken - same] == min(prices)
    assert taken - same == prices.index(min(prices))
