"""Where sentences end.

Lines are cut first: a line of a form, a list or a chat is a thought of its own, and its line break
has to survive a translation. Inside a line the rules of the language decide (sentencex, about 300
languages; a code that it does not know gets its general rules).
"""

from __future__ import annotations

import re
from typing import Final

import sentencex

_LINE: Final = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*\s*")
"""A line with its end, and the blank lines and the indentation that follow."""

_UNSAFE: Final = re.compile(r"[^\S ]|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
"""What the library mistakes or cannot take: wide white space, format marks, lone surrogates."""

_PANIC: Final = "PanicException"
"""How a panic of the native library reaches Python; its class cannot be imported."""


class SentencexSplitter:
    """Cuts text into sentences with the white space that follows each; joined they are the text."""

    def __call__(self, text: str, language: str) -> list[str]:
        """Return the sentences of ``text``, none for an empty text."""
        lines = (line for line in _LINE.findall(text) if line)
        return [sentence for line in lines for sentence in _sentences(line, language)]


def _sentences(line: str, language: str) -> list[str]:
    """Cut one line. Only lengths are taken from the library, so no character can be lost."""
    sentences: list[str] = []
    start = 0
    for length in _lengths(line, language):
        sentence = line[start : start + length]
        if sentence.isspace() and sentences:
            sentences[-1] += sentence
        elif sentence:
            sentences.append(sentence)
        start += length
    return [*sentences, line[start:]] if start < len(line) else sentences


def _lengths(line: str, language: str) -> list[int]:
    masked = _UNSAFE.sub(" ", line)
    try:
        return [len(sentence) for sentence in sentencex.segment(language, masked)]
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        return [len(line)]  # a line that the rules of its language cannot read is one sentence
