from __future__ import annotations

from collections import Counter
from itertools import chain, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.arrivals import arrivals

TEXTS = tuple(f"text {number}" for number in range(7))


@given(
    sentences_per_s=st.floats(1, 200),
    size=st.integers(1, 20),
    seconds=st.floats(0.5, 10),
    seed=st.integers(0, 99),
)
def test_all_requests_fall_into_the_time_in_their_order_and_the_same_way_again(
    sentences_per_s: float, size: int, seconds: float, seed: int
) -> None:
    def schedule() -> tuple[float, ...]:
        asked = arrivals(
            TEXTS, sentences_per_s=sentences_per_s, size=size, seconds=seconds, seed=seed
        )
        assert all(len(arrival.texts) == size for arrival in asked)
        return tuple(arrival.at_s for arrival in asked)

    times_s = schedule()
    assert times_s == schedule()
    assert all(0 < at_s < seconds for at_s in times_s)
    assert all(one < next_ for one, next_ in pairwise(times_s))


@given(size=st.integers(1, 20), seed=st.integers(0, 99))
def test_every_text_is_asked_as_often_as_any_other(size: int, seed: int) -> None:
    schedule = arrivals(TEXTS, sentences_per_s=60, size=size, seconds=5, seed=seed)
    asked = Counter(chain.from_iterable(arrival.texts for arrival in schedule))
    assert not asked.keys() - set(TEXTS)
    times = [asked[text] for text in TEXTS]
    assert max(times) - min(times) <= 1


@pytest.mark.parametrize("size", [1, 8])
def test_the_gaps_are_those_of_a_poisson_process(size: int) -> None:
    schedule = arrivals(TEXTS, sentences_per_s=100, size=size, seconds=400, seed=1)
    gaps_s = [after.at_s - before.at_s for before, after in pairwise(schedule)]
    mean_s = sum(gaps_s) / len(gaps_s)
    assert mean_s == pytest.approx(size / 100, rel=0.05)
    deviation_s = (sum((gap_s - mean_s) ** 2 for gap_s in gaps_s) / len(gaps_s)) ** 0.5
    assert deviation_s == pytest.approx(mean_s, rel=0.05)


def test_another_seed_makes_another_schedule() -> None:
    one, other = (
        arrivals(TEXTS, sentences_per_s=10, size=1, seconds=5, seed=seed) for seed in (1, 2)
    )
    assert one != other
