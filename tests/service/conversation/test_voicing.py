from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.types import VoiceScores, VoiceState
from service.conversation.voicing import Boundary, Piece, ScoredFrame, VoiceCursor


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered(VoiceState):
    number: int


def cursor(longest: int = 1_000) -> VoiceCursor:
    return VoiceCursor(frame_samples=100, initial=Numbered(number=0), longest_samples=longest)


def score(voice: VoiceCursor, piece: Piece) -> list[ScoredFrame]:
    probabilities = (0.5,) * piece.frames
    return voice.scored(piece, VoiceScores(probabilities=probabilities, state=Numbered(number=1)))


def test_scores_whole_frames_only() -> None:
    voice = cursor()
    assert voice.next_piece(99) is None
    piece = voice.next_piece(399)
    assert piece == Piece(start_sample=0, end_sample=300, frames=3)
    assert [frame.end_sample for frame in score(voice, piece)] == [100, 200, 300]
    assert voice.position == 300
    assert voice.state == Numbered(number=1)


def test_scores_no_more_at_once_than_allowed() -> None:
    assert cursor(longest=250).next_piece(900) == Piece(start_sample=0, end_sample=200, frames=2)
    assert cursor(longest=1).next_piece(900) == Piece(start_sample=0, end_sample=100, frames=1)


def test_fills_up_the_last_frame_before_a_boundary() -> None:
    voice = cursor()
    voice.mark(Boundary(at_sample=250, resume_sample=250))
    piece = voice.next_piece(900)
    assert piece == Piece(start_sample=0, end_sample=250, frames=3)
    assert [frame.end_sample for frame in score(voice, piece)] == [100, 200, 250]


def test_begins_anew_after_a_boundary() -> None:
    voice = cursor()
    boundary = Boundary(at_sample=250, resume_sample=700)
    voice.mark(boundary)
    assert voice.cross() is None
    piece = voice.next_piece(900)
    assert piece is not None
    score(voice, piece)
    assert voice.boundary_ahead
    assert voice.cross() == boundary
    assert not voice.boundary_ahead
    assert voice.state == Numbered(number=0)
    assert voice.next_piece(900) == Piece(start_sample=700, end_sample=900, frames=2)


def test_two_boundaries_at_one_place_are_one() -> None:
    voice = cursor()
    voice.mark(Boundary(at_sample=0, resume_sample=0, speaks="pt"))
    voice.mark(Boundary(at_sample=0, resume_sample=500))
    assert voice.cross() == Boundary(at_sample=0, resume_sample=500, speaks="pt")
    assert voice.cross() is None


def test_refuses_scores_of_another_number_of_frames() -> None:
    voice = cursor()
    piece = voice.next_piece(300)
    assert piece is not None
    with pytest.raises(ValueError, match="shorter"):
        voice.scored(piece, VoiceScores(probabilities=(0.5,), state=Numbered(number=1)))


@given(st.lists(st.tuples(st.integers(0, 700), st.sampled_from(["audio", "stop", "gap"]))))
def test_every_sample_is_scored_once_and_boundaries_come_in_order(
    steps: list[tuple[int, str]],
) -> None:
    voice, received, missing, scored = cursor(), 0, 0, 0
    marked: list[Boundary] = []
    crossed: list[Boundary] = []
    for size, kind in steps:
        if kind != "audio":
            resume = received + (size if kind == "gap" else 0)
            boundary = Boundary(at_sample=received, resume_sample=resume)
            if marked and marked[-1].at_sample == received:
                marked[-1] = boundary
            else:
                marked.append(boundary)
            voice.mark(boundary)
            missing += resume - received
            received = resume
        else:
            received += size
        while boundary_now := voice.cross():
            crossed.append(boundary_now)
        if piece := voice.next_piece(received):
            for frame in score(voice, piece):
                assert frame.end_sample <= piece.end_sample
            scored += piece.end_sample - piece.start_sample
    voice.mark(Boundary(at_sample=received, resume_sample=received))
    while (piece := voice.next_piece(received)) or voice.boundary_ahead:
        if piece:
            score(voice, piece)
            scored += piece.end_sample - piece.start_sample
        while boundary_now := voice.cross():
            crossed.append(boundary_now)
    assert scored == received - missing
    assert [one.at_sample for one in crossed] == sorted(one.at_sample for one in crossed)
    assert voice.position == received
