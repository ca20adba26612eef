"""Where the words of a text are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.terms.tokens import Token, stand_together, tokens


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("fi", "HSL:n Kela-kortti, vaa'an!", ["HSL:n", "Kela", "kortti", "vaa'an"]),
        ("fi", "klo 12:30", ["klo", "12", "30"]),
        ("en", "the driver's licence", ["the", "driver", "s", "licence"]),
        ("fr", "l’allocation", ["l", "allocation"]),
        ("uk", "обов'язок", ["обов'язок"]),
        ("ar", "بِطاقة الهوية", ["بِطاقة", "الهوية"]),
        ("zh", "居留许可 A1", ["居", "留", "许", "可", "A1"]),
        ("th", "บัตร", ["บั", "ต", "ร"]),
        ("sv", "se kort.fi, kort@espoo.fi och https://kort.fi/kort", ["se", "och"]),
        ("en", "snake_case", ["snake", "case"]),
        ("fi", "a\u0308iti", ["a\u0308iti"]),
    ],
)
def test_words_are_found_when_a_language_writes_them(
    language: str, text: str, words: list[str]
) -> None:
    assert [token.text for token in tokens(text, language)] == words


@given(text=st.text(max_size=60), language=st.sampled_from(["fi", "en", "zh", "xx"]))
def test_words_stand_where_they_say_when_text_is_anything(text: str, language: str) -> None:
    """No overlap, in order, never in the middle of a run of letters."""
    position = 0
    for token in tokens(text, language):
        assert token.start >= position
        assert text[token.start : token.end] == token.text != ""
        position = token.end


def test_words_stand_together_when_only_space_is_between() -> None:
    one, other = Token(start=0, text="travel"), Token(start=7, text="card")

    assert stand_together("travel card", one, other)
    assert stand_together("travel-card", one, other)
    assert not stand_together("travel.card", one, other)
