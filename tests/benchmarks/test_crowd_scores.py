from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lag_logs import AUDIO, caption, log_of, reference

from benchmarks.crowd import Followed
from benchmarks.crowd_scores import Scored, figures_of, score_turn, slip_p99_s
from benchmarks.figures import Spread
from benchmarks.pieces import Piece
from benchmarks.turns import Turn

WORDS = ("good", "morning", "sir")
PIECE = Piece(
    recording=AUDIO,
    spoken=reference(*((word, 0.3 * (number + 1)) for number, word in enumerate(WORDS))),
)


def spoken(
    right: int,
    *,
    start_s: float = 0.0,
    lag_s: float = 0.5,
    final: bool = True,
    slip_s: float = 0.001,
) -> Followed:
    """A conversation in which so many words came out right, all at one moment."""
    said = " ".join([*WORDS[:right], *("wrong" for _ in WORDS[right:])])
    log = log_of((0.9 + lag_s, caption(said, 1, final=final)), slip_s=slip_s)
    return Followed(turn=Turn(piece=PIECE, start_s=start_s), log=log)


REFUSED = Followed(turn=Turn(piece=PIECE, start_s=1.0), log=None)
BROKEN = Followed(turn=Turn(piece=PIECE, start_s=1.0), log=None, failure="1012 closed")
TURNS = st.one_of(
    st.just(REFUSED),
    st.just(BROKEN),
    st.builds(
        spoken,
        st.integers(0, len(WORDS)),
        start_s=st.floats(0, 9),
        lag_s=st.floats(0, 5),
        final=st.booleans(),
    ),
)
CROWDS = st.lists(TURNS, min_size=1, max_size=6)


def test_words_of_one_conversation_are_on_the_clock_of_the_crowd() -> None:
    scored = score_turn(spoken(3, start_s=7.0))
    assert [word.end_s for word in scored.words] == pytest.approx([7.3, 7.6, 7.9])
    assert [word.for_good_s for word in scored.words] == pytest.approx([1.1, 0.8, 0.5])


def test_who_broke_off_is_lost_and_who_was_refused_is_not() -> None:
    figures = figures_of([score_turn(REFUSED), score_turn(BROKEN), score_turn(spoken(3))])
    assert (figures.asked, figures.refused) == (3, 1)
    assert figures.lost == ("conversation 2: 1012 closed",)


def test_a_caption_that_stays_open_is_lost() -> None:
    figures = figures_of([score_turn(spoken(3, final=False))])
    assert figures.lost == ("conversation 1: 1 captions open",)


def test_offline_errors_count_only_for_those_who_were_heard() -> None:
    scored = [score_turn(one) for one in (spoken(3), REFUSED, spoken(1))]
    figures = figures_of(scored, offline_errors=[1, 20, 300])
    assert figures.offline_errors == 301
    assert figures.errors_over_offline == pytest.approx((2 - 301) / 6)


def test_the_worst_client_counts() -> None:
    scored = [score_turn(spoken(3)), score_turn(spoken(3, slip_s=0.02)), score_turn(REFUSED)]
    assert slip_p99_s(scored) == pytest.approx(0.02)
    assert slip_p99_s([score_turn(REFUSED)]) == 0.0


@given(crowd=CROWDS, seed=st.integers(0, 99))
def test_the_order_of_conversations_changes_nothing_but_their_numbers(
    crowd: list[Followed], seed: int
) -> None:
    scored = [score_turn(one) for one in crowd]
    mixed = random.Random(seed).sample(scored, len(scored))  # noqa: S311 - an order
    before, after = figures_of(scored), figures_of(mixed)
    assert replace(before, lost=()) == replace(after, lost=())
    assert len(before.lost) == len(after.lost)


@given(crowd=CROWDS)
def test_a_crowd_is_the_sum_of_its_conversations(crowd: list[Followed]) -> None:
    scored = [score_turn(one) for one in crowd]
    alone = [figures_of([one]) for one in scored]
    figures = figures_of(scored)
    assert figures.asked == len(crowd)
    for name in ("refused", "reference_words", "errors"):
        assert getattr(figures, name) == sum(getattr(one, name) for one in alone)
    assert len(figures.lost) == sum(len(one.lost) for one in alone)
    assert _counted(figures.for_good) == sum(len(one.words) for one in scored)


@given(one=TURNS, later_s=st.floats(0, 100))
def test_when_a_conversation_begins_moves_its_words_and_nothing_else(
    one: Followed, later_s: float
) -> None:
    now, later = (
        score_turn(one),
        score_turn(replace(one, turn=replace(one.turn, start_s=one.turn.start_s + later_s))),
    )
    assert figures_of([now]) == figures_of([later])
    moved = [word.end_s - later_s for word in later.words]
    assert moved == pytest.approx([word.end_s for word in now.words])


def _counted(found: Spread | None) -> int:
    return 0 if found is None else found.count


def test_a_refused_conversation_is_neither_scored_nor_broken() -> None:
    scored = score_turn(REFUSED)
    assert scored == Scored(turn=REFUSED.turn, failure=None, score=None, words=())
    assert scored.refused
