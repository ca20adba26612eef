"""More people speak than the machine can follow: nobody is forgotten, and it passes quickly."""

from __future__ import annotations

from statistics import mean

import pytest

from benchmarks.simulated_crowd import Crowd, Speaker, turns
from service.conversation.config import ConversationConfig
from service.conversation.pacing import PacingConfig
from service.live.admission import Admission, AdmissionConfig, Busy

APART_S = 0.13
"""Between two who begin to speak, so that their windows do not fall together."""


def crowd_of(people: int, *, stretch_per_wait: float = 4.0) -> Crowd:
    pacing = PacingConfig(stretch_per_wait=stretch_per_wait)
    crowd = Crowd(ConversationConfig(pacing=pacing))
    for number in range(people):
        crowd.join(talks=turns(number))
        crowd.run_for(APART_S)
    return crowd


def decodes(crowd: Crowd, since_s: float) -> list[int]:
    return [sum(at_s > since_s for at_s in speaker.decodes) for speaker in crowd.speakers]


def mean_lag_s(speakers: list[Speaker], since_s: float) -> float:
    return mean(lag_s for one in speakers for at_s, lag_s in one.lags if at_s > since_s)


def lags(crowd: Crowd, speakers: list[Speaker], *, for_s: float) -> list[float]:
    """What readers see, ten times a second."""
    seen: list[float] = []
    for _ in range(round(10 * for_s)):
        crowd.run_for(0.1)
        seen += [speaker.lag_s() for speaker in speakers]
    return seen


def worst(seen: list[float]) -> float:
    """The 95th percentile."""
    return sorted(seen)[len(seen) * 95 // 100]


def test_one_who_speaks_is_decoded_at_the_shortest_tick() -> None:
    crowd = Crowd()
    crowd.join()
    crowd.run_for(20)
    (answered,) = decodes(crowd, 10)
    assert answered >= 20
    assert crowd.load().wait_s == 0.0


def test_ticks_stretch_evenly_and_the_lag_says_so_when_there_are_too_many() -> None:
    few, many = crowd_of(2), crowd_of(20)
    few.run_for(40)
    many.run_for(40)
    answered = decodes(many, 10)
    assert min(decodes(few, 10)) > 3 * max(answered)
    assert max(answered) <= 1.4 * min(answered)
    assert mean_lag_s(many.speakers, 10) > 2 * mean_lag_s(few.speakers, 10)


def test_screens_are_fresher_when_ticks_stretch_than_when_windows_queue() -> None:
    stretching, queueing = crowd_of(12), crowd_of(12, stretch_per_wait=0.0)
    for crowd in (stretching, queueing):
        crowd.run_for(40)
    assert mean_lag_s(stretching.speakers, 10) < 0.85 * mean_lag_s(queueing.speakers, 10)
    assert stretching.load(10).wait_s < 0.9 * queueing.load(10).wait_s


def test_several_who_speak_in_one_conversation_take_no_more_than_one_who_speaks_alone() -> None:
    crowd = Crowd()
    for _ in range(8):
        crowd.join()
        crowd.run_for(APART_S)
    crowd.join(people=4)
    crowd.run_for(40)
    *alone, of_four = decodes(crowd, 10)
    assert 0.8 * min(alone) <= of_four <= 1.2 * max(alone)


def test_several_who_speak_in_one_conversation_are_followed_at_once_on_an_idle_machine() -> None:
    crowd = Crowd(workers=4)
    crowd.join(people=4)
    crowd.run_for(20)
    alone = Crowd(workers=4)
    alone.join()
    alone.run_for(20)
    assert decodes(crowd, 10)[0] >= 3.9 * decodes(alone, 10)[0]


@pytest.mark.parametrize("day", range(3))
def test_screens_are_as_fresh_as_before_soon_after_a_crowd_has_left(day: int) -> None:
    crowd = Crowd(workers=2)
    staying = [crowd.join(talks=turns(1_000 * day + number)) for number in range(6)]
    crowd.run_for(10)
    usual_s = worst(lags(crowd, staying, for_s=15))
    others = [crowd.join(talks=turns(1_000 * day + 100 + number)) for number in range(14)]
    crowded_s = worst(lags(crowd, staying, for_s=22))
    for other in others:
        crowd.leave(other)
    crowd.run_for(2.5)
    assert crowded_s > 1.8 * usual_s
    assert max(lags(crowd, staying, for_s=15)) <= 1.5 * usual_s


def test_admitted_conversations_keep_their_pace_when_a_crowd_asks_for_more() -> None:
    alone = Crowd(workers=2)
    only = alone.join(talks=turns(0))
    crowd = Crowd(workers=2)
    admission = Admission(crowd.load, clock=lambda: crowd.now_s, config=AdmissionConfig())
    refused = 0
    for number in range(30):
        try:
            admission.reserve(f"c{number}")
        except Busy:
            refused += 1
        else:
            admission.let_speak(f"c{number}", "staff")
            crowd.join(talks=turns(number))
        crowd.run_for(1.0)
    assert refused > 15
    assert len(crowd.speakers) >= 4
    usual_s = worst(lags(alone, [only], for_s=30))
    assert worst(lags(crowd, crowd.speakers, for_s=30)) <= 1.5 * usual_s
