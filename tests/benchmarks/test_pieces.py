from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from talks import LEAD_S, talk

from benchmarks.errors import BenchmarkError
from benchmarks.pieces import SHORTEST_PAUSE_S, Piece, pauses, piece, pieces
from models.types import SAMPLE_RATE


def sound_at(one: Piece, at_s: float) -> int:
    return int(np.frombuffer(one.recording.pcm, "<i2")[int(at_s * SAMPLE_RATE)])


TEN = talk([(0.3, 0.1 if n % 3 else 0.8) for n in range(1, 11)])
tenths = st.integers(1, 9).map(lambda tenth: tenth / 10)
talks = st.lists(st.tuples(tenths, tenths), min_size=2, max_size=8)


def test_pauses_are_the_long_gaps() -> None:
    _, spoken = talk([(0.3, 0.1), (0.3, 1.0), (0.3, 0.2)])
    assert pauses(spoken) == pytest.approx((0.0, LEAD_S + 0.7 + 0.5))


@given(lengths_s=talks, count=st.integers(1, 4), longest_s=st.floats(1.0, 12.0))
def test_every_word_of_a_piece_sounds_where_it_is_said_to(
    lengths_s: list[tuple[float, float]], count: int, longest_s: float
) -> None:
    recording, spoken = talk(lengths_s)
    try:
        cut = pieces(recording, spoken, count=count, longest_s=longest_s)
    except BenchmarkError:
        return
    for one in cut:
        assert one.recording.duration_s <= longest_s + 1 / SAMPLE_RATE
        assert one.spoken.audio_sha256 == one.recording.sha256
        for word in one.spoken.words:
            number = int(word.word.removeprefix("w"))
            assert sound_at(one, (word.start_s + word.end_s) / 2) == number
            assert word.end_s <= one.recording.duration_s
        heard = {f"w{sound}" for sound in set(np.frombuffer(one.recording.pcm, "<i2")) if sound}
        assert {word.word for word in one.spoken.words} == heard


def test_a_piece_may_be_the_whole_wheel_from_another_beginning() -> None:
    recording, spoken = TEN
    begin_s = pauses(spoken)[2]
    turned = piece(recording, spoken, begin_s=begin_s, longest_s=recording.duration_s)
    assert turned.recording.sample_count == recording.sample_count
    assert turned.recording.sha256 != recording.sha256
    assert len(turned.spoken.words) == len(spoken.words)
    assert turned.spoken.words[0].word == "w7"


def test_pieces_begin_at_different_pauses() -> None:
    recording, spoken = TEN
    firsts = [one.spoken.words[0].word for one in pieces(recording, spoken, count=3, longest_s=3)]
    assert len(set(firsts)) == 3


def test_too_short_a_piece_is_refused() -> None:
    recording, spoken = TEN
    with pytest.raises(BenchmarkError, match="say longer"):
        piece(recording, spoken, begin_s=0.0, longest_s=SHORTEST_PAUSE_S)
