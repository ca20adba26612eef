"""More people speak than the machine can follow: nobody is forgotten, and it passes quickly."""

from __future__ import annotations

from statistics import mean

from crowd import Crowd, Speaker

from service.conversation.config import ConversationConfig
from service.conversation.pacing import PacingConfig
from service.live.admission import Admission, AdmissionConfig, Busy

APART_S = 0.13
"""Between two who begin to speak, so that their windows do not fall together."""


def crowd_of(people: int, *, stretch_per_wait: float = 4.0) -> Crowd:
    pacing = PacingConfig(stretch_per_wait=stretch_per_wait)
    crowd = Crowd(ConversationConfig(pacing=pacing))
    for _ in range(people):
        crowd.join()
        crowd.run_for(APART_S)
    return crowd


def decodes(crowd: Crowd, since_s: float) -> list[int]:
    return [sum(at_s > since_s for at_s in speaker.decodes) for speaker in crowd.speakers]


def mean_lag_s(speakers: list[Speaker], since_s: float) -> float:
    return mean(lag_s for one in speakers for at_s, lag_s in one.lags if at_s > since_s)


def test_one_who_speaks_is_decoded_at_the_shortest_tick() -> None:
    crowd = crowd_of(1)
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
    stretching, queueing = crowd_of(20), crowd_of(20, stretch_per_wait=0.0)
    for crowd in (stretching, queueing):
        crowd.run_for(40)
    assert mean_lag_s(stretching.speakers, 10) < 0.95 * mean_lag_s(queueing.speakers, 10)
    assert stretching.load(10).wait_s < 0.9 * queueing.load(10).wait_s


def test_those_who_stay_are_followed_again_soon_when_the_others_have_left() -> None:
    crowd = crowd_of(3)
    crowd.run_for(20)
    usual_s = mean_lag_s(crowd.speakers, 10)
    others = [crowd.join() for _ in range(10)]
    crowd.run_for(20)
    staying = crowd.speakers[:3]
    assert mean_lag_s(staying, crowd.now_s - 10) > 1.5 * usual_s
    for other in others:
        crowd.leave(other)
    crowd.run_for(5)
    crowd.run_for(10)
    assert mean_lag_s(staying, crowd.now_s - 10) < 1.25 * usual_s
    assert crowd.load().wait_s <= PacingConfig().tolerated_wait_s


def test_admitted_conversations_keep_their_pace_when_a_crowd_asks_for_more() -> None:
    alone = crowd_of(1)
    alone.run_for(40)
    crowd = Crowd()
    admission = Admission(crowd.load, clock=lambda: crowd.now_s, config=AdmissionConfig())
    refused = 0
    for number in range(60):
        try:
            admission.reserve(f"c{number}")
        except Busy:
            refused += 1
        else:
            admission.let_speak(f"c{number}", "staff")
            crowd.join()
        crowd.run_for(1.0)
    assert refused > 40
    assert len(crowd.speakers) >= 2
    assert mean_lag_s(crowd.speakers, 30) < 1.5 * mean_lag_s(alone.speakers, 10)
