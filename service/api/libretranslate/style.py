"""Makes a translation end and begin as its source does, where the model lost that.

Models are trained on whole sentences: they put a full stop after a heading, a capital on the first
word of a fragment, and lose the shouting of a warning. Clients that translate labels and headings
compare exactly these things. Corrections are small and only made where they cannot hurt; otherwise
the words stay as the model gave them.
"""

from __future__ import annotations

import html
import re
from typing import Final

from models.types import LanguagePair

_CANONICAL: Final = str.maketrans("。．।？؟！：；؛，،、", "...??!:;;,,,")
_MARKS: Final = ".?!…:;,。．।？؟！：；؛，،、"
_END: Final = re.compile(rf"(?<=\w)[{re.escape(_MARKS)}]+\Z")
_WIDE: Final = {".": "。", "?": "？", "!": "！", ":": "：", ";": "；", ",": "，"}
_ARABIC: Final = {"?": "؟", ";": "؛", ",": "،"}
_LOCAL_MARKS: Final = {
    "zh": _WIDE,
    "zt": _WIDE,
    "ja": _WIDE,
    "ar": _ARABIC,
    "fa": _ARABIC,
    "ur": _ARABIC,
    "hi": {".": "।"},
}
"""How a language writes a mark, where it has its own."""
_FREE_MARKS: Final = frozenset({"el", "es"})
"""Greek asks with a semicolon, Spanish opens questions too: their marks are left to the model."""
_NOUN_CAPITALS: Final = frozenset({"de", "lb"})
"""Nouns begin with a capital, so a capital tells nothing."""
_DOTTED_I: Final = frozenset({"tr", "az"})


def has_letters(text: str) -> bool:
    """True where there is something to translate."""
    return any(map(str.isalpha, text))


def follow_source(source: str, translated: str, pair: LanguagePair) -> str:
    """Give ``translated`` the final punctuation and the case of ``source``."""
    body = translated.strip()
    if not body:
        return translated
    styled = _follow_entities(source, body)
    styled = _follow_end(source.strip(), styled, pair)
    styled = _follow_case(source, styled, pair)
    begin = translated.index(body)
    return translated[:begin] + styled + translated[begin + len(body) :]


def _follow_entities(source: str, translated: str) -> str:
    """Some training texts were web pages, and their models write ``&quot;`` where nobody did."""
    return translated if "&" in source else html.unescape(translated)


def _follow_end(source: str, translated: str, pair: LanguagePair) -> str:
    if _FREE_MARKS & {pair.source, pair.target}:
        return translated
    wanted, found = _end(source), _end(translated)
    if wanted[-1:].translate(_CANONICAL) == found[-1:].translate(_CANONICAL):
        return translated
    body = translated.removesuffix(found)
    if wanted:
        if not found and not body[-1].isalnum():
            return translated
        local = _LOCAL_MARKS.get(pair.target, {})
        return body + "".join(local.get(mark, mark) for mark in wanted.translate(_CANONICAL))
    added_stop = found.translate(_CANONICAL) == "." and source[-1:].isalnum()
    abbreviation = "." in body.rpartition(" ")[2]
    return body if added_stop and not abbreviation else translated


def _end(text: str) -> str:
    match = _END.search(text)
    return match.group() if match else ""


def _follow_case(source: str, translated: str, pair: LanguagePair) -> str:
    letters = [char for char in source if char.isalpha()]
    if not letters:
        return translated
    if len(letters) > 1 and source.isupper():
        return _upper(translated, pair.target)
    begin = next((at for at, char in enumerate(translated) if char.isalpha()), None)
    if begin is None:
        return translated
    first, rest = translated[begin], translated[begin + 1 :]
    if letters[0].islower() and first.isupper() and _may_be_lower(translated[begin:], pair.target):
        return translated[:begin] + _lower(first, pair.target) + rest
    if letters[0].isupper() and first.islower() and pair.source not in _NOUN_CAPITALS:
        return translated[:begin] + _upper(first, pair.target) + rest
    return translated


def _may_be_lower(text: str, language: str) -> bool:
    """Not a German noun, not the English "I", not an acronym."""
    word = re.split(r"[\s'’]", text, maxsplit=1)[0]
    acronym = len(word) > 1 and word.isupper()
    return language not in _NOUN_CAPITALS and not acronym and (language != "en" or word != "I")


def _upper(text: str, language: str) -> str:
    return (text.replace("i", "İ") if language in _DOTTED_I else text).upper()


def _lower(text: str, language: str) -> str:
    turkic = text.replace("I", "ı").replace("İ", "i") if language in _DOTTED_I else text
    return turkic.lower()
