from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.conversation.end_marks import as_sentence, ends_sentence, without_end_marks


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("I am here.", "I am here"),
        ("I am, ...", "I am"),
        ("A.B. is ", "A.B. is"),
        ("在这里。", "在这里"),
        ("", ""),
    ],
)
def test_marks_at_the_end_are_taken_off(text: str, left: str) -> None:
    assert without_end_marks(text) == left


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("I am here.", True),
        ("Are you here? ", True),
        ("在这里。", True),
        ("هل أنت هنا؟", True),
        ("I am here", False),
        ("I am,", False),
        ("I am...", False),
        ("I am…", False),
        ("", False),
    ],
)
def test_a_sentence_ends_with_its_mark(text: str, ends: bool) -> None:
    assert ends_sentence(text) is ends


@pytest.mark.parametrize(
    ("text", "language", "sentence"),
    [
        ("I live", "en", "I live."),
        ("I live,", "en", "I live."),
        ("I live...", "en", "I live."),
        ("Do I live?", "en", "Do I live?"),
        ("我住", "zh", "我住。"),
        ("मैं रहता", "hi", "मैं रहता।"),
        ("ผมอยู่", "th", "ผมอยู่"),
        ("...", "en", "..."),
        ("", "en", ""),
    ],
)
def test_unfinished_text_is_closed_as_its_language_does(
    text: str, language: str, sentence: str
) -> None:
    assert as_sentence(text, language) == sentence


@given(st.text())
def test_what_is_closed_stays_closed(text: str) -> None:
    once = as_sentence(text, "en")
    assert as_sentence(once, "en") == once
