"""Passages: nothing is lost, nothing is too long for a model, words are told from the rest."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.marian.passages import LONGEST_PASSAGE, Passage, cut_long, cut_passages, split_ends
from models.sentences import SentencexSplitter

PIECE = re.compile(r"\d|[^\W\d_]{1,6}|[^\w\s]|_")

split_sentences = SentencexSplitter()

TEXTS = st.text() | st.lists(
    st.sampled_from(
        ["word ", "longerword ", "a, ", "no; ", "12345 ", "😀 ", "end. ", "\n", "x" * 500]
    ),
    max_size=200,
).map("".join)


@given(TEXTS)
def test_joined_passages_are_the_text(text: str) -> None:
    passages = cut_passages(text, "en", split_sentences)

    assert "".join(passage.text for passage in passages) == text
    assert all(passage.text for passage in passages)


@given(TEXTS)
def test_only_passages_with_letters_are_translated_and_they_have_no_space_at_their_ends(
    text: str,
) -> None:
    for passage in cut_passages(text, "en", split_sentences):
        assert passage.translatable == any(map(str.isalpha, passage.text))
        if passage.translatable:
            assert passage.text == passage.text.strip()


@given(TEXTS)
def test_no_passage_is_longer_than_a_model_takes(text: str) -> None:
    for passage in cut_passages(text, "en", split_sentences):
        assert len(PIECE.findall(passage.text)) <= LONGEST_PASSAGE


def test_white_space_digits_and_emoji_are_kept_apart_from_words() -> None:
    assert cut_passages(" Hi.  \n\n12.50\n😀\nBye", "en", split_sentences) == [
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
    parts = cut_long(sentence)

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

    assert "".join(p.text for p in cut_passages(text, "en", split_sentences)) == text
