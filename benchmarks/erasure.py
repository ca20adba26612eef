"""How much of what was shown was taken back.

For each caption, E_k = |o_(k-1)| - |LCP(o_(k-1), o_k)| words are taken back by its k-th screen
o_k (LCP: longest common prefix); normalised erasure is the sum of all E_k over the number of
words of the last screens (Arivazhagan et al., "Re-translation versus Streaming for Simultaneous
Translation", 2020). Captions are counted one by one, for a change in one does not move another.

The paper's words have their marks apart. Here a word and its marks are one, so a mark that comes
behind the last word shown is told apart: it takes no word back and moves none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from unicodedata import category

from benchmarks.edits import common_prefix
from benchmarks.screen import ScreenUpdate, Updates, by_block


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What was taken back."""

    taken_back_words: int
    last_screen_words: int

    @property
    def normalized(self) -> float | None:
        """Words taken back for each word that stayed; None where nothing was ever shown."""
        if self.last_screen_words:
            return self.taken_back_words / self.last_screen_words
        return float("inf") if self.taken_back_words else None


def erasure(updates: Updates, shown: Callable[[ScreenUpdate], tuple[str, ...]]) -> Erasure:
    """Count what was taken back of the words that ``shown`` makes of each update."""
    taken_back = last_screen = 0
    for block in by_block(updates).values():
        before: tuple[str, ...] = ()
        for update in block:
            now = shown(update)
            taken_back += _taken_back(before, now)
            before = now
        last_screen += len(before)
    return Erasure(taken_back_words=taken_back, last_screen_words=last_screen)


def _taken_back(before: Sequence[str], now: Sequence[str]) -> int:
    kept = common_prefix(before, now)
    if kept + 1 == len(before) and kept < len(now) and _gained_marks(before[kept], now[kept]):
        kept += 1
    return len(before) - kept


def _gained_marks(before: str, now: str) -> bool:
    gained = now.removeprefix(before)
    return gained != now and all(category(letter).startswith("P") for letter in gained)


def as_written(update: ScreenUpdate) -> tuple[str, ...]:
    """Every word as it stands there: another comma or capital letter takes a word back too."""
    return tuple(update.text.split())


def broken_promises(updates: Updates) -> int:
    """Updates whose committed text does not go on from the committed text before it. Must be 0."""
    broken = 0
    for block in by_block(updates).values():
        promised = ""
        for update in block:
            broken += not update.committed.startswith(promised)
            promised = update.committed
    return broken
