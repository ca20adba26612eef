"""Endless repetition in a decode, found and cut.

A decoder that has lost the audio says the same few tokens until it reaches its limit ("and then and
then and then ..."). People repeat themselves too, but not that often: a block of tokens said back
to back counts as a loop when it comes more often than anybody says it. Short blocks need more
repeats, because numbers ("0 0 0 0") and answers ("no, no, no, no") really are said that way. Whole
sentences of some twenty words are said once, without a pause between two of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

LONGEST_BLOCK: Final = 80
"""Longest repeated block that is looked for, in tokens: several sentences."""
SENTENCE: Final = 25
"""Tokens of a sentence that nobody says twice in one breath."""

_REPEATS_BY_BLOCK: Final = {1: 9, 2: 7, 3: 5}
_REPEATS_OF_LONGER_BLOCKS: Final = 4
_REPEATS_OF_SENTENCES: Final = 2


def trusted(tokens: Sequence[int], *, limit: int) -> tuple[list[int], bool]:
    """What to keep of a decode that may loop or may have been stopped at its limit.

    Args:
        tokens: As decoded.
        limit: How many tokens the audio can hold at most.

    Returns:
        The tokens to keep, and whether the decode was cut: by its limit or by this function.
    """
    loop = loop_start(tokens)
    if loop is not None:
        return list(tokens[:loop]), True
    return list(tokens[:limit]), len(tokens) >= limit


def loop_start(tokens: Sequence[int]) -> int | None:
    """Find where a decode stops to be trusted.

    Returns:
        How many tokens to keep, the first copy of the repeated block included; None where nothing
        loops.
    """
    for start in range(len(tokens)):
        for block in range(1, min(LONGEST_BLOCK, len(tokens) - start) + 1):
            if _repeats(tokens, start, block, _repeats_of_a_loop(block)):
                return start + block
    return None


def _repeats_of_a_loop(block: int) -> int:
    if block >= SENTENCE:
        return _REPEATS_OF_SENTENCES
    return _REPEATS_BY_BLOCK.get(block, _REPEATS_OF_LONGER_BLOCKS)


def _repeats(tokens: Sequence[int], start: int, block: int, times: int) -> bool:
    """Whether a block comes ``times`` times: then each token equals the one a block later."""
    end = start + block * times
    if end > len(tokens):
        return False
    return all(tokens[i] == tokens[i + block] for i in range(start, end - block))
