"""How a crowd of conversations was served, from their event logs. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from benchmarks.crowd import Followed
from benchmarks.kept_words import kept_words
from benchmarks.matched_words import MatchedWord, match_words
from benchmarks.objectives import CrowdFigures, pooled
from benchmarks.scoring import Score, heard_words, score
from benchmarks.screen import screen_of
from benchmarks.text import normalizer_for
from benchmarks.turns import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One conversation of a crowd."""

    turn: Turn
    failure: str | None
    """Why it broke off."""
    score: Score | None
    """None where it broke off, or was refused."""
    words: tuple[MatchedWord, ...]
    """That came to the screen; times from the beginning of the plan."""

    @property
    def refused(self) -> bool:
        return self.score is None and self.failure is None


def score_turn(one: Followed) -> Scored:
    """Score a conversation like a replay of its own."""
    if one.log is None:
        return Scored(turn=one.turn, failure=one.failure, score=None, words=())
    spoken = one.turn.piece.spoken
    normalize = normalizer_for(spoken.language)
    kept = kept_words(screen_of(one.log).source, normalize)
    matched = heard_words(match_words(kept, spoken.words, normalize))
    return Scored(
        turn=one.turn,
        failure=None if one.log.ended.settled else "not everything became final",
        score=score(one.log, spoken),
        words=tuple(replace(word, end_s=one.turn.start_s + word.end_s) for word in matched),
    )


def figures_of(
    scored: Sequence[Scored], *, offline_errors: Sequence[int] | None = None
) -> CrowdFigures:
    """Put a crowd together.

    Args:
        scored: its conversations.
        offline_errors: of the piece of each, where they are known.
    """
    scores = [one.score for one in scored if one.score is not None]
    first_seen, for_good = pooled(one.words for one in scored)
    return CrowdFigures(
        asked=len(scored),
        refused=sum(one.refused for one in scored),
        reference_words=sum(one.errors.reference_words for one in scores),
        errors=sum(one.errors.edits.total for one in scores),
        offline_errors=None if offline_errors is None else _of_heard(scored, offline_errors),
        first_seen=first_seen,
        for_good=for_good,
        lost=tuple(_lost(scored)),
    )


def _of_heard(scored: Sequence[Scored], offline_errors: Sequence[int]) -> int:
    each = zip(scored, offline_errors, strict=True)
    return sum(errors for one, errors in each if one.score is not None)


def _lost(scored: Sequence[Scored]) -> Iterator[str]:
    for number, one in enumerate(scored, start=1):
        if one.failure is not None:
            yield f"conversation {number}: {one.failure}"
        if one.score is not None:
            yield from (f"conversation {number}: {code}" for code in one.score.refusals)
            if one.score.unfinished_captions:
                yield f"conversation {number}: {one.score.unfinished_captions} captions open"


def slip_p99_s(scored: Sequence[Scored]) -> float:
    """How late the client sent, in the conversation where it was worst."""
    slips = (one.score.send_slip for one in scored if one.score is not None)
    return max((slip.p99_s for slip in slips if slip is not None), default=0.0)
