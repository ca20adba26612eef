"""Protected stretches: found, missed when lost, stood in for, cut around."""

from __future__ import annotations

import tomllib
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.marian.passages import Passage
from models.marian.protected import (
    Kind,
    cut_around,
    find_protected,
    has_words,
    lost_from,
    put_back,
    with_stand_ins,
)

TEXTS = st.text() | st.lists(
    st.sampled_from(
        ["word ", "a@b.fi ", "{name}", " %s", "131052-308T", " 12.50", "550B ", "-5", "www.a.fi"]
    )
).map("".join)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to anna.b+c@mail.example.com.", [("anna.b+c@mail.example.com", Kind.EXACT)]),
        ("See https://a.fi/b?c=1, now", [("https://a.fi/b?c=1", Kind.EXACT)]),
        ("(www.kela.fi)", [("www.kela.fi", Kind.EXACT)]),
        ("kela.fi/omakela.", [("kela.fi/omakela", Kind.EXACT)]),
        ("{name} ${sum} {{who}}", [(text, Kind.EXACT) for text in ("{name}", "${sum}", "{{who}}")]),
        ("%s %(day)s %1$d", [(text, Kind.EXACT) for text in ("%s", "%(day)s", "%1$d")]),
        ("131052-308T", [("131052-308T", Kind.CODE)]),
        ("010203A123B:n", [("010203A123B", Kind.CODE)]),
        ("19900101-1234", [("19900101-1234", Kind.CODE)]),
        ("FI21 1234 5600 0007 85 today", [("FI21 1234 5600 0007 85", Kind.CODE)]),
        ("Bus 550B, room A/12", [("550B", Kind.CODE), ("A/12", Kind.CODE)]),
        ("+358 40 123 4567", [("+358 40 123 4567", Kind.NUMBER)]),
        ("62,70 € at 9:30", [("62,70", Kind.NUMBER), ("9:30", Kind.NUMBER)]),
        ("-5 degrees, 9-11", [("-5", Kind.NUMBER), ("9-11", Kind.NUMBER)]),
        ("at 3 pm or 10.30 a.m.", []),
        ("às 14h20", [("14h20", Kind.NUMBER)]),
        ("No numbers, 100 %sure", [("100", Kind.NUMBER)]),
        ("I go to NASA.", []),
    ],
)
def test_what_must_survive_is_found(text: str, found: list[tuple[str, Kind]]) -> None:
    items = find_protected(text)

    assert [(item.text, item.kind) for item in items] == found
    assert all(text[item.start : item.end] == item.text for item in items)


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("It costs 62.70 euros.", "Se maksaa 62,70 euroa."),
        ("1,250 people", "1 250 ihmistä"),
        ("1250 people", "1.250 pessoas"),
        ("At 9:30 on 12 March.", "12. maaliskuuta klo 9.30."),
        ("by 21.3.2025", "by 21 March 2025"),
        ("two or 2 children", "kaksi lasta"),
        ("You have 2 weeks, until 21 March.", "Kaksi viikkoa, 21. maaliskuuta asti."),
        ("at 3 pm", "klo 15"),
        ("Às 14h20.", "At 2:20 p.m."),
        ("Klo 14.20.", "At 14:20."),
        ("das 8h00 às 16h30", "from 8am to 4:30 pm"),
        ("it is 21 o'clock", "it is 9 PM"),
        ("5.00 €", "5 €"),
        ("It is -5 degrees.", "On −5 astetta."),
        ("Zone A0 -5 degrees", "Vyöhyke A0 -5 astetta"),
        ("COVID-19", "Covid-19"),
        ("FI21 1234 5600 0007 85", "FI2112345600000785"),
        ("Hello {name}", "Hei {name}"),
        ("no numbers here", "sju sjösjuka sjömän"),
    ],
)
def test_nothing_is_missed_when_only_the_form_is_another(source: str, translation: str) -> None:
    assert lost_from(translation, source) == ()


@pytest.mark.parametrize(
    ("source", "translation", "lost"),
    [
        ("It costs 62.70 euros.", "Se maksaa euroja.", "62.70"),
        ("It costs 62.70 euros.", "Se maksaa 62,07 euroa.", "62.70"),
        ("Queue number 25.", "Vuoronumero 125.", "25"),
        ("You have 2 weeks.", "Teillä on 3 viikkoa.", "2"),
        ("It is -5 degrees.", "On 5 astetta.", "-5"),
        ("It is -5 degrees.", "On -51 astetta.", "-5"),
        ("20 minutes", "kaksikymmentä minuuttia", "20"),
        ("às 16h05", "at 4 p.m.", "16h05"),
        ("klo 14.20", "at 12:20 p.m.", "14.20"),
        ("131052-308T", "131052-308", "131052-308T"),
        ("Hello {name}", "Hei {nimi}", "{name}"),
        ("%s and %s", "%s ja", "%s"),
        ("Write to anna@example.com", "Kirjoita anna@esimerkki.com", "anna@example.com"),
    ],
)
def test_loss_is_seen(source: str, translation: str, lost: str) -> None:
    assert {item.text for item in lost_from(translation, source)} == {lost}


def test_originals_come_back_where_their_stand_ins_are() -> None:
    text = "Write to a@b.fi, code 131052-308T, bus 431."
    stand_ins = with_stand_ins(text, find_protected(text)[:2])

    assert stand_ins is not None
    first, second = (number for number, _ in stand_ins.originals)
    assert stand_ins.text == f"Write to {first}, code {second}, bus 431."
    assert put_back(f"Koodi {second}, {first}lle", stand_ins) == "Koodi 131052-308T, a@b.fille"
    assert put_back(f"Koodi {second}", stand_ins) is None
    assert put_back(f"Koodi {second}, {first}, {first}", stand_ins) is None
    assert put_back(f"Koodi {second}, 1{first}", stand_ins) is None


def test_there_are_no_stand_ins_when_there_is_too_much_to_stand_in_for() -> None:
    text = "%s " * 100

    assert with_stand_ins(text, find_protected(text)) is None


@given(TEXTS)
def test_joined_parts_are_the_text_and_only_words_are_translated(text: str) -> None:
    parts = cut_around(text)

    assert "".join(part.text for part in parts) == text
    assert has_words(text) == any(part.translatable for part in parts)


@given(TEXTS)
def test_copy_of_a_text_has_lost_nothing(text: str) -> None:
    assert lost_from(text, text) == ()


@given(TEXTS)
def test_stand_ins_that_are_copied_give_the_text_again_or_nothing(text: str) -> None:
    """Nothing where two of them have become one number."""
    stand_ins = with_stand_ins(text, find_protected(text))

    if stand_ins is not None:
        assert put_back(stand_ins.text, stand_ins) in {None, text}


def test_sentence_is_cut_around_what_is_protected() -> None:
    assert cut_around("Pay 25 € to {name}.") == [
        Passage(text="Pay ", translatable=True),
        Passage(text="25", translatable=False),
        Passage(text=" € to ", translatable=True),
        Passage(text="{name}", translatable=False),
        Passage(text=".", translatable=False),
    ]


def test_human_translations_have_lost_nothing() -> None:
    """In 100 desk phrases in four languages there is no false alarm."""
    files = sorted((Path(__file__).parents[3] / "benchmarks/sets/desk-phrases").glob("*.toml"))
    phrases = [
        phrase
        for file in files
        for phrase in tomllib.loads(file.read_text(encoding="utf-8")).get("phrases", [])
    ]
    translations = [
        (phrase[source], phrase[target])
        for phrase in phrases
        for source, target in permutations(("en", "fi", "sv", "pt"), 2)
        if source in phrase and target in phrase
    ]

    assert len(translations) >= 1200
    assert [pair for pair in translations if lost_from(pair[1], pair[0])] == []
