"""Levenshtein alignment of word sequences.

Of all alignments with the fewest edits the one with the most equal words is taken, and of those
the one that ends earliest in the reference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_EDIT: Final = 1 << 32
"""Cost of one edit. An equal word costs -1: it decides only between equal numbers of edits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """The edits that make the hypothesis out of the reference."""

    substitutions: int
    deletions: int
    insertions: int

    @property
    def total(self) -> int:
        return self.substitutions + self.deletions + self.insertions


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Which word of a hypothesis is which word of a reference."""

    equal: tuple[tuple[int, int], ...]
    """(index in the reference, index in the hypothesis) of equal words, rising in both."""
    substituted: tuple[tuple[int, int], ...]
    """The same of words that stand for others."""
    edits: Edits


def common_prefix(first: Sequence[str], second: Sequence[str]) -> int:
    """How many words both begin with."""
    length = 0
    for left, right in zip(first, second, strict=False):
        if left != right:
            break
        length += 1
    return length


def align(
    reference: Sequence[str], hypothesis: Sequence[str], *, open_end: bool = False
) -> Alignment:
    """Align two sequences; with ``open_end`` the reference may go on at no cost.

    The open end is for a screen in the middle of a sentence: what has not been said yet is not
    missing.
    """
    shared = common_prefix(reference, hypothesis)
    rows, columns = list(hypothesis[shared:]), list(reference[shared:])
    costs = _costs(columns, rows)
    end = len(columns)
    if open_end:
        end = min(range(len(columns) + 1), key=costs[-1].__getitem__)
    equal, substituted, edits = _trace(costs, columns, rows, end)
    before = tuple((index, index) for index in range(shared))
    return Alignment(
        equal=before + _behind(equal, shared), substituted=_behind(substituted, shared), edits=edits
    )


def _behind(pairs: Sequence[tuple[int, int]], shared: int) -> tuple[tuple[int, int], ...]:
    return tuple((column + shared, row + shared) for column, row in pairs)


def _costs(reference: list[str], hypothesis: list[str]) -> list[list[int]]:
    costs = [[column * _EDIT for column in range(len(reference) + 1)]]
    for row, heard in enumerate(hypothesis, start=1):
        above = costs[-1]
        line = [row * _EDIT]
        for column, said in enumerate(reference, start=1):
            diagonal = above[column - 1] + (-1 if said == heard else _EDIT)
            line.append(min(diagonal, line[-1] + _EDIT, above[column] + _EDIT))
        costs.append(line)
    return costs


def _trace(
    costs: list[list[int]], reference: list[str], hypothesis: list[str], end: int
) -> tuple[list[tuple[int, int]], list[tuple[int, int]], Edits]:
    equal: list[tuple[int, int]] = []
    substituted: list[tuple[int, int]] = []
    deletions = insertions = 0
    row, column = len(hypothesis), end
    while row or column:
        cost = costs[row][column]
        same = bool(row and column) and reference[column - 1] == hypothesis[row - 1]
        if row and column and cost == costs[row - 1][column - 1] + (-1 if same else _EDIT):
            row, column = row - 1, column - 1
            (equal if same else substituted).append((column, row))
        elif column and cost == costs[row][column - 1] + _EDIT:
            column -= 1
            deletions += 1
        else:
            row -= 1
            insertions += 1
    edits = Edits(substitutions=len(substituted), deletions=deletions, insertions=insertions)
    return equal[::-1], substituted[::-1], edits
