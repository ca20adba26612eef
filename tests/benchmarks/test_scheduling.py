"""Rules of sharing a machine, on one that is simulated."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.scheduling import RULES, Rule, follow, measured
from benchmarks.scheduling_results import SCHEDULING_LINES, Followed, scheduling_grids


@pytest.fixture(scope="module")
def as_it_is() -> Rule:
    return RULES["as it is"]


def test_the_same_scene_is_followed_alike_at_every_run(as_it_is: Rule) -> None:
    first, again = (follow(as_it_is, 2, days=1, seconds=10.0) for _ in range(2))
    assert first == again
    assert first.alone.count == 2 * 100
    assert first.of_four.count == 100


def test_a_larger_crowd_is_followed_less_closely(as_it_is: Rule) -> None:
    few, many = (follow(as_it_is, people, days=1, seconds=15.0) for people in (2, 14))
    assert many.alone.p95_s > few.alone.p95_s
    assert many.windows_per_s < few.windows_per_s
    assert many.wait_s > few.wait_s


@pytest.fixture(scope="module")
def ten_as_it_is(as_it_is: Rule) -> Followed:
    return follow(as_it_is, 10, days=1, seconds=10.0)


@pytest.mark.parametrize("name", [name for name in RULES if name != "as it is"])
def test_each_rule_but_the_first_changes_something(name: str, ten_as_it_is: Followed) -> None:
    assert follow(RULES[name], 10, days=1, seconds=10.0) != ten_as_it_is


def test_a_queue_of_every_tick_falls_behind_where_ticks_do_not_stretch() -> None:
    latest, queued = (
        follow(RULES[name], 10, days=1, seconds=10.0)
        for name in ("ticks that never stretch", "every tick in a queue, none stretched")
    )
    assert queued.alone.p50_s > 2 * latest.alone.p50_s
    assert queued.wait_s > 2 * latest.wait_s


def test_results_are_kept_and_told_a_table_for_each_crowd(tmp_path: Path) -> None:
    found = list(measured((1, 2), days=1, seconds=4.0))
    SCHEDULING_LINES.append(tmp_path / "kept.jsonl", *found)
    assert SCHEDULING_LINES.read(tmp_path / "kept.jsonl") == found
    grids = scheduling_grids(found)
    assert [len(grid.rows) for grid in grids] == [len(RULES), len(RULES)]
    assert grids[0].rows[0][0] == grids[0].bold == "as it is"
