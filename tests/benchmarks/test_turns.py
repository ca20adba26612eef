from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.audio import Recording
from benchmarks.pieces import Piece
from benchmarks.turns import after, one_after_another, together
from benchmarks.words import SpokenWords

SECOND = Recording(pcm=bytes(32_000))
PIECE = Piece(
    recording=SECOND,
    spoken=SpokenWords(language="en", audio_sha256=SECOND.sha256, aligner="", words=()),
)
crowds = st.integers(0, 20).map(lambda count: [PIECE] * count)


@given(said=crowds, within_s=st.floats(0.1, 9), seed=st.integers(0, 99))
def test_all_begin_within_the_time_and_the_same_way_again(
    said: list[Piece], within_s: float, seed: int
) -> None:
    turns = together(said, within_s=within_s, seed=seed)
    assert turns == together(said, within_s=within_s, seed=seed)
    assert all(0 <= turn.start_s <= within_s for turn in turns)
    assert len({turn.start_s for turn in turns}) == len(said)


@given(said=crowds)
def test_one_begins_after_another(said: list[Piece]) -> None:
    turns = one_after_another(said, every_s=2.0)
    assert [turn.start_s for turn in turns] == [2.0 * n for n in range(len(said))]
    assert all(turn.end_s == turn.start_s + 1.0 for turn in turns)


def test_a_plan_can_begin_later() -> None:
    turns = one_after_another([PIECE, PIECE], every_s=2.0)
    assert [turn.start_s for turn in after(turns, 5.0)] == [5.0, 7.0]
