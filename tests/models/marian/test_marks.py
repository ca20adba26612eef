"""A translation begins and ends as its source does."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.marian.marks import MarkedSearch, marked_as
from models.marian.search import Candidate, CarefulSearch, NBest
from models.types import LanguagePair

EN_FI = LanguagePair("en", "fi")


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
        ("Your number is 45", "Numerosi on 45.", "Numerosi on 45"),
        ("It costs 62.70", "Se maksaa 62,70.", "Se maksaa 62,70"),
        ("Version 2.5", "Versio 2.5.", "Versio 2.5"),
        ("Your number is 145", "Numerosi on 45.", "Numerosi on 45."),
        ("bus 45 leaves", "lähtee 45.", "lähtee 45."),
        ("Call 116117 now", "Soita nyt 116117.", "Soita nyt 116117"),
        ("on the 431st day", "päivä 431.", "päivä 431."),
        ("Thank you", "شكراً.", "شكراً"),
        ("Thank you", "شكرًا.", "شكرًا"),
        ("Here", "ที่นี่.", "ที่นี่"),
        ("Good morning", "नमस्ते।", "नमस्ते"),
        ("The website kela.fi is down", "kela.fi ei toimi", "kela.fi ei toimi"),
        ("Kela.fi is down", "kela.fi ei toimi", "Kela.fi ei toimi"),
        ("Good morning.", "დილა მშვიდობისა.", "დილა მშვიდობისა."),
        ("I know", "tiedän.", "tiedän"),
        ("I know.", "tiedän.", "Tiedän."),
        ("In May", "toukokuussa.", "Toukokuussa"),
        ("Thank you", "ありがとう。", "ありがとう"),
        ("Thank you.", "ありがとう。", "ありがとう。"),
        ("Straße 5.", "ß-katu 5.", "ß-katu 5."),
        ("No", "Ei!", "Ei!"),
        ("It costs 12 € now", "Se maksaa nyt 12 €.", "Se maksaa nyt 12 €"),
        ("It costs 12 €.", "Se maksaa 12 €..", "Se maksaa 12 €."),
        (
            "FI21 1234 5600 0007 85 is it",
            "se on FI21 1234 5600 0007 85.",
            "Se on FI21 1234 5600 0007 85",
        ),
        ("say “yes” now", "sano nyt ”kyllä”.", "sano nyt ”kyllä”"),
        ("“Good morning”", "”hyvää huomenta.”", "”hyvää huomenta”"),
        ("“Good morning.”", "”hyvää huomenta.”.", "”hyvää huomenta.”"),
        ("“Is it you?”", "”oletko se sinä?”.", "”oletko se sinä?”"),
        ("Well", "No niin...", "No niin..."),
        ("He said: “well...”", "Hän sanoi: ”no...”", "Hän sanoi: ”no...”"),
        ("the “14th” day", "”14.”", "”14.”"),
        ("", ".", "."),
        ("Good", "", ""),
    ],
)
def test_translation_begins_and_ends_as_its_source(
    source: str, translation: str, marked: str
) -> None:
    assert marked_as(source, translation, EN_FI) == marked


ENDS = st.sampled_from(
    [
        *("kyllä", "12 €", "5 %", "20 °C", "”kyllä”", '"kyllä"', "«kyllä»", "(kyllä)", "[kyllä]"),
        *("kela.fi", "https://kela.fi/", "anna@example.com", "{name}", "%s"),
        *("131052-308T", "FI21 1234 5600 0007 85", "19700101-1234", "550B", "A/12"),
    ]
)
STOPS = st.sampled_from(".。۔።։।")
GAPS = st.sampled_from(["", " "])


@given(end=ENDS, stop=STOPS, gap=GAPS)
def test_stop_that_the_source_has_not_goes_whatever_it_follows(
    end: str, stop: str, gap: str
) -> None:
    assert marked_as(f"see {end} now", f"katso nyt {end}{gap}{stop}", EN_FI) == f"katso nyt {end}"


@given(end=ENDS, stop=STOPS, gap=GAPS)
def test_stop_that_the_source_has_is_there_once_whatever_it_follows(
    end: str, stop: str, gap: str
) -> None:
    once = f"katso {end}{stop}"
    assert marked_as(f"see {end}{stop}", once, EN_FI) == once
    assert marked_as(f"see {end}{stop}", f"{once}{gap}{stop}", EN_FI) == once


@given(closing=st.sampled_from("\"'»”’)]"), stop=STOPS, inside=st.sampled_from(".!?…"), gap=GAPS)
def test_stop_after_a_sentence_that_a_quote_has_ended_goes(
    closing: str, stop: str, inside: str, gap: str
) -> None:
    ended = f"katso nyt{inside}{closing}"
    assert marked_as(f"see now{inside}{closing}", f"{ended}{gap}{stop}", EN_FI) == ended


def test_capital_of_i_is_the_target_languages() -> None:
    assert marked_as("Yes.", "iyi.", LanguagePair("en", "tr")) == "İyi."
    assert marked_as("Yes.", "igen.", LanguagePair("en", "hu")) == "Igen."


def test_only_english_writes_a_word_i_that_begins_no_sentence() -> None:
    assert marked_as("I morgon stänger vi", "tomorrow we close", LanguagePair("sv", "en")) == (
        "Tomorrow we close"
    )
    assert marked_as("I'm here", "olen täällä", EN_FI) == "olen täällä"


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_word_is_lost_or_changed(source: str, translation: str) -> None:
    marked = marked_as(source, translation, EN_FI)

    def letters(text: str) -> list[str]:
        return [one.upper().casefold() for one in text if one.isalnum()]

    assert letters(marked) == letters(translation)
    assert marked_as(source, marked, EN_FI) == marked


def test_wordings_that_differ_in_their_marks_only_are_one() -> None:
    def search(passages: Sequence[str], alternatives: int) -> list[NBest]:
        assert (passages, alternatives) == (["Thanks"], 2)
        wordings = ("Kiitos.", "kiitos", "Kiitoksia.")
        return [tuple(Candidate(text=text, log_probability=-i) for i, text in enumerate(wordings))]

    (found,) = MarkedSearch(search, pair=EN_FI)(["Thanks"], 2)
    assert [(one.text, one.log_probability) for one in found] == [("Kiitos", 0), ("Kiitoksia", -2)]


def test_stop_after_a_stand_in_goes_with_it() -> None:
    """A model rewrites an address, but copies the number in its place; both get a full stop."""

    def search(passages: Sequence[str], alternatives: int) -> list[NBest]:
        copied = (passage.split()[1].replace("kela.fi", "kela") for passage in passages)
        return [(Candidate(text=f"Avaa {word}."),) for word in copied]

    found = CarefulSearch(MarkedSearch(search, pair=EN_FI))(["Open kela.fi", "Open kela.fi now"], 0)
    assert [one.text for (one,) in found] == ["Avaa kela.fi", "Avaa kela.fi"]


def test_protected_word_that_opens_a_translation_is_searched_for_once() -> None:
    asked: list[str] = []

    def search(passages: Sequence[str], alternatives: int) -> list[NBest]:
        asked.extend(passages)
        return [(Candidate(text="kela.fi ei toimi"),) for _ in passages]

    ((found,),) = CarefulSearch(MarkedSearch(search, pair=EN_FI))(
        ["The website kela.fi is down"], 0
    )
    assert (found.text, len(asked)) == ("kela.fi ei toimi", 1)
