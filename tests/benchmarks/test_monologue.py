from __future__ import annotations

from itertools import pairwise

import pytest

from benchmarks.desk import words_of
from benchmarks.monologue import LONGEST_SILENCE_S, read_monologue, say_without_pause

pytestmark = pytest.mark.voices


def test_nobody_draws_breath_between_or_within_sentences() -> None:
    said = say_without_pause(read_monologue()[:3])
    words = words_of(said)
    assert [word.word for word in words] == " ".join(one.text for one in said).split()
    gaps_s = [after.start_s - before.end_s for before, after in pairwise(words)]
    assert max(gaps_s) <= LONGEST_SILENCE_S + 0.001
    assert min(gaps_s) >= -0.001


def test_sounds_are_as_loud_where_their_words_moved_to() -> None:
    (utterance,) = say_without_pause(read_monologue()[:1])
    samples = utterance.spoken.recording.samples()
    (first, *_, last) = utterance.spoken.sounds
    for sound in (first, last):
        piece = samples[round(sound.start_s * 16_000) : round(sound.end_s * 16_000)]
        assert abs(piece).max() > 0.01
    assert last.end_s == pytest.approx(utterance.spoken.recording.duration_s, abs=1e-3)
