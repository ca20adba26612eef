"""Facts are read alike from every language and notation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quality.facts import FactKind, facts_of
from benchmarks.quality.languages import LanguageUnknown

LANGUAGES = ("en", "fi", "sv", "pt")


def read(text: str, language: str) -> dict[FactKind, tuple[str, ...]]:
    """What was found, without the kinds that were not."""
    return {kind: values for kind, values in facts_of(text, language).items() if values}


@pytest.mark.parametrize(
    ("language", "text", "time"),
    [
        ("en", "At 10:30.", "10:30"),
        ("en", "At half past two.", "2:30"),
        ("en", "At 2.30 p.m.", "2:30"),
        ("fi", "Kello 14.30.", "2:30"),
        ("fi", "Kello puoli kolme.", "2:30"),
        ("fi", "Kello 0.15.", "12:15"),
        ("sv", "Klockan halv tre.", "2:30"),
        ("sv", "Klockan 14:30.", "2:30"),
        ("pt", "Às 14h30.", "2:30"),
        ("pt", "Às duas e meia.", "2:30"),
    ],
)
def test_times_are_told_on_a_face_of_twelve(language: str, text: str, time: str) -> None:
    assert read(text, language)[FactKind.TIME] == (time,)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Come at 9 p.m."),
        ("en", "Come at nine."),
        ("en", "Come at nine o'clock."),
        ("fi", "Tulkaa kello 21."),
        ("fi", "Tulkaa kello yhdeksän."),
        ("sv", "Kom klockan nio."),
        ("pt", "Venha às 21 horas."),
        ("pt", "Venha às nove."),
    ],
)
def test_full_hours_are_numbers_when_nothing_says_that_they_are_times(
    language: str, text: str
) -> None:
    found = read(text, language)
    assert found[FactKind.NUMBER] == ("9",)
    assert FactKind.TIME not in found


@pytest.mark.parametrize(
    ("language", "text", "half"),
    [
        ("en", "At 9:15 p.m.", ("9:15 pm",)),
        ("en", "At 9:15.", ()),
        ("en", "At 8 am.", ("8:00 am",)),
        ("en", "At 21:15.", ("9:15 pm",)),
        ("fi", "Kello 9.15.", ("9:15 am",)),
        ("pt", "Às 21h15.", ("9:15 pm",)),
        ("pt", "Às duas e meia.", ()),
        ("sv", "Klockan 12.15.", ()),
    ],
)
def test_half_of_the_day_is_read_where_it_is_said(
    language: str, text: str, half: tuple[str, ...]
) -> None:
    assert facts_of(text, language)[FactKind.HALF_DAY] == half


@pytest.mark.parametrize(
    ("language", "text", "date"),
    [
        ("en", "On 5 May.", "5.5."),
        ("en", "On the fifth of May.", "5.5."),
        ("en", "On May 5th.", "5.5."),
        ("en", "In May.", "month 5"),
        ("fi", "Viides toukokuuta.", "5.5."),
        ("fi", "Toukokuussa.", "month 5"),
        ("fi", "Päivä on 14.10.2026.", "14.10."),
        ("sv", "Den femte maj.", "5.5."),
        ("sv", "I fredags.", "weekday 5"),
        ("pt", "No dia cinco de maio.", "5.5."),
        ("pt", "O quinto de maio.", "5.5."),
        ("pt", "Em 14/10/2026.", "14.10."),
        ("pt", "Na segunda e terça-feira.", "weekday 1"),
        ("fi", "Keskiviikkona.", "weekday 3"),
    ],
)
def test_dates_are_read(language: str, text: str, date: str) -> None:
    assert date in read(text, language)[FactKind.DATE]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "May I see it?"),
        ("pt", "A segunda via está no quarto."),
        ("pt", "Um, uma, de nada, por cento."),
        ("en", "Only one of them is here."),
        ("fi", "Toinen elokuva on hyvä."),
        ("sv", "En annan, den andra."),
    ],
)
def test_everyday_words_are_no_facts(language: str, text: str) -> None:
    assert read(text, language) == {}


@pytest.mark.parametrize(
    ("language", "text", "amount"),
    [
        ("en", "It costs €1,250.", "1250"),
        ("en", "It costs 12.50 euros.", "12.5"),
        ("en", "It costs EUR 827.", "827"),
        ("fi", "Se maksaa 1 250 euroa.", "1250"),
        ("fi", "Se maksaa 12,50 €.", "12.5"),
        ("fi", "Se maksaa kaksituhatta euroa.", "2000"),
        ("sv", "Det kostar 1\u00a0250 euro.", "1250"),
        ("sv", "Det kostar tjugofem euro.", "25"),
        ("pt", "Custa 1.250 euros.", "1250"),
        ("pt", "Custa vinte e cinco euros.", "25"),
    ],
)
def test_amounts_are_read(language: str, text: str, amount: str) -> None:
    assert read(text, language) == {FactKind.AMOUNT: (amount,)}


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Call 040 123 4567.", FactKind.PHONE, "0401234567"),
        ("Call +358-40-1234567.", FactKind.PHONE, "358401234567"),
        ("It is 131052-308T.", FactKind.CODE, "131052308t"),
        ("Write to anna@example.org.", FactKind.CODE, "anna@example.org"),
        ("Room 204.", FactKind.NUMBER, "204"),
    ],
)
def test_what_is_spelled_is_read_as_one(text: str, kind: FactKind, value: str) -> None:
    assert read(text, "en") == {kind: (value,)}


@pytest.mark.parametrize(
    ("language", "text", "negated"),
    [
        ("en", "I can’t come.", True),
        ("en", "I know.", False),
        ("en", "No one is here.", True),
        ("fi", "Ettekö tule?", True),
        ("fi", "Tulette varmasti.", False),
        ("sv", "Ingen kommer.", True),
        ("pt", "De nada.", False),
        ("pt", "Não custa nada.", True),
    ],
)
def test_negation_is_found_when_there_is_one(language: str, text: str, negated: bool) -> None:
    assert bool(facts_of(text, language)[FactKind.NEGATION]) is negated


@pytest.mark.parametrize("text", ["Fátima Yusufille", "FATIMA YUSUF", "fatima ja yusuf"])
def test_names_are_found_in_any_case_and_spelling(text: str) -> None:
    assert facts_of(text, "fi", ["Fatima", "Yusuf"])[FactKind.NAME] == ("Fatima", "Yusuf")


def test_a_name_inside_a_word_is_none() -> None:
    assert facts_of("A plan.", "en", ["Lan"])[FactKind.NAME] == ()


def test_a_language_without_patterns_is_told() -> None:
    with pytest.raises(LanguageUnknown, match=r"'et'.*en, fi, sv, pt"):
        facts_of("Tere!", "et")


@given(number=st.integers(min_value=13, max_value=999_999), language=st.sampled_from(LANGUAGES))
def test_digits_are_the_same_number_in_every_language(number: int, language: str) -> None:
    assert read(f"x {number} x", language) == {FactKind.NUMBER: (str(number),)}


@given(
    hour=st.integers(min_value=13, max_value=23),
    minute=st.integers(min_value=1, max_value=59),
)
def test_a_written_time_is_the_same_in_every_notation(hour: int, minute: int) -> None:
    told = [
        facts_of(f"{hour}:{minute:02d}", "en"),
        facts_of(f"{hour - 12}:{minute:02d} p.m.", "en"),
        facts_of(f"kello {hour}.{minute:02d}.", "fi"),
        facts_of(f"klockan {hour}.{minute:02d}", "sv"),
        facts_of(f"às {hour}h{minute:02d}", "pt"),
    ]
    assert all(each == told[0] for each in told)
    assert told[0][FactKind.TIME] == (f"{hour - 12}:{minute:02d}",)


@given(text=st.text(max_size=80), language=st.sampled_from(LANGUAGES))
def test_any_text_can_be_read(text: str, language: str) -> None:
    assert set(facts_of(text, language)) == set(FactKind)
