"""Counters, added up."""

from __future__ import annotations

import pytest
from counted import answer, setting, visit
from hypothesis import given
from hypothesis import strategies as st

from models.types import LanguagePair
from service.usage.report import report
from service.usage.visit import Setting

desks = st.sampled_from(["desk", "travel", "school"])
settings = st.builds(
    lambda desk, days: setting(desk=desk, days=days), desk=desks, days=st.integers(0, 400)
)


def test_nothing_gives_an_empty_report() -> None:
    empty = report([], [])
    assert (empty.total.visits, empty.times, empty.desks, empty.pairs) == (0, [], [], [])
    assert empty.total.lag_p50_s is None


def test_days_without_a_visit_are_there_with_nothing() -> None:
    made = report([visit(setting()), visit(setting(days=3))], [])
    assert [(one.key, one.visits) for one in made.times] == [
        ("2026-03-02", 1),
        ("2026-03-03", 0),
        ("2026-03-04", 0),
        ("2026-03-05", 1),
    ]


def test_long_time_is_told_by_months() -> None:
    made = report([visit(setting()), visit(setting(days=70))], [])
    assert [one.key for one in made.times] == ["2026-03", "2026-04", "2026-05"]


def test_desks_and_pairs_are_told_apart() -> None:
    travel = setting(desk="travel", pair=LanguagePair("sv", "ar"))
    made = report([visit(setting()), visit(travel, handovers=3)], [answer(travel, "partly")])
    assert [(one.key, one.visits) for one in made.desks] == [("desk", 1), ("travel", 1)]
    assert [one.key for one in made.pairs] == ["fi-en", "sv-ar"]
    assert made.desks[1].handover_visits == 1
    assert made.desks[1].partly == 1


def test_lag_is_the_median_of_visits() -> None:
    visits = [visit(setting(), lag_s=lag) for lag in (0.5, 0.7, 9.0, None)]
    assert report(visits, []).total.lag_p50_s == pytest.approx(0.7)


@given(st.lists(settings, max_size=30), st.lists(settings, max_size=30))
def test_every_table_adds_up_to_the_whole(visited: list[Setting], answered: list[Setting]) -> None:
    made = report([visit(one) for one in visited], [answer(one, "good") for one in answered])
    for table in (made.times, made.desks, made.pairs):
        assert sum(one.visits for one in table) == made.total.visits == len(visited)
        assert sum(one.good for one in table) == made.total.good == len(answered)
        assert sum(one.spoken_turns for one in table) == made.total.spoken_turns
