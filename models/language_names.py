"""What the languages of a desk are called, and which way they are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Direction = Literal["ltr", "rtl", "auto"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageName:
    """The names of one language."""

    code: str
    """ISO 639-1, or ISO 639-3 where there is no shorter one."""
    english: str
    endonym: str
    """What its own speakers call it."""
    direction: Direction
    """Direction of its writing; "auto" where unknown."""


_RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "ckb", "ur"})

_NAMES: Final = {
    "fi": ("Finnish", "suomi"),
    "sv": ("Swedish", "svenska"),
    "en": ("English", "English"),
    "ru": ("Russian", "русский"),
    "uk": ("Ukrainian", "українська"),
    "et": ("Estonian", "eesti"),
    "ar": ("Arabic", "العربية"),
    "fa": ("Persian", "فارسی"),
    "so": ("Somali", "soomaali"),
    "sq": ("Albanian", "shqip"),
    "zh": ("Chinese", "中文"),
    "tr": ("Turkish", "Türkçe"),
    "vi": ("Vietnamese", "Tiếng Việt"),
    "es": ("Spanish", "español"),
    "fr": ("French", "français"),
    "pt": ("Portuguese", "português"),
    "ckb": ("Central Kurdish", "کوردیی ناوەندی"),
    "kmr": ("Northern Kurdish", "Kurmancî"),
    "ti": ("Tigrinya", "ትግርኛ"),
    "am": ("Amharic", "አማርኛ"),
    "ur": ("Urdu", "اردو"),
    "th": ("Thai", "ไทย"),
}

DESK_LANGUAGES: Final = tuple(
    LanguageName(
        code=code,
        english=english,
        endonym=endonym,
        direction="rtl" if code in _RIGHT_TO_LEFT else "ltr",
    )
    for code, (english, endonym) in _NAMES.items()
)
"""The languages that clients bring to desks, in the order in which they are offered."""
DESK_CODES: Final = frozenset(_NAMES)

_BY_CODE: Final = {name.code: name for name in DESK_LANGUAGES}


def language_name(code: str) -> LanguageName:
    """Return the names of a language; one that is not known is called by its code."""
    unknown = LanguageName(code=code, english=code, endonym=code, direction="auto")
    return _BY_CODE.get(code, unknown)
