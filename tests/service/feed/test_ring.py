"""The ring of final entries."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.feed.log import Entry
from service.feed.ring import FinalRing

ENTRY = Entry(key="a", payload="a", final=True)


@given(gaps_s=st.lists(st.sampled_from([0.0, 1.0, 4.0, 20.0]), max_size=30))
def test_ring_holds_the_newest_numbers_without_a_hole(gaps_s: list[float]) -> None:
    ring: FinalRing[str] = FinalRing(most=4, longest_s=10.0)
    times_s: list[float] = []
    now_s = 0.0
    for gap_s in gaps_s:
        now_s += gap_s
        times_s.append(now_s)
        ring.append(ENTRY, now_s)
    held = [
        seq
        for seq, time_s in enumerate(times_s, start=1)
        if seq > len(times_s) - 4 and now_s - time_s <= 10.0
    ]
    assert list(range(ring.oldest, ring.newest + 1)) == held
    assert [ring[seq].seq for seq in held] == held


def test_numbers_go_on_when_the_ring_was_cleared() -> None:
    ring: FinalRing[str] = FinalRing(most=4, longest_s=10.0)
    ring.append(ENTRY, 0.0)
    ring.clear()
    assert not ring.reaches_back_to(0)
    assert ring.reaches_back_to(1)
    assert ring.append(ENTRY, 0.0).seq == 2
