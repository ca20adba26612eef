from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.words import has_letter, spell, word_spans

PIECES = st.lists(st.sampled_from([" man", "man", " ill", "-", ".", " –", " ¿", "é", " 5", "語"]))


def words(pieces: list[str], language: str) -> list[str]:
    tokens = [[index] for index in range(len(pieces))]
    return [word.text for word in spell(pieces, tokens, language=language, times=None)]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([" And", " Mr", ".", " Dash", "wood"], [" And", " Mr.", " Dashwood"]),
        ([" an", " ill", "-", "dis", "posed", " man", "."], [" an", " ill-disposed", " man."]),
        ([" Hola", ",", " ¿", "Qu", "é", " tal", "?"], [" Hola,", " ¿Qué", " tal?"]),
        ([" yes", " –", " no"], [" yes –", " no"]),
        ([" –", " yes"], [" – yes"]),
        ([" –", " ...", " yes", "."], [" – ... yes."]),
        (["Bom", " dia"], ["Bom", " dia"]),
        ([" ..."], [" ..."]),
        ([], []),
    ],
)
def test_words_take_their_space_and_punctuation_along(
    pieces: list[str], expected: list[str]
) -> None:
    assert words(pieces, "en") == expected


def test_every_piece_is_a_word_when_the_language_has_no_spaces() -> None:
    assert words(["你", "好", "，", "世界", "。"], "zh") == ["你", "好，", "世界。"]
    assert words(["「", "は", "い", "」"], "ja") == ["「は", "い」"]


@given(pieces=PIECES, spaced=st.booleans())
def test_spans_are_all_pieces_in_order(pieces: list[str], spaced: bool) -> None:
    spans = word_spans(pieces, spaced=spaced)
    assert [index for span in spans for index in span] == list(range(len(pieces)))
    if has_letter("".join(pieces)):
        assert all(has_letter("".join(pieces[index] for index in span)) for span in spans)
