"""The names of languages are those of the desk's list."""

from __future__ import annotations

import pytest

from models.language_names import DESK_LANGUAGES, LanguageName, language_name

ENDONYMS = (
    "suomi, svenska, English, русский, українська, eesti, العربية, فارسی, soomaali, shqip, 中文, "
    "Türkçe, Tiếng Việt, español, français, português, کوردیی ناوەندی, Kurmancî, ትግርኛ, አማርኛ, "
    "اردو, ไทย"
)


def test_endonyms_are_those_of_the_desk_in_its_order() -> None:
    assert ", ".join(name.endonym for name in sorted(DESK_LANGUAGES, key=_place)) == ENDONYMS


def _place(name: LanguageName) -> int:
    return ENDONYMS.split(", ").index(name.endonym)


def test_codes_and_names_are_told_once() -> None:
    for field in ("code", "english", "endonym"):
        values = [getattr(name, field) for name in DESK_LANGUAGES]
        assert len(set(values)) == len(values)


@pytest.mark.parametrize("code", ["ar", "fa", "ckb", "ur"])
def test_direction_is_right_to_left_when_the_script_is(code: str) -> None:
    assert language_name(code).direction == "rtl"


def test_direction_is_left_to_right_for_all_others() -> None:
    others = [name for name in DESK_LANGUAGES if name.direction != "rtl"]

    assert len(others) == len(DESK_LANGUAGES) - 4
    assert {name.direction for name in others} == {"ltr"}


def test_name_is_the_code_when_the_language_is_not_known() -> None:
    assert language_name("tlh") == LanguageName(
        code="tlh", english="tlh", endonym="tlh", direction="auto"
    )
