"""A translation begins and ends as its source does."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.marian.marks import MarkedSearch, marked_as
from models.marian.search import Candidate, NBest


@pytest.mark.parametrize(
    ("source", "translation", "marked"),
    [
        ("Good morning.", "Hyvää huomenta.", "Hyvää huomenta."),
        ("Good morning", "Hyvää huomenta.", "Hyvää huomenta"),
        ("Good morning.", "Hyvää huomenta..", "Hyvää huomenta."),
        ("Good morning.", "Hyvää huomenta. .", "Hyvää huomenta."),
        ("Good morning", "Hyvää huomenta..", "Hyvää huomenta"),
        ("Well...", "No niin...", "No niin..."),
        ("Well…", "No niin...", "No niin..."),
        ("Good morning.", "hyvää huomenta.", "Hyvää huomenta."),
        ("“Good morning.”", "”hyvää huomenta.”", "”hyvää huomenta.”"),
        ("“Good morning.”", "“hyvää huomenta.”", "“Hyvää huomenta.”"),
        ("good morning", "Hyvää huomenta.", "Hyvää huomenta"),
        ("on the 14th", "14.", "14."),
        ("kello 9", "9 a.m.", "9 a.m."),
        ("I know", "tiedän.", "tiedän"),
        ("In May", "toukokuussa.", "Toukokuussa"),
        ("Thank you", "ありがとう。", "ありがとう"),
        ("Thank you.", "ありがとう。", "ありがとう。"),
        ("Straße 5.", "ß-katu 5.", "ß-katu 5."),
        ("No", "Ei!", "Ei!"),
        ("", ".", "."),
        ("Good", "", ""),
    ],
)
def test_translation_begins_and_ends_as_its_source(
    source: str, translation: str, marked: str
) -> None:
    assert marked_as(source, translation, "fi") == marked


def test_capital_of_i_is_the_target_languages() -> None:
    assert marked_as("Yes.", "iyi.", "tr") == "İyi."
    assert marked_as("Yes.", "igen.", "hu") == "Igen."


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_word_is_lost_or_changed(source: str, translation: str) -> None:
    marked = marked_as(source, translation, "fi")

    def letters(text: str) -> list[str]:
        return [one.upper().casefold() for one in text if one.isalnum()]

    assert letters(marked) == letters(translation)
    assert marked_as(source, marked, "fi") == marked


def test_wordings_that_differ_in_their_marks_only_are_one() -> None:
    def search(passages: Sequence[str], alternatives: int) -> list[NBest]:
        assert (passages, alternatives) == (["Thanks"], 2)
        wordings = ("Kiitos.", "kiitos", "Kiitoksia.")
        return [tuple(Candidate(text=text, log_probability=-i) for i, text in enumerate(wordings))]

    (found,) = MarkedSearch(search, target="fi")(["Thanks"], 2)
    assert [(one.text, one.log_probability) for one in found] == [("Kiitos", 0), ("Kiitoksia", -2)]
