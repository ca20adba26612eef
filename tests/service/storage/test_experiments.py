"""Which setting of an experiment conversations get."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from service.storage.desk import Desk, Experiment
from service.storage.experiments import Experiments, with_variant

PLAIN = Desk(slug="plain", name="Plain")
COMPARED = Desk(
    slug="compared",
    name="Compared",
    glossaries=("travel",),
    phrase_set="travel",
    experiment=Experiment(name="no glossary", phrase_set="short"),
)


def test_desk_is_as_it_is_where_nothing_is_compared() -> None:
    assert Experiments().assign(PLAIN) == PLAIN


@given(st.integers(1, 40))
def test_variants_stay_equally_frequent(conversations: int) -> None:
    experiments = Experiments()
    given_ = Counter(experiments.assign(COMPARED).variant for _ in range(conversations))
    assert abs(given_["a"] - given_["b"]) <= 1
    assert given_.total() == conversations


def test_first_variant_is_the_desk_and_the_second_what_the_experiment_says() -> None:
    first, second = with_variant(COMPARED, "a"), with_variant(COMPARED, "b")
    assert (first.glossaries, first.phrase_set) == (("travel",), "travel")
    assert (second.glossaries, second.phrase_set) == ((), "short")


def test_experiments_of_two_desks_do_not_share_their_blocks() -> None:
    experiments = Experiments()
    other = Desk(slug="other", name="Other", experiment=COMPARED.experiment)
    pairs = [
        {experiments.assign(desk).variant for desk in (COMPARED, other, COMPARED, other)}
        for _ in range(10)
    ]
    assert all(pair == {"a", "b"} for pair in pairs)
