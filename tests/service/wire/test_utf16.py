from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.wire.utf16 import utf16_units


def test_a_character_beyond_the_basic_plane_is_two_units() -> None:
    assert utf16_units("a\U0001f600ä") == [0, 1, 3, 4]


@given(st.text(), st.data())
def test_units_cut_encoded_text_where_characters_cut_it(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    encoded = text.encode("utf-16-le")
    assert encoded[: 2 * utf16_units(text)[at]].decode("utf-16-le") == text[:at]
