"""How the words of one decoding correspond to the words of another.

Two decodings of the same speech differ in case, punctuation, spelling ("e mail", "email") and now
and then in a word. Words are compared by their letters and digits alone, and lined up by the
cheapest edits (Levenshtein over words): a word more or less costs 1, a word for another one between
0.5 (same letters) and 2 (not a letter in common: no better than one less and one more). Words at
the end of the second decoding are free, because it heard more audio.

Where two readings are equally cheap, the one that leaves more words to follow is taken: a word seen
twice can be read over, a word lost cannot.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from enum import Enum
from typing import Final

_IGNORED_CATEGORIES: Final = frozenset("PZC")
"""Punctuation, separators, control characters. Marks stay: Thai and Hindi vowels are marks."""


def letters(text: str) -> str:
    """What is compared of a word: its letters, digits and symbols in lower case.

    A word of punctuation alone stands for itself.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = "".join(
        char for char in folded if unicodedata.category(char)[0] not in _IGNORED_CATEGORIES
    )
    return kept or folded.strip()


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


class _Move(Enum):
    PAIR = "a known word was heard, as itself or as another"
    DROP = "a known word was not heard"
    INSERT = "a word was heard that is not known"


def _align_rest(known: Sequence[str], heard: Sequence[str]) -> list[int]:
    moves, last_row = _cheapest(known, heard)
    column = min(range(len(last_row)), key=last_row.__getitem__)
    taken = [0] * (len(known) + 1)
    for row in range(len(known), 0, -1):
        while moves[row][column] is _Move.INSERT:
            column -= 1
        taken[row] = column
        if moves[row][column] is _Move.PAIR:
            column -= 1
    return taken


def _cheapest(
    known: Sequence[str], heard: Sequence[str]
) -> tuple[list[list[_Move]], Sequence[float]]:
    """The last edit of the cheapest way to each pair of prefixes, and the costs of the last row."""
    costs = [float(column) for column in range(len(heard) + 1)]
    moves = [[_Move.INSERT] * len(costs)]
    heard_letters = [frozenset(word) for word in heard]
    for word in known:
        word_letters = frozenset(word)
        above, costs = costs, [costs[0] + 1]
        row = [_Move.DROP]
        for column, other in enumerate(heard, start=1):
            swap = 0.0 if word == other else _unlikeness(word_letters, heard_letters[column - 1])
            pair, drop, insert = above[column - 1] + swap, above[column] + 1, costs[-1] + 1
            cost = min(pair, drop, insert)
            costs.append(cost)
            row.append(_Move.PAIR if cost == pair else _Move.DROP if cost == drop else _Move.INSERT)
        moves.append(row)
    return moves, costs


def _unlikeness(one: frozenset[str], other: frozenset[str]) -> float:
    """0.5 .. 2 for two different words, by the share of letters that they have in common."""
    return max(0.5, 2 - 4 * len(one & other) / (len(one) + len(other)))
