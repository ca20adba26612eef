"""Letters that a text which people keep must not have: what cannot be seen, or misleads the eye."""

from __future__ import annotations

import unicodedata
from typing import Final

_UNSEEN: Final = frozenset({"Cc", "Cs", "Cn"})
"""Control characters, halves of characters, and what is no character."""
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They turn the direction of what follows on a screen. The joiners of Persian are none of them."""


def is_plain(text: str) -> bool:
    """True where everything in a text is seen as it is."""
    return not any(letter in _TURNING or unicodedata.category(letter) in _UNSEEN for letter in text)
