"""The simulated machine itself."""

from __future__ import annotations

import pytest

from benchmarks.simulated_crowd import Crowd, Serving
from service.conversation.config import ConversationConfig
from service.conversation.pacing import PacingConfig

NEVER_STRETCHED = ConversationConfig(pacing=PacingConfig(stretch_per_wait=0.0))


def for_three_seconds(at_s: float) -> bool:
    return at_s % 10 < 3


def busy(*, latest_wins: bool) -> Crowd:
    """Five who never pause, on a machine that follows three."""
    crowd = Crowd(NEVER_STRETCHED, serving=Serving(latest_wins=latest_wins))
    for _ in range(5):
        crowd.join()
    return crowd


def worst_lag_s(crowd: Crowd) -> float:
    return max(speaker.lag_s() for speaker in crowd.speakers)


def test_a_final_is_as_late_for_one_who_came_later() -> None:
    late_s: list[float] = []
    for waits_s in (0, 10):
        crowd = Crowd()
        crowd.run_for(waits_s)
        speaker = crowd.join(talks=for_three_seconds)
        crowd.run_for(9)
        late_s.append(speaker.finals[0][1])
    assert late_s[1] == pytest.approx(late_s[0], abs=0.05)


@pytest.mark.parametrize("latest_wins", [True, False])
def test_nothing_is_held_back_while_the_machine_keeps_up(latest_wins: bool) -> None:
    crowd = Crowd(serving=Serving(latest_wins=latest_wins))
    speaker = crowd.join()
    crowd.run_for(5)
    assert speaker.lag_s() < 0.7


def test_a_queue_of_every_tick_grows_and_the_newest_audio_does_not_wait() -> None:
    latest, queued = busy(latest_wins=True), busy(latest_wins=False)
    seen: list[tuple[float, float]] = []
    for _ in range(2):
        latest.run_for(15)
        queued.run_for(15)
        seen.append((worst_lag_s(latest), worst_lag_s(queued)))
    assert seen[1][0] < 3.0
    assert seen[1][1] > seen[0][1] + 2.0


def test_what_is_held_back_is_heard_in_the_end() -> None:
    crowd = busy(latest_wins=False)
    crowd.run_for(10)
    for speaker in crowd.speakers:
        crowd.leave(speaker)
    crowd.run_for(60)
    assert all(not voice.held for speaker in crowd.speakers for voice in speaker.voices)
    assert all(speaker.finals for speaker in crowd.speakers)
