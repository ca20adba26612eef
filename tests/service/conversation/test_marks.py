from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.conversation.events import TimedWord
from service.conversation.marks import UNCERTAIN_BELOW, Mark, marks_of


def word(
    start: int, end: int, probability: float | None, *, start_sample: int | None = 0
) -> TimedWord:
    return TimedWord(
        start=start,
        end=end,
        start_sample=start_sample,
        end_sample=start_sample,
        probability=probability,
    )


def test_facts_and_unsure_words_are_marked_in_order() -> None:
    words = (word(0, 3, 0.9), word(4, 6, 0.2), word(7, 10, 0.9))
    assert marks_of("Not at 12.", "en", words) == (
        Mark(start=0, end=3, kind="negation"),
        Mark(start=4, end=6, kind="uncertain"),
        Mark(start=7, end=9, kind="number"),
    )


def test_a_word_is_uncertain_below_the_threshold_or_unheard() -> None:
    words = (
        word(0, 1, UNCERTAIN_BELOW),
        word(2, 3, UNCERTAIN_BELOW - 0.001),
        word(4, 5, None, start_sample=None),
        word(6, 7, None),
    )
    assert [mark.start for mark in marks_of("a b c d", "xx", words)] == [2, 4]


def test_an_unsure_number_is_marked_twice() -> None:
    kinds = [mark.kind for mark in marks_of("12", "en", [word(0, 2, 0.1)])]
    assert kinds == ["number", "uncertain"]


@given(st.lists(st.tuples(st.sampled_from(["no", "14", "May", "so"]), st.floats(0, 1))))
def test_marks_lie_in_the_text_in_order(said: list[tuple[str, float]]) -> None:
    text = " ".join(spelled for spelled, _ in said)
    words, at = [], 0
    for spelled, probability in said:
        words.append(word(at, at + len(spelled), probability))
        at += len(spelled) + 1
    marks = marks_of(text, "en", words)
    assert all(0 <= mark.start < mark.end <= len(text) for mark in marks)
    assert [mark.start for mark in marks] == sorted(mark.start for mark in marks)
    unsure = sum(1 for one in words if (one.probability or 0) < UNCERTAIN_BELOW)
    assert sum(mark.kind == "uncertain" for mark in marks) == unsure
