"""What a batcher's load is said to be, against a plain list of everything that happened."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.inference.load import LONGEST_S, SLOT_S, RecentLoad

BORN_S = 1_000.0
gaps = st.lists(
    st.tuples(st.floats(0.0, 3.0), st.floats(0.001, 2.0), st.integers(1, 8)), max_size=40
)


def test_nothing_has_happened() -> None:
    load = RecentLoad(workers=1, now_s=BORN_S).over(10, now_s=BORN_S)
    assert (load.busy_share, load.wait_s, load.run_s, load.request_s) == (0.0, 0.0, 0.0, None)


def test_a_batch_is_busy_when_it_runs_and_not_when_it_ends() -> None:
    recent = RecentLoad(workers=1, now_s=BORN_S)
    recent.ended(2, since_s=BORN_S + 1, now_s=BORN_S + 4)
    assert recent.over(10, now_s=BORN_S + 4).busy_share == pytest.approx(3 / 4)
    assert recent.over(2, now_s=BORN_S + 5).busy_share == pytest.approx(1 / 2)
    assert recent.over(10, now_s=BORN_S + 4).request_s == pytest.approx(1.5)


def test_requests_spend_the_whole_time_of_their_batch_in_it() -> None:
    recent = RecentLoad(workers=1, now_s=BORN_S)
    recent.ended(3, since_s=BORN_S, now_s=BORN_S + 1)
    recent.ended(1, since_s=BORN_S + 1, now_s=BORN_S + 4)
    assert recent.over(10, now_s=BORN_S + 4).run_s == pytest.approx((3 * 1 + 3) / 4)
    assert recent.over(10, now_s=BORN_S + 60).run_s == 0.0


def test_a_batch_that_still_runs_counts() -> None:
    recent = RecentLoad(workers=2, now_s=BORN_S)
    load = recent.over(10, now_s=BORN_S + 4, running_since_s=[BORN_S + 2, BORN_S])
    assert load.busy_share == pytest.approx(6 / 8)


def test_a_request_waits_at_present_as_long_as_others_did_while_workers_hardly_rest() -> None:
    recent = RecentLoad(workers=2, now_s=BORN_S)
    recent.taken(1, waited_s=0.5, now_s=BORN_S + 10)
    for since_s in (BORN_S + 9.0, BORN_S + 9.1):
        recent.ended(1, since_s=since_s, now_s=BORN_S + 10)
    crowded = recent.over(1, now_s=BORN_S + 10, running_since_s=[BORN_S + 10])
    assert crowded.free
    assert crowded.present_wait_s == 0.5


def test_a_request_does_not_wait_at_present_when_a_worker_rests() -> None:
    recent = RecentLoad(workers=2, now_s=BORN_S)
    recent.taken(1, waited_s=0.5, now_s=BORN_S + 9.5)
    recent.ended(1, since_s=BORN_S + 9.5, now_s=BORN_S + 10)
    rested = recent.over(1, now_s=BORN_S + 10, running_since_s=[BORN_S + 9.8])
    assert (rested.wait_s, rested.present_wait_s) == (0.5, 0.0)
    full = recent.over(1, now_s=BORN_S + 10, running_since_s=[BORN_S + 9.8, BORN_S + 9.8])
    assert full.present_wait_s == 0.5


def test_waits_are_of_the_window_alone() -> None:
    recent = RecentLoad(workers=1, now_s=BORN_S)
    recent.taken(3, waited_s=3.0, now_s=BORN_S + 1)
    recent.taken(1, waited_s=0.2, now_s=BORN_S + 9)
    assert recent.over(2, now_s=BORN_S + 10).wait_s == pytest.approx(0.2)
    assert recent.over(10, now_s=BORN_S + 10).wait_s == pytest.approx(0.8)
    assert recent.over(10, now_s=BORN_S + 100).wait_s == 0.0


@given(gaps=gaps, window_s=st.floats(0.5, LONGEST_S))
def test_busy_share_is_what_a_list_of_all_batches_gives(
    gaps: list[tuple[float, float, int]], window_s: float
) -> None:
    recent, now_s, batches = RecentLoad(workers=1, now_s=BORN_S), BORN_S, []
    for idle_s, run_s, requests in gaps:
        since_s, now_s = now_s + idle_s, now_s + idle_s + run_s
        recent.ended(requests, since_s=since_s, now_s=now_s)
        batches.append((since_s, now_s))
    begin_s = max(BORN_S, (now_s - window_s) // SLOT_S * SLOT_S)
    busy_s = sum(max(0.0, until_s - max(since_s, begin_s)) for since_s, until_s in batches)
    expected = busy_s / (now_s - begin_s) if now_s > begin_s else 0.0
    assert recent.over(window_s, now_s=now_s).busy_share == pytest.approx(expected, abs=1e-6)


@given(waits=st.lists(st.tuples(st.floats(0, 2), st.integers(1, 8), st.floats(0, 5)), min_size=1))
def test_mean_wait_lies_between_the_least_and_the_longest(
    waits: list[tuple[float, int, float]],
) -> None:
    recent, now_s = RecentLoad(workers=1, now_s=BORN_S), BORN_S
    for gap_s, requests, wait_s in waits:
        now_s += gap_s
        recent.taken(requests, waited_s=requests * wait_s, now_s=now_s)
    each = [wait_s for _, _, wait_s in waits]
    assert min(each) - 1e-9 <= recent.over(LONGEST_S, now_s=now_s).wait_s <= max(each) + 1e-9
