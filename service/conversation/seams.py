"""Where speech without a pause is parted into captions.

Somebody who does not pause would make a caption, and a window, that grow without end: each decode
would cost more and say more words again. So once an utterance is long, its caption is closed behind
a word that ends a sentence, and the rest becomes the caption and the window that follow. The longer
no sentence ends, the less is asked of the place: the end of a clause, in the end any word.

A place counts only when some words follow it: those were heard with what comes after. The window
that follows begins some words before the place, because words heard from the middle are heard
badly; the recognizer is told these words, or it would make up others in front of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.types import Word
from service.conversation.end_marks import END_MARKS, ends_sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class SeamConfig:
    """From which length on an utterance may be parted, and where."""

    sentence_after_s: float = 5.0
    """Behind a sentence: a caption of a line or two."""
    clause_after_s: float = 9.0
    word_after_s: float = 14.0
    followed_by_words: int = 2
    repeated_words: int = 3
    """Words before the place that the next window hears again."""

    def __post_init__(self) -> None:
        if not 0 < self.sentence_after_s <= self.clause_after_s <= self.word_after_s:
            raise ValueError("0 < sentence_after_s <= clause_after_s <= word_after_s must hold")
        if self.followed_by_words < 1 or self.repeated_words < 1:
            raise ValueError("followed_by_words and repeated_words must be at least 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seam:
    """Where an utterance is parted."""

    words: int
    """Words before it."""
    repeated: int
    """The last of them that the next window hears again."""
    end_sample: int
    """End of the last word before it."""
    resume_sample: int
    """Where the next window begins."""


def seam_place(
    texts: Sequence[str], *, settled: int, length_s: float, config: SeamConfig
) -> int | None:
    """How many words come before the last place where an utterance may be parted; None for none.

    Args:
        texts: What was said.
        settled: So many words must stay together.
        length_s: Of the utterance.
        config: What is asked of a place.
    """
    may_part = _place_for(length_s, config)
    if may_part is None:
        return None
    last = len(texts) - config.followed_by_words
    return next(
        (at for at in range(last, max(settled, 1) - 1, -1) if may_part(texts[at - 1])), None
    )


def find_seam(
    words: Sequence[Word], *, settled: int, length_s: float, config: SeamConfig
) -> Seam | None:
    """The last place where an utterance may be parted, if its words have times."""
    texts = [word.text for word in words]
    at = seam_place(texts, settled=settled, length_s=length_s, config=config)
    if at is None:
        return None
    repeated = min(config.repeated_words, at)
    end, resume = words[at - 1].end_sample, words[at - repeated].start_sample
    if end is None or resume is None:
        return None
    return Seam(words=at, repeated=repeated, end_sample=end, resume_sample=resume)


def _place_for(length_s: float, config: SeamConfig) -> Callable[[str], bool] | None:
    if length_s >= config.word_after_s:
        return bool
    if length_s >= config.clause_after_s:
        return _ends_clause
    if length_s >= config.sentence_after_s:
        return ends_sentence
    return None


def _ends_clause(text: str) -> bool:
    return text.rstrip().endswith(tuple(END_MARKS))
