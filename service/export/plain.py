"""Text from anywhere, made harmless for a document: same words, nothing that acts.

Line breaks and control characters become spaces, because a line that a text begins itself could
look like a line of the file. Explicit direction controls (U+202A to U+202E, U+2066 to U+2069) go:
one that is never closed turns the rest of the line around. The marks U+200E, U+200F and U+061C,
which turn nothing, stay, as do joiners, which some writing needs.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

ISOLATE: Final = "\u2068"
END_ISOLATE: Final = "\u2069"
MAY_BREAK: Final = "\u200b"
"""Zero-width space: a line may end here."""
_LONGEST_WORD: Final = 60
"""Characters after which a line may end even where there is no space."""
_ACTS: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_TURNS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_NO_CHARACTER: Final = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What XML 1.0 and UTF-8 files cannot hold."""
_LONG_WORD: Final = re.compile(rf"[^\s{MAY_BREAK}]{{{_LONGEST_WORD + 1},}}")
_JOINERS: Final = frozenset("\u200c\u200d")


def one_line(text: str) -> str:
    """The text as one line of visible characters."""
    return _TURNS.sub("", _NO_CHARACTER.sub("\ufffd", _ACTS.sub(" ", text))).strip()


def breakable(text: str) -> str:
    """The same with places where a line may end inside of what has no spaces for long."""
    return _LONG_WORD.sub(lambda found: MAY_BREAK.join(_pieces(found[0])), text)


def isolated(text: str) -> str:
    """The text with a direction of its own, whatever stands beside it in its line."""
    return f"{ISOLATE}{text}{END_ISOLATE}"


def _pieces(word: str) -> list[str]:
    """Never between a letter and the marks on it."""
    pieces, begin = [], 0
    for end in range(_LONGEST_WORD, len(word)):
        if end - begin >= _LONGEST_WORD and _parts_at(word, end):
            pieces.append(word[begin:end])
            begin = end
    return [*pieces, word[begin:]]


def _parts_at(word: str, place: int) -> bool:
    before, after = word[place - 1], word[place]
    return not (
        unicodedata.category(after).startswith("M") or after in _JOINERS or before in _JOINERS
    )
