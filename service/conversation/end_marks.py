"""The marks at the end of a sentence or a clause, in the scripts that are read at a desk."""

from __future__ import annotations

from string import whitespace
from typing import Final

_SENTENCE_ENDS: Final = ".!?。！？؟۔।።။։"
_ELLIPSES: Final = ("...", "…")
"""Whisper writes them where somebody has not finished."""

END_MARKS: Final = _SENTENCE_ENDS + ",;:…-—、،؛"

_FULL_STOPS: Final = {
    "am": "።",
    "bn": "।",
    "hi": "।",
    "hy": "։",
    "ja": "。",
    "my": "။",
    "ne": "।",
    "th": "",
    "ti": "።",
    "ur": "۔",
    "zh": "。",
}
"""Where it is not a point; none in Thai."""


def without_end_marks(text: str) -> str:
    """The text without the marks at its end."""
    return text.rstrip().rstrip(END_MARKS + whitespace)


def ends_sentence(text: str) -> bool:
    """True where the text ends with the mark of a finished sentence."""
    ending = text.rstrip()
    return ending.endswith(tuple(_SENTENCE_ENDS)) and not ending.endswith(_ELLIPSES)


def as_sentence(text: str, language: str) -> str:
    """The text as if it ended here: with a full stop, unless a sentence ends there anyway."""
    if ends_sentence(text):
        return text
    bare = without_end_marks(text)
    return bare + _FULL_STOPS.get(language, ".") if bare else text
