from __future__ import annotations

import pytest

from benchmarks.name_errors import Name, NameErrors, name_errors
from benchmarks.text import normalizer_for
from benchmarks.words import SpokenWord

SAID = "My name is Aino Lindqvist. I live in Olari."
WORDS = tuple(
    SpokenWord(word=word, start_s=float(at), end_s=at + 0.5) for at, word in enumerate(SAID.split())
)
NAMES = (Name(text="Aino Lindqvist", first_word=3), Name(text="Olari", first_word=8))


def errors_of(text: str) -> NameErrors:
    return name_errors(WORDS, NAMES, text, normalizer_for("en"), others=("Soukka", "Aino Eze"))


def test_names_that_are_there_are_right_whatever_stands_around_them() -> None:
    assert errors_of(SAID) == NameErrors(said=2, wrong=(), made_up=())
    assert errors_of("the name's aino lindqvist, olari").wrong == ()


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("My name is Aino Linquist. I live in Olari.", ("Aino Lindqvist",)),
        ("My name is Aino the Lindqvist. I live in Olari.", ("Aino Lindqvist",)),
        ("My name is Lindqvist Aino. I live in Polari.", ("Aino Lindqvist", "Olari")),
        ("", ("Aino Lindqvist", "Olari")),
    ],
)
def test_a_name_is_wrong_where_a_word_of_it_is(text: str, wrong: tuple[str, ...]) -> None:
    assert errors_of(text).wrong == wrong


def test_names_are_made_up_that_are_written_more_often_than_they_are_said() -> None:
    found = errors_of("My name is Aino Lindqvist. I live in Soukka, Olari, Olari, Aino Lindqvist.")
    assert found.made_up == ("Aino Lindqvist", "Olari", "Soukka")
    assert errors_of("Aino").made_up == ()
