"""A translation ends and begins as its source does, where that cannot hurt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.types import LanguagePair
from service.api.libretranslate.style import follow_source


@pytest.mark.parametrize(
    ("source", "translated", "expected"),
    [
        # final punctuation
        ("Opening hours", "Horário de funcionamento.", "Horário de funcionamento"),
        ("Are you ill?", "Você está doente.", "Você está doente?"),
        ("Come in!", "Entre", "Entre!"),
        ("Name:", "Nome.", "Nome:"),
        ("Wait...", "Espere", "Espere..."),
        ("Wait…", "Espere...", "Espere…"),
        ("Come in.", "Entre.", "Entre."),
        ("Come in.", "(Entre)", "(Entre)"),
        ("(Come in)", "(Entre.)", "(Entre.)"),
        ("at nine", "às 9 a.m.", "às 9 a.m."),
        ("Wait", "Espere...", "Espere..."),
        # case
        ("STOP HERE", "Pare aqui", "PARE AQUI"),
        ("appointment", "Consulta", "consulta"),
        ("hello from Lisbon", "Olá de Lisboa", "olá de Lisboa"),
        ("Appointment", "consulta", "Consulta"),
        ("pdf file", "PDF", "PDF"),
        ("I", "eu", "Eu"),
        ("12 apples", "Doze maçãs", "doze maçãs"),
        ("Monday", "«segunda-feira»", "«Segunda-feira»"),
        # entities that a model made up
        ("He said so", "Ele disse &quot;sim&quot;", 'Ele disse "sim"'),
        ("Tom &amp; Jerry", "Tom &amp; Jerry", "Tom &amp; Jerry"),
        # white space around stays the model's
        ("Hello.\n", " Olá\n", " Olá.\n"),
        # nothing to go by
        ("", "Olá.", "Olá."),
        ("Olá", "", ""),
        ("12", "Doze", "Doze"),
        ("word", "😀", "😀"),
    ],
)
def test_style_when_english_becomes_portuguese(source: str, translated: str, expected: str) -> None:
    assert follow_source(source, translated, LanguagePair("en", "pt")) == expected


@pytest.mark.parametrize(
    ("pair", "source", "translated", "expected"),
    [
        ("pt en", "eu preciso de ajuda", "I need help", "I need help"),
        ("pt en", "eu sou daqui", "I'm from here", "I'm from here"),
        ("pt en", "preciso de ajuda", "Help is needed", "help is needed"),
        ("en de", "house", "Haus", "Haus"),
        ("de en", "Haus", "house", "house"),
        ("en zh", "Are you ill?", "你病了", "你病了？"),
        ("en zh", "Opening hours", "营业时间。", "营业时间"),
        ("zh en", "你好。", "Hello", "Hello."),
        ("en ar", "Are you ill?", "هل أنت مريض", "هل أنت مريض؟"),
        ("en es", "Are you ill", "¿Está enfermo?", "¿Está enfermo?"),
        ("en el", "Are you ill?", "Είσαι άρρωστος;", "Είσαι άρρωστος;"),
        ("en tr", "ID CARD", "kimlik", "KİMLİK"),
        ("en tr", "work permit", "İş izni", "iş izni"),
    ],
)
def test_style_when_a_language_has_its_own_rules(
    pair: str, source: str, translated: str, expected: str
) -> None:
    source_language, target_language = pair.split()
    assert (
        follow_source(source, translated, LanguagePair(source_language, target_language))
        == expected
    )


@given(st.text(), st.text())
def test_style_never_fails_and_changes_no_letters_but_case(source: str, translated: str) -> None:
    styled = follow_source(source, translated.replace("&", ""), LanguagePair("en", "pt"))
    letters = [char for char in translated.upper() if char.isalpha()]
    assert [char for char in styled.upper() if char.isalpha()] == letters


@given(st.text(alphabet="ab. ?!é😀", min_size=1))
def test_style_when_translation_is_the_source_changes_nothing(text: str) -> None:
    assert follow_source(text, text, LanguagePair("en", "pt")) == text
