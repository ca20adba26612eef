"""Two settings side by side."""

from __future__ import annotations

import random

import pytest
from counted import answer, setting, visit

from service.usage.comparison import Arm, Compared, arm_of, compare
from service.usage.intervals import FEWEST
from service.usage.visit import Visit

HERE = setting(experiment="glossary", variant="a")


def metric(compared: list[Compared], name: str) -> Compared:
    return next(one for one in compared if one.metric == name)


def spread(lag_s: float, count: int, seed: int) -> list[Visit]:
    noise = random.Random(seed)  # noqa: S311 - no secret
    return [visit(HERE, lag_s=lag_s + noise.gauss(0, 0.1)) for _ in range(count)]


def test_clear_difference_is_told_with_its_sign() -> None:
    slow, quick = (Arm(visits=spread(lag, 40, seed=1), feedback=[]) for lag in (1.2, 0.7))
    lag = metric(compare(slow, quick), "lag_p50_s")
    assert lag.verdict == "difference"
    assert lag.difference is not None
    assert lag.difference.low > 0.4
    assert lag.first.of == 40


def test_difference_is_shown_by_chance_once_in_twenty() -> None:
    arms = [Arm(visits=spread(0.8, 20, seed=seed), feedback=[]) for seed in range(600)]
    pairs = zip(arms[::2], arms[1::2], strict=True)
    shown = sum(metric(compare(*pair), "lag_p50_s").verdict == "difference" for pair in pairs)
    assert 5 <= shown <= 27  # of 300: 15, give or take three standard deviations


def test_nothing_is_concluded_from_few() -> None:
    few = Arm(visits=spread(0.8, FEWEST - 1, seed=1), feedback=[answer(HERE, "good")] * 9)
    many = Arm(visits=spread(5.0, 100, seed=2), feedback=[answer(HERE, "bad")] * 50)
    for one in compare(few, many):
        assert one.verdict == "too_few"
        assert one.first.interval is None
        assert one.second.interval is not None


def test_visits_without_speech_or_turns_do_not_count_where_they_say_nothing() -> None:
    silent = [visit(HERE, turns=0, corrections=0, lag_s=None) for _ in range(20)]
    arm = Arm(visits=spread(0.8, 12, seed=1) + silent, feedback=[])
    compared = compare(arm, arm)
    assert metric(compared, "lag_p50_s").first.of == 12
    assert metric(compared, "corrections_per_turn").first.of == 12
    assert metric(compared, "minutes").first.of == 32


def test_shares_are_of_visits_and_of_answers() -> None:
    handed = [visit(HERE, handovers=2)] * 5 + [visit(HERE)] * 15
    arm = Arm(visits=handed, feedback=[answer(HERE, "good")] * 9 + [answer(HERE, "partly")] * 3)
    compared = compare(arm, arm)
    handovers, good = metric(compared, "handover_share"), metric(compared, "good_share")
    assert handovers.first.interval is not None
    assert handovers.first.interval.value == pytest.approx(0.25)
    assert good.first.interval is not None
    assert good.first.interval.value == pytest.approx(0.75)


def test_arm_has_what_belongs_to_it() -> None:
    other = setting(experiment="glossary", variant="b")
    visits = [visit(HERE), visit(other)]
    arm = arm_of(visits, [answer(other, "bad")], lambda where: where.variant == "b")
    assert arm.visits == visits[1:]
    assert len(arm.feedback) == 1
