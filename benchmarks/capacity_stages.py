"""The three stages of a capacity run."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Final

from benchmarks.audio import Recording
from benchmarks.capacity_results import AtTheDoor, Head, LagPoint, PastAndBack, Served, Step
from benchmarks.crowd import CrowdRun, Host, at_rest, follow
from benchmarks.crowd_scores import Scored, figures_of, score_turn, slip_p99_s
from benchmarks.objectives import late, recovery_s
from benchmarks.pieces import Piece, pieces
from benchmarks.turns import after, one_after_another, together
from benchmarks.words import SpokenWords

BEGIN_WITHIN_S: Final = 2.0
ASK_EVERY_S: Final = 4.0
_SEED: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What all stages of a run have in common."""

    head: Head
    recording: Recording
    spoken: SpokenWords
    said: tuple[Piece, ...]
    """What the conversations of a step say; over and over where there are more of them."""
    offline_errors: tuple[int, ...]
    """Of each piece, decoded as a whole."""

    def pieces(self, count: int) -> list[Piece]:
        """What so many conversations say."""
        return list(islice(cycle(self.said), count))

    def served(self, run: CrowdRun, scored: Sequence[Scored], *, offline: bool) -> Served:
        """Put the figures of a crowd together."""
        errors = list(islice(cycle(self.offline_errors), len(scored))) if offline else None
        return Served(
            figures=figures_of(scored, offline_errors=errors),
            cost=run.cost,
            slip_p99_s=slip_p99_s(scored),
        )


async def climb(
    ground: Ground, host: Host, steps: Sequence[int], *, strict: bool = False
) -> AsyncIterator[Step]:
    """One step after the other, up to the first at which something is late or lost.

    Args:
        ground: what is said.
        host: who is spoken to.
        steps: numbers of conversations.
        strict: words that are wrong end it, too.
    """
    for count in steps:
        turns = together(ground.pieces(count), within_s=BEGIN_WITHIN_S, seed=_SEED + count)
        await at_rest(host)
        run = await follow(turns, host)
        scored = [score_turn(one) for one in run.followed]
        served = ground.served(run, scored, offline=True)
        yield Step(head=ground.head, served=served)
        broken = served.broken if strict else late(served.figures)
        if broken and not served.void:
            return


async def past_and_back(
    ground: Ground, host: Host, *, staying: int, others: int, seconds: float
) -> PastAndBack:
    """Some speak for three times ``seconds``; in the second third others join them."""
    everything = pieces(ground.recording, ground.spoken, count=staying, longest_s=3 * seconds)
    in_between = pieces(ground.recording, ground.spoken, count=others, longest_s=seconds)
    stay = together(everything, within_s=BEGIN_WITHIN_S, seed=_SEED)
    join = after(together(in_between, within_s=BEGIN_WITHIN_S, seed=_SEED + 1), seconds)
    run = await follow((*stay, *join), host)
    scored = [score_turn(one) for one in run.followed]
    words = [word for one in scored[:staying] for word in one.words]
    crowded_s = min(turn.start_s for turn in join), max(turn.end_s for turn in join)
    return PastAndBack(
        head=ground.head,
        served=ground.served(run, scored, offline=False),
        staying=staying,
        crowded_s=crowded_s,
        recovery_s=recovery_s(words, crowded_s=crowded_s),
        lags=tuple(
            LagPoint(said_s=word.end_s, first_seen_s=word.first_seen_s, for_good_s=word.for_good_s)
            for word in sorted(words, key=lambda word: word.end_s)
        ),
    )


async def at_the_door(ground: Ground, host: Host, *, asking: int) -> AtTheDoor:
    """One more asks every few seconds."""
    turns = one_after_another(ground.pieces(asking), every_s=ASK_EVERY_S)
    run = await follow(turns, host)
    scored = [score_turn(one) for one in run.followed]
    return AtTheDoor(
        head=ground.head,
        served=ground.served(run, scored, offline=True),
        every_s=ASK_EVERY_S,
    )
