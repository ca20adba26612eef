"""When the words that stayed were first seen, and from when on they stayed.

Each screen of a caption is read as an early version of a beginning of its last text: it is
aligned with that text, whose end costs nothing (what was not said yet is not missing). A word of
the last text is *seen* in a screen where the alignment finds it, wherever it stands there. It was
*first seen* in the first such screen, and is *on screen for good* from the first screen on after
which none lacks it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.edits import align
from benchmarks.screen import ScreenUpdate, Updates, by_block
from benchmarks.text import Normalizer, normalized_words


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptWord:
    """One normalized word of the last screen."""

    word: str
    block: str
    """The caption that it stands in."""
    first_seen_s: float
    """Receipt, seconds since the start of the recording."""
    for_good_s: float


def kept_words(updates: Updates, normalize: Normalizer) -> tuple[KeptWord, ...]:
    """The words of the last screen, captions in the order in which they appeared."""
    return tuple(
        kept for block in by_block(updates).values() for kept in _of_block(block, normalize)
    )


def _of_block(block: Sequence[ScreenUpdate], normalize: Normalizer) -> list[KeptWord]:
    screens = [(update.at_s, normalized_words(update.text, normalize)) for update in block]
    last = screens[-1][1]
    first_seen: dict[int, float] = {}
    for_good: dict[int, float] = {}
    for at_s, screen in screens:
        seen = {index for index, _ in align(last, screen, open_end=True).equal}
        for index in seen:
            first_seen.setdefault(index, at_s)
        for_good = {index: for_good.get(index, at_s) for index in seen}
    return [
        KeptWord(
            word=word,
            block=block[-1].block,
            first_seen_s=first_seen[index],
            for_good_s=for_good[index],
        )
        for index, word in enumerate(last)
    ]
