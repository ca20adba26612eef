from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.conversation.voiced import VoicedStretches

FRAME = 512


def heard(probabilities: list[float]) -> VoicedStretches:
    voiced = VoicedStretches(0.35)
    for number, probability in enumerate(probabilities):
        voiced.add(number * FRAME, (number + 1) * FRAME, probability)
    return voiced


@pytest.mark.parametrize(
    ("start", "end", "share"),
    [(0, 4, 0.5), (1, 3, 1.0), (0, 1, 0.0), (2, 4, 0.5), (0, 8, 0.25), (9, 9, 0.0)],
)
def test_share_counts_the_voice_between_two_positions(start: int, end: int, share: float) -> None:
    voiced = heard([0.1, 0.9, 0.35, 0.2])
    assert voiced.share(start * FRAME, end * FRAME) == share


def test_share_of_a_stretch_that_begins_in_a_frame_counts_its_part() -> None:
    assert heard([0.9, 0.0]).share(FRAME // 2, FRAME + FRAME // 2) == 0.5


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30), st.data())
def test_share_is_that_of_the_frames(probabilities: list[float], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(probabilities) - 1))
    end = data.draw(st.integers(start + 1, len(probabilities)))
    expected = sum(p >= 0.35 for p in probabilities[start:end]) / (end - start)
    assert heard(probabilities).share(start * FRAME, end * FRAME) == pytest.approx(expected)


@given(st.lists(st.floats(0, 1), max_size=30), st.integers(0, 30))
def test_what_is_forgotten_changes_nothing_after_it(
    probabilities: list[float], before: int
) -> None:
    voiced, forgetful = heard(probabilities), heard(probabilities)
    forgetful.forget(before * FRAME)
    end = (before + 40) * FRAME
    assert forgetful.share(before * FRAME, end) == voiced.share(before * FRAME, end)
    forgetful.forget(end)
    assert forgetful.share(0, end) == 0
