"""When the words that stayed were first seen, and from when on they stayed.

Each screen of a caption is read as an early version of a beginning of its last text: it is
aligned with that text, whose end costs nothing (what was not said yet is not missing). A word of
the last text is *seen* in a screen where the alignment finds it, wherever it stands there. It was
*first seen* in the first such screen, and is *on screen for good* from the first screen on after
which none lacks it.

Where a caption is closed and another one opened at the same time, words may move from the end of
one to the beginning of the other: they were on the screen before, and count from then. (Programs
whose whole text is one block are read so, too. That they move is told by ``erasure``.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.edits import align
from benchmarks.screen import ScreenUpdate, Updates, by_block
from benchmarks.text import Normalizer, normalized_words

Block = Sequence[ScreenUpdate]
Words = tuple[str, ...]

TOGETHER_S: Final = 0.05
"""Two captions that change within this time change at once."""


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
    blocks = list(by_block(updates).values())
    return tuple(
        kept
        for number, block in enumerate(blocks)
        for kept in _of_block(block, _closed_by(block, blocks[:number]), normalize)
    )


def _closed_by(block: Block, earlier: Sequence[Block]) -> Block:
    """The block that was closed when this one was opened; empty where none was."""
    closed = (
        one
        for one in reversed(earlier)
        if one[-1].final and 0 <= block[0].at_s - one[-1].at_s <= TOGETHER_S
    )
    return next(closed, ())


def _of_block(block: Block, before: Block, normalize: Normalizer) -> list[KeptWord]:
    last = normalized_words(block[-1].text, normalize)
    first_seen: dict[int, float] = {}
    for_good: dict[int, float] = {}
    for at_s, seen in [*_moved(block, before, normalize), *_seen(block, last, normalize)]:
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


def _seen(block: Block, last: Words, normalize: Normalizer) -> Iterator[tuple[float, set[int]]]:
    """When a block changed, and which of the last words it had then."""
    for update in block:
        screen = normalized_words(update.text, normalize)
        yield update.at_s, {index for index, _ in align(last, screen, open_end=True).equal}


def _moved(block: Block, before: Block, normalize: Normalizer) -> Iterator[tuple[float, set[int]]]:
    """The same of the block before, but for its last screen: with that one the words moved."""
    if before:
        stayed = normalized_words(before[-1].text, normalize)
        last = stayed + normalized_words(block[-1].text, normalize)
        for at_s, seen in _seen(before[:-1], last, normalize):
            yield at_s, {index - len(stayed) for index in seen if index >= len(stayed)}
