from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.types import Samples
from service.conversation.audio_ring import PAGE_SAMPLES, Appended, AudioRing, AudioTooFarAhead

FRAMES = st.lists(st.tuples(st.integers(0, 90_000), st.integers(0, 40_000)), max_size=12)


def ramp(start: int, size: int) -> Samples:
    """Audio in which each sample tells its position."""
    return np.arange(start + 1, start + size + 1, dtype=np.float32)


def ring(capacity_s: int = 60) -> AudioRing:
    return AudioRing(capacity_s=capacity_s, too_far_ahead_s=600)


def test_reads_what_was_appended_when_frames_follow_each_other() -> None:
    audio = ring()
    assert audio.append(0, ramp(0, 300)) == Appended(stored_samples=300)
    assert audio.append(300, ramp(300, 40_000)) == Appended(stored_samples=40_000)
    assert audio.end == 40_300
    assert audio.read(250, 39_000).tolist() == ramp(250, 38_750).tolist()


def test_drops_what_is_here_already_when_frames_repeat_or_overlap() -> None:
    audio = ring()
    audio.append(0, ramp(0, 1_000))
    assert audio.append(0, ramp(0, 1_000)) == Appended()
    assert audio.append(200, np.zeros(800, np.float32)) == Appended()
    assert audio.append(900, ramp(900, 200)) == Appended(stored_samples=100)
    assert audio.read(0, 1_100).tolist() == ramp(0, 1_100).tolist()


def test_reports_a_gap_and_reads_it_as_silence() -> None:
    audio = ring()
    audio.append(0, ramp(0, 100))
    assert audio.append(50_100, ramp(50_100, 10)) == Appended(stored_samples=10, gap_samples=50_000)
    assert not audio.read(100, 50_100).any()
    assert audio.read(50_100, 50_110).tolist() == ramp(50_100, 10).tolist()


def test_refuses_a_frame_when_it_is_absurdly_far_ahead() -> None:
    audio = ring()
    audio.append(600 * PAGE_SAMPLES, ramp(0, 1))
    with pytest.raises(AudioTooFarAhead):
        audio.append(1_200 * PAGE_SAMPLES + 2, ramp(0, 1))
    assert audio.end == 600 * PAGE_SAMPLES + 1


def test_an_empty_frame_changes_nothing_wherever_it_is() -> None:
    audio = ring()
    assert audio.append(500, ramp(0, 0)) == Appended()
    assert audio.end == 0


def test_turns_new_audio_away_when_all_pages_are_needed() -> None:
    audio = ring(capacity_s=2)
    audio.append(0, ramp(0, 2 * PAGE_SAMPLES))
    assert audio.append(2 * PAGE_SAMPLES, ramp(0, 100)) == Appended()
    assert audio.end == 2 * PAGE_SAMPLES


def test_finds_the_hole_when_there_is_room_again() -> None:
    audio = ring(capacity_s=2)
    audio.append(0, ramp(0, 2 * PAGE_SAMPLES))
    audio.append(2 * PAGE_SAMPLES, ramp(0, 100))
    audio.forget(PAGE_SAMPLES)
    appended = audio.append(2 * PAGE_SAMPLES + 100, ramp(0, 50))
    assert appended == Appended(stored_samples=50, gap_samples=100)


def test_a_long_hole_takes_no_room() -> None:
    audio = ring(capacity_s=3)
    audio.append(0, ramp(0, 100))
    audio.append(500 * PAGE_SAMPLES, ramp(0, 100))
    assert audio.append(500 * PAGE_SAMPLES + 100, ramp(0, PAGE_SAMPLES)).stored_samples


def test_cannot_read_what_is_forgotten_or_to_come() -> None:
    audio = ring()
    audio.append(0, ramp(0, 1_000))
    audio.forget(400)
    assert audio.begin == 400
    for start, end in ((399, 500), (500, 1_001), (600, 500)):
        with pytest.raises(ValueError, match="not within"):
            audio.read(start, end)


def test_forgetting_never_goes_back_or_beyond_the_end() -> None:
    audio = ring()
    audio.append(0, ramp(0, 1_000))
    audio.forget(700)
    audio.forget(100)
    assert audio.begin == 700
    audio.forget(5_000)
    assert audio.begin == audio.end == 1_000


def test_a_window_is_a_copy_of_its_own() -> None:
    audio = ring()
    audio.append(0, ramp(0, 100))
    audio.read(0, 100)[:] = 0
    assert audio.read(0, 100).tolist() == ramp(0, 100).tolist()


@given(FRAMES)
def test_holds_exactly_what_arrived_first_whatever_the_frames(
    frames: list[tuple[int, int]],
) -> None:
    """A plain array with the same rules is the model."""
    audio, expected, end = ring(), np.zeros(200_000, np.float32), 0
    for start, size in frames:
        appended = audio.append(start, ramp(start, size))
        fresh = max(start, end)
        if start + size > fresh:
            assert appended == Appended(
                stored_samples=start + size - fresh, gap_samples=max(0, start - end)
            )
            expected[fresh : start + size] = ramp(fresh, start + size - fresh)
            end = start + size
        else:
            assert appended == Appended()
        assert audio.end == end
    assert audio.read(0, end).tolist() == expected[:end].tolist()
