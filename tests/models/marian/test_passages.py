"""Passages: nothing is lost, nothing is too long for a model, words are told from the rest."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.marian.passages import (
    Passage,
    PassageLimit,
    cut_in_two,
    cut_long,
    cut_passages,
    keep_ends,
    split_ends,
)
from models.sentences import SentencexSplitter

PIECE = re.compile(r"\d|[^\W\d_]{1,6}|[^\w\s]|_")

LONGEST_PASSAGE = 64
LIMIT = PassageLimit(longest=LONGEST_PASSAGE)

split_sentences = SentencexSplitter()

TEXTS = st.text() | st.lists(
    st.sampled_from(
        ["word ", "longerword ", "a, ", "no; ", "12345 ", "😀 ", "end. ", "\n", "x" * 500]
    ),
    max_size=200,
).map("".join)


@given(TEXTS)
def test_joined_passages_are_the_text(text: str) -> None:
    passages = cut_passages(text, "en", split_sentences, LIMIT)

    assert "".join(passage.text for passage in passages) == text
    assert all(passage.text for passage in passages)


@given(TEXTS)
def test_only_passages_with_letters_are_translated_and_they_have_no_space_at_their_ends(
    text: str,
) -> None:
    for passage in cut_passages(text, "en", split_sentences, LIMIT):
        assert passage.translatable == any(map(str.isalpha, passage.text))
        if passage.translatable:
            assert passage.text == passage.text.strip()


@given(TEXTS)
def test_no_passage_is_longer_than_a_model_takes(text: str) -> None:
    for passage in cut_passages(text, "en", split_sentences, LIMIT):
        assert len(PIECE.findall(passage.text)) <= LONGEST_PASSAGE


def test_white_space_digits_and_emoji_are_kept_apart_from_words() -> None:
    assert cut_passages(" Hi.  \n\n12.50\n😀\nBye", "en", split_sentences, LIMIT) == [
        Passage(text=" ", translatable=False),
        Passage(text="Hi.", translatable=True),
        Passage(text="  \n\n", translatable=False),
        Passage(text="12.50", translatable=False),
        Passage(text="\n", translatable=False),
        Passage(text="😀", translatable=False),
        Passage(text="\n", translatable=False),
        Passage(text="Bye", translatable=True),
    ]


@pytest.mark.parametrize(
    ("sentence", "first"),
    [
        ("word " * 50 + "clause, " + "word " * 50, "word " * 50 + "clause, "),
        ("early, " + "word " * 100, "early, " + "word " * 62),  # a border too early is no use
        ("word " * 100, "word " * LONGEST_PASSAGE),
        ("x" * 500, "x" * 6 * LONGEST_PASSAGE),
    ],
    ids=["clause", "early clause", "word", "anywhere"],
)
def test_long_sentence_is_cut_at_the_best_border(sentence: str, first: str) -> None:
    parts = cut_long(sentence, LIMIT)

    assert parts[0] == first
    assert "".join(parts) == sentence


@given(st.text())
def test_ends_are_white_space_and_the_middle_has_none_at_its_ends(text: str) -> None:
    before, words, after = split_ends(text)

    assert before + words + after == text
    assert not before.strip()
    assert not after.strip()
    assert words == words.strip()


def test_is_quick_when_a_sentence_is_mostly_white_space() -> None:
    text = "a " + " " * 200_000 + "b"

    assert "".join(p.text for p in cut_passages(text, "en", split_sentences, LIMIT)) == text


def test_limit_is_measured_as_the_model_counts() -> None:
    letters = PassageLimit(longest=5, measure=len)

    assert cut_long("one two three", letters) == ["one ", "two ", "three"]
    assert cut_long("abcdefghijk", letters) == ["abcde", "fghij", "k"]


@given(TEXTS, st.integers(1, 20))
def test_every_part_of_a_long_sentence_is_within_the_limit(text: str, longest: int) -> None:
    parts = cut_long(text, PassageLimit(longest=longest, measure=len))

    assert "".join(parts) == text
    assert all(len(part) <= longest for part in parts)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("- passport", [("- ", False), ("passport", True)]),
        ("  • 2 photos\n", [("  • ", False), ("2 photos", True), ("\n", False)]),
        ("– – yes", [("– – ", False), ("yes", True)]),
        ("-5 degrees", [("-5 degrees", True)]),
        ("12. maaliskuuta", [("12. maaliskuuta", True)]),  # a date, not the twelfth of a list
        ("-", [("-", False)]),
        ("", []),
    ],
)
def test_bullet_is_kept_apart_from_words(text: str, parts: list[tuple[str, bool]]) -> None:
    assert keep_ends(text) == [Passage(text=part, translatable=ok) for part, ok in parts]


@pytest.mark.parametrize(
    ("passage", "halves"),
    [
        ("one two three four", ("one two ", "three four")),
        ("one, two three four", ("one, ", "two three four")),
        ("one", None),
        ("one,", None),
    ],
)
def test_passage_is_cut_in_two_near_its_middle(
    passage: str, halves: tuple[str, str] | None
) -> None:
    assert cut_in_two(passage) == halves
