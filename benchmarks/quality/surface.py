"""What a reader expects of a caption: sentence case, one mark at its end, nothing added.

Translation models are trained on text that people edited and on text that nobody did: they double
full stops, open with a dash, put quotation marks around what has none. Each rule compares with the
source, so that what was said so is never a violation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final


class Rule(StrEnum):
    """What is expected."""

    NOT_EMPTY = "not empty"
    SENTENCE_CASE = "begins with a capital"
    NO_SHOUTING = "not all in capitals"
    END_MARK = "ends with the source's mark"
    NO_DOUBLED_MARKS = "no doubled marks"
    SPACING = "no space doubled or before a mark"
    NO_ADDED_MARKS = "no dash, quote or bracket added"
    NO_MODEL_MARKS = "no piece of the model's vocabulary"
    NO_REPEATED_WORDS = "no word said again"
    NO_ADDED_SENTENCES = "no sentence added"


_ELLIPSIS: Final = re.compile(r"\.\.\.|…")
_DOUBLED: Final = re.compile(r"[.,;:!?]\s*[.,;:]|[.,;:]\s*[!?]|([!?])\s*\1")
_SPACING: Final = re.compile(r"  |\s[.,;:!?]|^\s|\s$")
_ADDED: Final = re.compile(r"^[-–—•*]|[\"“”„«»()\[\]{}<>]")
_MODEL: Final = re.compile(r"▁|⁇|<(?:unk|pad|s|/s)>|>>\w+<<")
_REPEATED: Final = re.compile(r"\b(\w+)(?: \1\b)+", re.IGNORECASE)
_SENTENCE_END: Final = re.compile(r"[.!?…]+(?:\s+(\S)|\s*$)")


def violations(source: str, translation: str) -> tuple[Rule, ...]:
    """The rules that a translated caption breaks. Both texts are one caption."""
    if not translation.strip():
        return (Rule.NOT_EMPTY,) if source.strip() else ()
    return tuple(rule for rule, broken in _BROKEN.items() if broken(source, translation))


def _lower_start(source: str, translation: str) -> bool:
    first = next((char for char in source if char.isalpha()), "")
    begun = next((char for char in translation if char.isalnum()), "")
    return first.isupper() and begun.islower()


def _shouting(source: str, translation: str) -> bool:
    return translation.isupper() and not source.isupper() and len(translation.split()) > 1


def _other_end(source: str, translation: str) -> bool:
    return _end(source) != _end(translation)


def _end(text: str) -> str:
    last = text.rstrip()[-1:]
    return last if last in ".!?…" else ""


def _more_sentences(source: str, translation: str) -> bool:
    return _sentences(translation) > _sentences(source)


def _sentences(text: str) -> int:
    """Marks at the end or before a capital: "14. lokakuuta" and "a.m. today" end nothing."""
    return sum(not found[1] or found[1].isupper() for found in _SENTENCE_END.finditer(text))


def _only_in_translation(pattern: re.Pattern[str]) -> Callable[[str, str], bool]:
    def broken(source: str, translation: str) -> bool:
        return len(_all(pattern, translation)) > len(_all(pattern, source))

    return broken


def _all(pattern: re.Pattern[str], text: str) -> list[str]:
    return [found[0] for found in pattern.finditer(_ELLIPSIS.sub("…", text))]


_BROKEN: Final[Mapping[Rule, Callable[[str, str], bool]]] = {
    Rule.SENTENCE_CASE: _lower_start,
    Rule.NO_SHOUTING: _shouting,
    Rule.END_MARK: _other_end,
    Rule.NO_DOUBLED_MARKS: _only_in_translation(_DOUBLED),
    Rule.SPACING: _only_in_translation(_SPACING),
    Rule.NO_ADDED_MARKS: _only_in_translation(_ADDED),
    Rule.NO_MODEL_MARKS: _only_in_translation(_MODEL),
    Rule.NO_REPEATED_WORDS: _only_in_translation(_REPEATED),
    Rule.NO_ADDED_SENTENCES: _more_sentences,
}
