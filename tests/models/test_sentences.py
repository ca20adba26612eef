"""Sentences: every character stays, lines stay apart, and no text can break the splitter."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.language_names import DESK_LANGUAGES
from models.sentences import SentencexSplitter

split = SentencexSplitter()

CODES = [name.code for name in DESK_LANGUAGES]

SIGNIFICANT = st.text(
    alphabet=".!?…。؟ \n\r\t\u2028\u2029\x85\x0b\x1c\u00a0\u3000"
    "\"'()[]«»“”aA1Dr,;\u0301\u200b😀ع字",
    max_size=60,
)
WORDS = st.lists(
    st.sampled_from(["Dr.", " ", "Hi", "e.g.", "5.50", '"', "»", "\n\n", "\r\n", "a@b.c", "😀."]),
    max_size=30,
).map("".join)


@given(st.text() | SIGNIFICANT | WORDS, st.sampled_from([*CODES, "xx", ""]))
@example("[\x0cA\u2029.»\n»…;!\x0b…", "ar")
@example("\ud800 a. b", "en")
def test_joined_sentences_are_the_text(text: str, language: str) -> None:
    sentences = split(text, language)

    assert "".join(sentences) == text
    assert all(sentences)


@given(st.text() | SIGNIFICANT, st.sampled_from(CODES))
def test_no_sentence_goes_on_after_the_end_of_its_line(text: str, language: str) -> None:
    for sentence in split(text, language):
        assert len(sentence.strip().splitlines()) <= 1


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "Good morning. How can I help you?  I am Mr. Smith.",
            ["Good morning. ", "How can I help you?  ", "I am Mr. Smith."],
        ),
        ("en", "It costs 5.50 euros. Ok?", ["It costs 5.50 euros. ", "Ok?"]),
        ("en", "Bring:\n- passport\n- card\n", ["Bring:\n", "- passport\n", "- card\n"]),
        ("pt", "Olá. Tudo bem?\n\nSim.", ["Olá. ", "Tudo bem?\n\n", "Sim."]),
        ("zh", "漢字。次。", ["漢字。", "次。"]),
        ("en", "", []),
        ("en", " \n ", [" \n "]),
    ],
)
def test_cuts_where_sentences_end(language: str, text: str, expected: list[str]) -> None:
    assert split(text, language) == expected


def test_is_quick_when_the_text_is_long() -> None:
    """Linear in time: a quadratic cut of this would run into the time-out of the tests."""
    text = "Hello there. How are you? " * 40_000 + " " * 100_000 + "." * 100_000

    assert "".join(split(text, "en")) == text
