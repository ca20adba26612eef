"""What is promised to people at a desk, and whether a crowd of conversations got it. Pure.

Words of all conversations are taken together: one desk that lags behind spoils the 95th percentile
of all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.figures import Spread, spread
from benchmarks.matched_words import MatchedWord

FIRST_SEEN_P95_S: Final = 1.0
FOR_GOOD_P95_S: Final = 2.0
ERRORS_OVER_OFFLINE: Final = 0.005
"""Word error rate. One word is always allowed, for a smaller share cannot be seen in few words."""
FEWEST_WORDS: Final = 10
"""Of fewer nothing is concluded."""
RECOVERED_WITHIN_S: Final = 5.0
"""After a crowd has left, words come as before no later than that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrowdFigures:
    """How conversations that went on at one time were served."""

    asked: int
    """Conversations that wanted to begin."""
    refused: int
    """Of these, told that there is no room."""
    reference_words: int
    """Of those who were let in."""
    errors: int
    """Word errors of the last screens."""
    offline_errors: int | None
    """Of decodes of the same pieces as wholes; None where these were not made."""
    first_seen: Spread | None
    for_good: Spread | None
    lost: tuple[str, ...]
    """What never became final, was missed, or broke off."""

    @property
    def errors_over_offline(self) -> float | None:
        """Word error rate minus the offline one."""
        if self.offline_errors is None or not self.reference_words:
            return None
        return (self.errors - self.offline_errors) / self.reference_words


def late(figures: CrowdFigures) -> tuple[str, ...]:
    """Which promises about time and completeness were broken."""
    broken = list(figures.lost)
    if figures.first_seen is None or figures.for_good is None:
        return (*broken, "no word was shown")
    if figures.first_seen.p95_s > FIRST_SEEN_P95_S:
        broken.append(f"first seen p95 {figures.first_seen.p95_s:.2f} s")
    if figures.for_good.p95_s > FOR_GOOD_P95_S:
        broken.append(f"on screen for good p95 {figures.for_good.p95_s:.2f} s")
    return tuple(broken)


def wrong(figures: CrowdFigures) -> tuple[str, ...]:
    """Whether being live cost more words than is promised."""
    if figures.offline_errors is None:
        return ()
    more = figures.errors - figures.offline_errors
    if more <= max(1.0, ERRORS_OVER_OFFLINE * figures.reference_words):
        return ()
    return (f"{more} word errors more than offline in {figures.reference_words} words",)


def pooled(matched: Iterable[Sequence[MatchedWord]]) -> tuple[Spread | None, Spread | None]:
    """Lags of the words of all conversations: first seen, and on screen for good."""
    words = [word for one in matched for word in one]
    first_seen = spread([word.first_seen_s for word in words])
    return first_seen, spread([word.for_good_s for word in words])


def recovery_s(words: Iterable[MatchedWord], *, crowded_s: tuple[float, float]) -> float | None:
    """How long after the others have left words come as late as in the crowd.

    Some words in a hundred are late at any time. So the lags of all words from some word on are
    taken together: it is over with the first word from which on they are as promised, or as they
    were before the others came, whichever is longer.

    Args:
        words: of those who stayed; their ends are on the clock of ``crowded_s``.
        crowded_s: when the others came, and when they had left.

    Returns:
        From then to the end of that word; None where it is never over.
    """
    came_s, left_s = crowded_s
    in_order = sorted(words, key=lambda word: word.end_s)
    first_seen_s, for_good_s = _p95([word for word in in_order if word.end_s < came_s])
    bearable = max(first_seen_s, FIRST_SEEN_P95_S), max(for_good_s, FOR_GOOD_P95_S)
    after = [word for word in in_order if word.end_s >= left_s]
    for number in range(len(after) - FEWEST_WORDS + 1):
        now = _p95(after[number:])
        if now[0] <= bearable[0] and now[1] <= bearable[1]:
            return after[number].end_s - left_s if number else 0.0
    return None


def _p95(words: Sequence[MatchedWord]) -> tuple[float, float]:
    """First seen, and on screen for good; 0 where there are no words."""
    first_seen, for_good = pooled([words])
    return (first_seen.p95_s if first_seen else 0.0, for_good.p95_s if for_good else 0.0)
