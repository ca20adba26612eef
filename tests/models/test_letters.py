"""What cannot be seen, or misleads the eye, is told."""

from __future__ import annotations

import pytest

from models.letters import is_plain


@pytest.mark.parametrize("text", ["", "Hei!", "بطاقة", "می‌خواهم", "l’identité :", "身份证", "👋🏽"])
def test_text_is_plain_when_everything_in_it_is_seen(text: str) -> None:
    assert is_plain(text)


@pytest.mark.parametrize(
    "text", ["a\x00", "a\nb", "\u202eabc", "\u2066x\u2069", "\ud800", "\uffff"]
)
def test_text_is_not_plain_when_it_hides_or_turns_something(text: str) -> None:
    assert not is_plain(text)
