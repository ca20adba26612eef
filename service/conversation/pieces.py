"""The pieces of a text that a reader takes in one by one: its words.

Where a script writes no spaces between words, each character with its marks is a piece.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"
)
"""Thai, Lao, Burmese, Khmer, Japanese, Chinese."""


def pieces(text: str) -> tuple[str, ...]:
    """The pieces with the white space before each; joined they are ``text.rstrip()``."""
    cut: list[str] = []
    for char in text.rstrip():
        if cut and _goes_on(cut[-1], char):
            cut[-1] += char
        else:
            cut.append(char)
    return tuple(cut)


def _goes_on(piece: str, char: str) -> bool:
    if piece.isspace():
        return True
    if char.isspace():
        return False
    attached = unicodedata.category(char)[0] in "MP"
    return attached or not (_UNSPACED.match(char) or _UNSPACED.match(piece[-1]))
