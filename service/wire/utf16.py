"""Positions in a text, as clients count them.

JavaScript, Java and C# slice strings by UTF-16 code units; Python counts characters.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Final

_LAST_OF_ONE_UNIT: Final = "\uffff"


def utf16_units(text: str) -> list[int]:
    """For each number of characters of a text, 0 first, how many code units they are."""
    return list(accumulate((1 + (char > _LAST_OF_ONE_UNIT) for char in text), initial=0))
