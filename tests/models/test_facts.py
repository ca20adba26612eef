from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.facts import FactMark, fact_words, find_facts


def found(text: str, language: str, mark: FactMark) -> list[str]:
    spans = find_facts(text, language)
    return [text[span.start : span.end] for span in spans if span.mark is mark]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Room 12, at 14.30.", ["12", "14.30"]),
        ("Call +358 40 123 4567 or 09-1234567!", ["+358 40 123 4567", "09-1234567"]),
        ("€ 1,250.00, or 1\u00a0250,50 €; 12 % off", ["€ 1,250.00", "1\u00a0250,50 €", "12 %"]),
        ("on 14/3/2026, or 2026-03-14", ["14/3/2026", "2026-03-14"]),
        ("at 2:30 p.m. today", ["2:30 p.m."]),
        ("-5 ° in COVID-19 times", ["-5 °", "19"]),
        ("FI21 1234 5600 0007 85 and 131052-308T", ["FI21 1234 5600 0007 85", "131052-308T"]),
        ("我有3个", ["3"]),
        ("confirmation12345", ["confirmation12345"]),
        ("٣ أيام", ["٣"]),
        ("EUR 40 or 40 SEK, R$ 5", ["EUR 40", "40 SEK", "R$ 5"]),
        ("Nothing to count.", []),
        ("", []),
    ],
)
def test_numbers_are_found_whole_by_their_digits(text: str, numbers: list[str]) -> None:
    assert found(text, "xx", FactMark.NUMBER) == numbers


@pytest.mark.parametrize(
    ("language", "text", "numbers"),
    [
        (
            "fi",
            "12,50 euroa, kaksikymmentä euroa, yksi euro, viisitoista yli neljä",
            ["12,50 euroa", "kaksikymmentä euroa", "yksi euro", "viisitoista yli neljä"],
        ),
        ("fi", "yksi mies, toista kertaa, puoli kolmelta", ["puoli kolmelta"]),
        (
            "en",
            "Twenty-five percent of two hundred and fifty pounds; one of 2 million euros.",
            ["Twenty-five percent", "two hundred and fifty pounds", "2 million euros"],
        ),
        ("en", "One man has one euro.", ["one euro"]),
        (
            "sv",
            "en man, en krona, tjugofem kronor, halv tre",
            ["en krona", "tjugofem kronor", "halv tre"],
        ),
        (
            "pt",
            "um homem, vinte e cinco euros, 3 por cento",
            ["vinte e cinco euros", "3 por cento"],
        ),
        (
            "ru",
            "Двадцать пять евро, один человек, пять с половиной процентов, в семье",
            ["Двадцать пять евро", "пять с половиной процентов"],
        ),
        (
            "uk",
            "двадцять п’ять гривень, один чоловік, сто п'ятдесят євро",
            ["двадцять п’ять гривень", "сто п'ятдесят євро"],
        ),
        (
            "et",
            "kakskümmend viis eurot, üks mees, pool kolm, 400 eurot kuus, kolmeteistkümnendal",
            ["kakskümmend viis eurot", "pool kolm", "400 eurot"],
        ),
        (
            "es",
            "veinticinco euros, un hombre, treinta y dos por ciento, las dos y media",
            ["veinticinco euros", "treinta y dos por ciento", "dos y media"],
        ),
        (
            "fr",
            "quatre-vingt-dix-sept euros, un homme, vingt et un pour cent",
            ["quatre-vingt-dix-sept euros", "vingt et un pour cent"],
        ),
        (
            "tr",
            "yirmi beş lira, bir adam, yüzde on, yemek yedi. Saat yedi buçukta, üç buçuk",
            ["yirmi beş lira", "yüzde on", "yedi", "üç buçuk"],
        ),
        (
            "ar",
            "خمسة وعشرون يورو، رجل واحد، ثلاثة أيام",
            ["خمسة وعشرون يورو", "ثلاثة"],
        ),
        (
            "so",
            "labaatan iyo shan yuuro, hal nin, boqolkiiba toban, saddexda saac",
            ["labaatan iyo shan yuuro", "boqolkiiba toban", "saddexda"],
        ),
        ("xx", "three euros", []),
    ],
)
def test_numbers_in_words_are_found_with_what_they_count(
    language: str, text: str, numbers: list[str]
) -> None:
    assert found(text, language, FactMark.NUMBER) == numbers


@pytest.mark.parametrize(
    ("language", "text", "negations"),
    [
        ("en", "No, I don’t know; NOBODY cannot.", ["No", "don’t", "NOBODY", "cannot"]),
        ("en", "Notes of the north", []),
        ("fi", "Ette voi tulla ilman lupaa.", ["Ette", "ilman"]),
        ("sv", "Det är inte ingen.", ["inte", "ingen"]),
        ("pt", "Não sem isso. De nada.", ["Não", "sem"]),
        ("ru", "Нет, вы не можете без справки. Несколько дней.", ["Нет", "не", "без"]),
        ("uk", "Ні, немає жодного місця. Кілька днів.", ["Ні", "немає", "жодного"]),
        (
            "et",
            "Ei, ärge oodake. Ära tule ilma loata. Ta läks ära, ilma pärast.",
            ["Ei", "ärge", "Ära", "ilma"],
        ),
        ("es", "No, nunca sin cita. De nada. Nada más.", ["No", "nunca", "sin", "Nada"]),
        ("fr", "Je n’ai rien, ce n’est pas ici. Une personne.", ["n’ai", "rien", "n’est", "pas"]),
        (
            "tr",
            "Bilmiyorum, gelmedi, yok; almayacağım. Çalışma izni değil. Namaz, istiyorum.",
            ["Bilmiyorum", "gelmedi", "yok", "almayacağım", "değil"],
        ),
        ("ar", "لا، ليس لدي موعد ولم أتصل. بدون رسوم", ["لا", "ليس", "ولم", "بدون"]),
        ("so", "Maya, ma aha. Ma helin. Ma nabad baa?", ["Maya", "ma aha", "Ma helin"]),
        ("ja", "no", []),
    ],
)
def test_negations_are_found_where_the_language_is_known(
    language: str, text: str, negations: list[str]
) -> None:
    assert found(text, language, FactMark.NEGATION) == negations


@pytest.mark.parametrize(
    ("language", "text", "dates"),
    [
        ("en", "On Monday, 14 May, you may come in March.", ["Monday", "May", "March"]),
        ("fi", "Tiistaina tammikuussa", ["Tiistaina", "tammikuussa"]),
        ("sv", "en junior äter majskorn i maj och juni", ["maj", "juni"]),
        ("pt", "na segunda-feira de março", ["segunda-feira", "março"]),
        (
            "ru",
            "В среду, 5 мая, в марте; окружающая среда, мартышка. Четверг.",
            ["среду", "мая", "марте", "Четверг"],
        ),
        (
            "uk",
            "У середу, 5 травня; п’ятницю, четверта, грудний",
            ["середу", "травня", "п’ятницю"],
        ),
        (
            "et",
            "Esmaspäeval mais, reedel, reede. Maitse.",
            ["Esmaspäeval", "mais", "reedel", "reede"],
        ),
        (
            "es",
            "El lunes 3 de mayo, en julio. Julio es mayor. El marzo",
            ["lunes", "mayo", "julio", "marzo"],
        ),
        ("fr", "Lundi 3 mai, mais en mars. Marseille.", ["Lundi", "mai", "mars"]),
        (
            "tr",
            "Cuma günü, 3 Mart'ta, cumartesi ve pazar. Pazarlık, martı, ocağında.",
            ["Cuma", "Mart", "cumartesi", "pazar"],
        ),
        ("ar", "يوم الاثنين في مارس، مارس الرياضة، 5 مايو", ["الاثنين", "مارس", "مايو"]),
        ("so", "Isniin, 3 Maajo, jimcaha. Abriil", ["Isniin", "Maajo", "jimcaha", "Abriil"]),
    ],
)
def test_months_and_days_are_found_with_their_endings(
    language: str, text: str, dates: list[str]
) -> None:
    assert found(text, language, FactMark.DATE) == dates


def test_a_language_that_nobody_wrote_down_has_no_words() -> None:
    assert fact_words("xx") is None


def test_letters_that_grow_in_lower_case_move_nothing() -> None:
    assert found("İİ 42", "en", FactMark.NUMBER) == ["42"]


PIECES = st.sampled_from(
    [
        "1",
        "23",
        "two",
        "one",
        "kaksi",
        " ",
        "no",
        "not",
        "May",
        ".",
        "’",
        "İ",
        "€",
        "\U0001f600",
        "-",
    ]
)


@given(
    st.lists(PIECES).map("".join) | st.text(),
    st.sampled_from(["en", "fi", "pt", "tr", "ar", "uk", "xx"]),
)
def test_spans_lie_in_the_text_in_order_and_those_of_a_kind_apart(text: str, language: str) -> None:
    spans = find_facts(text, language)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert [span.start for span in spans] == sorted(span.start for span in spans)
    for mark in FactMark:
        same = [span for span in spans if span.mark is mark]
        assert all(one.end <= other.start for one, other in pairwise(same))
    if any(char.isdecimal() for char in text):
        assert any(span.mark is FactMark.NUMBER for span in spans)
