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


def recovery_s(words: Iterable[MatchedWord], *, relieved_at_s: float) -> float:
    """How long after the relief words were still late.

    Args:
        words: of those who stayed; ends on the clock of ``relieved_at_s``.
        relieved_at_s: when the others had left.

    Returns:
        From the relief to the time when the last word that kept too long came to the screen, 0
        where none did.
    """
    late_until_s = [
        word.end_s + word.for_good_s
        for word in words
        if word.for_good_s > FOR_GOOD_P95_S or word.first_seen_s > FIRST_SEEN_P95_S
    ]
    return max(0.0, max(late_until_s, default=relieved_at_s) - relieved_at_s)
