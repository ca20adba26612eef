"""Spelling: unknown letters are replaced by near ones and put back; the rest is left alone."""

from __future__ import annotations

import string
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.marian.spelling import Run, Spelling, restore

CHARACTERS = frozenset(string.ascii_letters + string.digits + "!\"$%&'()*+,-./:;=?[]_|°" + "ÁÉ")
CHARACTERS |= frozenset("àáâãçéêíóôõú")

spelling = Spelling(CHARACTERS)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("I don’t know…", "I don't know..."),
        ("“Hello” – she said", '"Hello" - she said'),
        ("«Olá»", '"Olá"'),
        ("Töölö, Järvenpää", "Toolo, Jarvenpaa"),
        ("Às nove", "às nove"),
        ("62,70 €", "62,70 EUR"),
        ("€5", "EUR 5"),
        ("(5€, £7.)", "(5 EUR, GBP 7.)"),
        ("€£", "EUR GBP"),
        ("#tag", "-tag"),
        ("a\u0301rvore", "árvore"),
        ("zero\u200bwidth \u202eHello", "zerowidth Hello"),
        ("1\u00a0000  euros", "1 000 euros"),
        ("ﬁne Straße Ærø", "fine Strasse Aero"),
        ("KELA办公室", "KELA-"),
    ],
)
def test_text_is_written_with_known_characters(text: str, written: str) -> None:
    assert spelling.spell(text).text == written


@given(st.text())
def test_written_text_has_only_known_characters_and_single_spaces(text: str) -> None:
    written = spelling.spell(text).text

    assert set(written) <= CHARACTERS | {" "}
    assert written == " ".join(written.split())


@given(st.text())
def test_joined_runs_are_the_sentence(sentence: str) -> None:
    runs = spelling.cut(sentence)

    assert "".join(run.text for run in runs) == sentence
    assert all(first.spellable != second.spellable for first, second in pairwise(runs))


@pytest.mark.parametrize(
    ("sentence", "runs"),
    [
        ("Hello 😊 how are you?", [("Hello ", True), ("😊", False), (" how are you?", True)]),
        ("Привет, my friend", [("Привет,", False), (" my friend", True)]),
        ("5 € – a lot", [("5 € – a lot", True)]),
        ("Töölö", [("Töölö", True)]),
        ("", []),
    ],
)
def test_sentence_is_cut_around_what_cannot_be_spelled(
    sentence: str, runs: list[tuple[str, bool]]
) -> None:
    assert spelling.cut(sentence) == [Run(text=text, spellable=ok) for text, ok in runs]


@pytest.mark.parametrize(
    ("text", "translation", "restored"),
    [
        ("I live in Töölö.", "Eu moro em Toolo.", "Eu moro em Töölö."),
        ("Töölö, Töölö!", "Toolo, Toolo!", "Töölö, Töölö!"),
        ("the #tag", "a -tag", "a #tag"),
        ("It costs 5 €.", "Custa 5 EUR.", "Custa 5 €."),
        ("It costs 5 €.", "Custa 5 euros.", "Custa 5 euros."),
        ("Töölö", "Toolonkatu", "Toolonkatu"),  # only whole words
        ("yö", "yo", "yo"),  # a short word may be one of the other language
    ],
)
def test_original_comes_back_when_the_translation_copies_the_word(
    text: str, translation: str, restored: str
) -> None:
    assert restore(translation, spelling.spell(text)) == restored
