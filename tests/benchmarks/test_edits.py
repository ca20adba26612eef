from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.edits import align, common_prefix

WORDS = st.lists(st.sampled_from("abc"), max_size=8)


def distance(first: list[str], second: list[str]) -> int:
    if not first or not second:
        return len(first) + len(second)
    if first[-1] == second[-1]:
        return distance(first[:-1], second[:-1])
    return 1 + min(
        distance(first[:-1], second),
        distance(first, second[:-1]),
        distance(first[:-1], second[:-1]),
    )


@given(
    reference=st.lists(st.sampled_from("abc"), max_size=5), hypothesis=WORDS.map(lambda w: w[:5])
)
def test_number_of_edits_is_the_levenshtein_distance(
    reference: list[str], hypothesis: list[str]
) -> None:
    assert align(reference, hypothesis).edits.total == distance(reference, hypothesis)


@given(reference=WORDS, hypothesis=WORDS)
def test_edits_and_equal_words_account_for_every_word(
    reference: list[str], hypothesis: list[str]
) -> None:
    alignment = align(reference, hypothesis)
    edits, equal = alignment.edits, len(alignment.equal)
    assert equal + edits.substitutions + edits.deletions == len(reference)
    assert equal + edits.substitutions + edits.insertions == len(hypothesis)


@given(reference=WORDS, hypothesis=WORDS, open_end=st.booleans())
def test_equal_words_are_equal_and_in_order(
    reference: list[str], hypothesis: list[str], open_end: bool
) -> None:
    equal = align(reference, hypothesis, open_end=open_end).equal
    assert all(reference[left] == hypothesis[right] for left, right in equal)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(equal))


@given(words=WORDS, rest=WORDS)
def test_a_beginning_costs_nothing_with_an_open_end(words: list[str], rest: list[str]) -> None:
    alignment = align(words + rest, words, open_end=True)
    assert alignment.edits.total == 0
    assert alignment.equal == tuple((index, index) for index in range(len(words)))


@given(reference=WORDS, hypothesis=WORDS)
def test_an_open_end_is_the_best_beginning(reference: list[str], hypothesis: list[str]) -> None:
    best = min(align(reference[:end], hypothesis).edits.total for end in range(len(reference) + 1))
    assert align(reference, hypothesis, open_end=True).edits.total == best


def test_a_wrong_last_word_is_not_taken_for_a_later_one() -> None:
    later = "he was an ill disposed man".split()
    assert align(later, "he was man".split(), open_end=True).equal == ((0, 0), (1, 1))


def test_of_equally_good_alignments_the_one_with_more_equal_words_wins() -> None:
    assert align("a b c d".split(), "a b d".split(), open_end=True).equal == (
        (0, 0),
        (1, 1),
        (3, 2),
    )


@given(first=WORDS, second=WORDS)
def test_common_prefix_is_common_and_longest(first: list[str], second: list[str]) -> None:
    length = common_prefix(first, second)
    assert first[:length] == second[:length]
    assert first[: length + 1] != second[: length + 1] or length in (len(first), len(second))
