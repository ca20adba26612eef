from __future__ import annotations

import re
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.phantoms import PHRASES_FILE, Doubt, phantom_phrases, plain, read_phrases

MANY_LANGUAGES = {"fi", "sv", "en", "ru", "ar", "pt", "es", "et", "uk", "so"}

FILE = """
[sources]
here = "a place"
[en]
never_said = [{ text = "Thanks for watching!", source = "here" }]
begins = [{ text = "Subtitles by", source = "here" }]
said_too = [{ text = "Thank you.", source = "here" }]
"""


@pytest.mark.parametrize(
    ("text", "language", "doubt"),
    [
        (" Thanks for watching!", "en", Doubt.NEVER_SAID),
        ("thanks for watching", "fi", Doubt.NEVER_SAID),
        ("Subtitles by somebody, 2016", "en", Doubt.NEVER_SAID),
        ("Subtitles bye", "en", Doubt.NONE),
        (" Thank you.", "en", Doubt.SAID_TOO),
        ("Thank you. Thank you!", "en", Doubt.SAID_TOO),
        ("Thank you. Thanks for watching!", "en", Doubt.NEVER_SAID),
        ("Thank you.", "fi", Doubt.NONE),
        ("Thank you for the form.", "en", Doubt.NONE),
        ("Thank you. The form is here.", "en", Doubt.NONE),
        ("", "en", Doubt.NONE),
        (" ... ", "en", Doubt.NONE),
    ],
)
def test_text_is_doubted_when_it_consists_of_phrases(
    text: str, language: str, doubt: Doubt
) -> None:
    assert read_phrases(FILE).doubt(text, language) is doubt


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Редактор субтитров А.Синецкая Корректор А.Егорова", "ru"),
        ("Субтитры сделал DimaTorzok", "uk"),
        ("شكراً للمشاهدة.", "ar"),
        ("Legendas pela comunidade Amara.org", "pt"),
        ("Kiitos, kun katsoit!", "fi"),
        ("Дякую за перегляд!", "uk"),
        ("Субтитрувальниця Оля Шор", "uk"),
        ("اشتركوا في القناة", "ar"),
        ("Legenda Adriana Zanotto", "pt"),
        ("Undertexter från Amara.org-gemenskapen", "sv"),
        ("İzlediğiniz için teşekkürler.", "tr"),
        ("izlediğiniz için teşekkürler.", "tr"),
        ("¡Gracias por ver el video!", "es"),
        ("Tack till elever och personer som hjälpte med videon", "sv"),
    ],
)
def test_credits_of_subtitles_are_known(text: str, language: str) -> None:
    assert phantom_phrases().doubt(text, language) is Doubt.NEVER_SAID


@pytest.mark.parametrize(
    ("text", "language"),
    [("Kiitos.", "fi"), ("Tack!", "sv"), ("Спасибо.", "ru"), ("Obrigada.", "pt"), ("Kõik.", "et")],
)
def test_courtesies_are_doubted_only_a_little(text: str, language: str) -> None:
    assert phantom_phrases().doubt(text, language) is Doubt.SAID_TOO


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("ТЕЛЕФОННЫЙ ЗВОНОК В ДВЕРЬ", Doubt.NEVER_SAID),
        ("OVIKELLO SOI.", Doubt.NEVER_SAID),
        ("Телефонный звонок", Doubt.NONE),
        ("PASSI", Doubt.NONE),
        ("HSL VR", Doubt.NONE),
        ("الهاتف يرن", Doubt.NONE),
    ],
)
def test_sounds_that_subtitles_tell_in_capitals_are_doubted(text: str, doubt: Doubt) -> None:
    assert phantom_phrases().doubt(text, "fi") is doubt


def test_languages_of_the_desk_have_phrases() -> None:
    assert MANY_LANGUAGES <= tomllib.loads(PHRASES_FILE.read_text(encoding="utf-8")).keys()


def test_file_is_refused_when_a_source_is_not_told() -> None:
    with pytest.raises(ValueError, match="elsewhere"):
        read_phrases('[en]\nbegins = [{ text = "Subtitles by", source = "elsewhere" }]')


def test_file_is_refused_when_a_phrase_is_empty() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        read_phrases('[sources]\nhere = ""\n[en]\nbegins = [{ text = "", source = "here" }]')


@given(st.text(), st.sampled_from(["", " ", "...", "!", "\n"]), st.booleans())
def test_case_and_marks_do_not_count(text: str, mark: str, upper: bool) -> None:
    other = text.upper() if upper else text
    if other.casefold() != text.casefold():  # "ß", "ı" and the like change their letters
        other = text
    assert plain(f"{mark}{other}{mark}") == plain(text)


@given(st.text())
def test_plain_text_has_words_and_single_spaces_alone(text: str) -> None:
    words = plain(text)
    assert not re.search(r"^ |  | $|[^\w ]", words)


@given(st.sampled_from(sorted(MANY_LANGUAGES)), st.integers(1, 4))
def test_phrases_are_known_however_often_they_come(language: str, times: int) -> None:
    for phrase in phantom_phrases().said_too.get(language, ()):
        said = ". ".join([phrase] * times)
        assert phantom_phrases().doubt(said, language) is not Doubt.NONE
