"""How the words of one decoding correspond to the words of another.

Two decodings of the same speech differ in case, punctuation, spacing ("e mail", "email") and now
and then in a word. Words are compared by their letters and digits alone and lined up by the
cheapest edits (Levenshtein over words). A word more or less costs 1, a word for another one between
0.5 (same letters) and 2 (not a letter in common: no better than one less and one more), and the
same word, or the same letters spaced differently, gains 1: it shows where the other words belong.
What comes after is free, because the second decoding heard more audio.

Where two readings are equally cheap, the one that leaves more words to follow is taken: a word seen
twice can be read over, a word lost cannot.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from enum import Enum
from operator import itemgetter
from typing import Final

_IGNORED_CATEGORIES: Final = frozenset("PZC")
"""Punctuation, separators, control characters. Marks stay: Thai and Hindi vowels are marks."""

_SAME: Final = -1.0


def letters(text: str) -> str:
    """What is compared of a word: its letters, digits and symbols in lower case.

    A word of punctuation alone stands for itself.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = "".join(char for char in folded if not _ignored(char))
    return kept or folded.strip()


def same_word(one: str, other: str) -> bool:
    """True where two words differ in case and in the punctuation around them at most.

    Punctuation inside counts: "it's" is not "its".
    """
    return _bare(one) == _bare(other)


def common_prefix(first: Sequence[str], second: Sequence[str]) -> int:
    """How many words at the beginning of both are the same."""
    length = 0
    for one, other in zip(first, second, strict=False):
        if letters(one) != letters(other):
            break
        length += 1
    return length


def align(known: Sequence[str], heard: Sequence[str]) -> list[int]:
    """Line up two decodings that begin at the same audio.

    Returns:
        For each number of words of ``known``, 0 first, how many words of ``heard`` say the same.
        Never falling; the last one is where ``heard`` goes on with something new.
    """
    same = common_prefix(known, heard)
    rest = _align_rest(
        [letters(word) for word in known[same:]], [letters(word) for word in heard[same:]]
    )
    return [*range(same), *(same + taken for taken in rest)]


def last_match(known: Sequence[str], heard: Sequence[str]) -> tuple[int, int]:
    """How many words of each there are up to the last one that both have; (0, 0) for none."""
    taken = align(known, heard)
    for count in range(len(known), 0, -1):
        at = taken[count]
        if at > taken[count - 1] and letters(known[count - 1]) == letters(heard[at - 1]):
            return count, at
    return 0, 0


def _bare(word: str) -> str:
    folded = unicodedata.normalize("NFKC", word).casefold()
    kept = [at for at, char in enumerate(folded) if not _ignored(char)]
    return folded[kept[0] : kept[-1] + 1] if kept else folded.strip()


def _ignored(char: str) -> bool:
    return unicodedata.category(char)[0] in _IGNORED_CATEGORIES


class _Move(Enum):
    """An edit, by how many words of each decoding it takes."""

    PAIR = (1, 1)
    DROP = (1, 0)
    INSERT = (0, 1)
    JOIN = (2, 1)
    SPLIT = (1, 2)


def _align_rest(known: Sequence[str], heard: Sequence[str]) -> list[int]:
    moves, last_row = _cheapest(known, heard)
    row, column = len(known), min(range(len(last_row)), key=last_row.__getitem__)
    taken = [0] * (row + 1)
    while row:
        move = moves[row][column]
        known_words, heard_words = move.value
        if move is not _Move.INSERT:  # what was put in goes with the words after it
            taken[row] = column
        if move is _Move.JOIN:  # half of a heard word cannot be taken
            taken[row - 1] = column - 1
        row, column = row - known_words, column - heard_words
    return taken


def _cheapest(known: Sequence[str], heard: Sequence[str]) -> tuple[list[list[_Move]], list[float]]:
    """The last edit of the cheapest way to each pair of prefixes, and the costs of the last row."""
    costs: list[list[float]] = []
    moves: list[list[_Move]] = []
    for row in range(len(known) + 1):
        costs.append([])
        moves.append([])
        for column in range(len(heard) + 1):
            cost, move = 0.0, _Move.INSERT
            ways = (
                (costs[row - edit.value[0]][column - edit.value[1]] + price, edit)
                for edit, price in _edits(known, heard, row, column)
            )
            if row or column:
                cost, move = min(ways, key=itemgetter(0))
            costs[row].append(cost)
            moves[row].append(move)
    return moves, costs[-1]


def _edits(
    known: Sequence[str], heard: Sequence[str], row: int, column: int
) -> Iterator[tuple[_Move, float]]:
    """What can be done last to read ``known[:row]`` as ``heard[:column]``; preferred ones first."""
    if row and column:
        yield _Move.PAIR, _unlikeness(known[row - 1], heard[column - 1])
        if row > 1 and known[row - 2] + known[row - 1] == heard[column - 1]:
            yield _Move.JOIN, _SAME
        if column > 1 and known[row - 1] == heard[column - 2] + heard[column - 1]:
            yield _Move.SPLIT, _SAME
    if row:
        yield _Move.DROP, 1.0
    if column:
        yield _Move.INSERT, 1.0


def _unlikeness(one: str, other: str) -> float:
    """For two different words 0.5 .. 2, by the share of letters that they have in common."""
    if one == other:
        return _SAME
    first, second = frozenset(one), frozenset(other)
    return max(0.5, 2 - 4 * len(first & second) / (len(first) + len(second)))
