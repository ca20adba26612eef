from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.conversation.pieces import pieces


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("I live here.", ("I", " live", " here.")),
        (" (I)\n\nlive ", (" (I)", "\n\nlive")),
        ("我住。在 Lahti", ("我", "住。", "在", " Lahti")),
        ("ที่นี่", ("ที่", "นี่")),
        ("A我", ("A", "我")),
        ("  ", ()),
    ],
)
def test_words_are_cut_with_the_space_before_them(text: str, cut: tuple[str, ...]) -> None:
    assert pieces(text) == cut


@given(st.text())
def test_pieces_joined_are_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text.rstrip()
