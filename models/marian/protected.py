"""What a translation must not lose, whatever the model makes of it.

An address, a placeholder and a code (personal identity code, IBAN, passport number, bus 550B) must
come out letter by letter. Of a number the digits must: separators follow the language, so "62.70"
may become "62,70", the parts of a date may change places, 14:20 may be 2:20 p.m., and a number of
one digit may be written as a word, but no other number may stand in its place.

What a model has lost is translated again with a stand-in, a plain number of three digits, which
models copy where they would rewrite an address; the original takes its place afterwards.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from models.marian.passages import Passage


class Kind(Enum):
    """What is protected, and how strictly."""

    EXACT = auto()
    """Must be there letter by letter."""
    CODE = auto()
    """Must be there, in any case and spacing."""
    NUMBER = auto()
    """Its digits must be there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """A stretch of a text that its translation must have too."""

    start: int
    text: str
    kind: Kind

    @property
    def end(self) -> int:
        """Position after it."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIns:
    """A text in which numbers stand for what a model would not copy."""

    text: str
    originals: tuple[tuple[str, str], ...]
    """(stand-in, what it stands for)."""


_EXACT: Final = (
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # anna@example.com
    r"|(?:\b\w+://|\bwww\.)\S*[\w/]"
    r"|\b(?:[\w-]+\.)+(?:fi|eu|com|net|org)\b(?:/\S*[\w/])?"  # kela.fi
    r"|\$?\{\{?[^{}\s]{0,40}\}?\}"  # {name}, {{name}}, ${name}
    r"|(?<![\w%])%(?:\(\w+\)|\d+\$)?[sdif](?!\w)"  # %s, %(name)s, %1$s
)
_CODE: Final = (
    r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?\b"  # IBAN
    r"|\b\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]\b"  # Finnish personal identity code
    r"|\b(?:\d{2})?\d{6}[-+]\d{4}\b"  # Swedish personal identity number
    r"|\b(?=[A-Z/-]*\d)(?=[\d/-]*[A-Z])[A-Z0-9]+(?:[/-][A-Z0-9]+)*\b"  # PX1234567, 550B, A/12
)
_TWELVE_HOUR: Final = r"\d{1,2}(?:[.:]\d{2})?\s?[ap]\.?m\b"  # in most languages 3 pm is 15
_NUMBER: Final = r"(?:(?<![\w)])[-−]|\+)?\d+(?:[ \u00a0\u202f.,:'’/()–-]{1,2}\d+|h\d{2}\b)*"

_ITEM: Final = re.compile(
    rf"(?P<exact>{_EXACT})|(?P<code>{_CODE})|(?i:{_TWELVE_HOUR})|(?P<number>{_NUMBER})"
)
_KINDS: Final = {"exact": Kind.EXACT, "code": Kind.CODE, "number": Kind.NUMBER}

_NOON: Final = 12
_AFTERNOON: Final = re.compile(r"(?P<hour>1[3-9]|2[0-3])(?:[:.h](?P<minutes>[0-5]\d))?")

_DIGITS: Final = re.compile(r"\d+")
_BETWEEN_DIGITS: Final = re.compile(r"(?<=\d)[\s.,:'’/()–-]{1,2}(?=\d)")
_MINUS: Final = "-−–"
_STAND_INS: Final = range(431, 1000, 13)


def find_protected(text: str) -> tuple[Protected, ...]:
    """Return what a translation of ``text`` must have too, in order; none overlaps another."""
    return tuple(
        Protected(start=match.start(), text=match[0], kind=_KINDS[match.lastgroup])
        for match in _ITEM.finditer(text)
        if match.lastgroup is not None
    )


def has_words(text: str) -> bool:
    """True where there are letters besides what is protected."""
    return any(any(map(str.isalpha, text[start:end])) for start, end in _gaps(text))


def lost_from(translation: str, source: str) -> tuple[Protected, ...]:
    """Return what of ``source`` its translation has lost."""
    items = find_protected(source)
    if not items:
        return ()
    folded = _folded(translation)
    numbers = _Numbers(source, translation)
    asked = Counter(item.text for item in items if item.kind is Kind.EXACT)

    def survives(item: Protected) -> bool:
        if item.kind is Kind.EXACT:
            return translation.count(item.text) >= asked[item.text]
        if item.kind is Kind.CODE:
            return _folded(item.text) in folded
        return numbers.has(item.text)

    return tuple(item for item in items if not survives(item))


def with_stand_ins(text: str, items: Sequence[Protected]) -> StandIns | None:
    """Write numbers for ``items`` of ``text``; None where there are too many."""
    taken = set(_DIGITS.findall(text))
    free = (number for number in map(str, _STAND_INS) if number not in taken)
    pairs = list(zip(items, free, strict=False))
    if len(pairs) < len(items):
        return None
    written: list[str] = []
    position = 0
    for item, stand_in in pairs:
        written += [text[position : item.start], stand_in]
        position = item.end
    return StandIns(
        text="".join([*written, text[position:]]),
        originals=tuple((stand_in, item.text) for item, stand_in in pairs),
    )


def put_back(translation: str, stand_ins: StandIns) -> str | None:
    """Put the originals where their stand-ins are; None unless each is there exactly once."""
    for stand_in, original in stand_ins.originals:
        copies = [match for match in _DIGITS.finditer(translation) if match[0] == stand_in]
        if len(copies) != 1:
            return None
        start, end = copies[0].span()
        translation = translation[:start] + original + translation[end:]
    return translation


def cut_around(text: str) -> list[Passage]:
    """Cut ``text`` around what is protected; joined it is the text."""
    parts: list[Passage] = []
    position = 0
    for start, end in _gaps(text):
        if start > position:
            parts.append(Passage(text=text[position:start], translatable=False))
        words = any(map(str.isalpha, text[start:end]))
        parts.append(Passage(text=text[start:end], translatable=words))
        position = end
    return [part for part in parts if part.text]


class _Numbers:
    """The numbers of a text and those of its translation."""

    def __init__(self, source: str, translation: str) -> None:
        self._written = translation
        self._groups = set(map(_plain, _DIGITS.findall(translation)))
        self._joined = set(_DIGITS.findall(_BETWEEN_DIGITS.sub("", translation)))
        self._foreign = self._groups - set(map(_plain, _DIGITS.findall(source)))

    def has(self, number: str) -> bool:
        """True where the translation has the number, in its own language's form."""
        groups = _DIGITS.findall(number)
        if number[0] in _MINUS and not self._has_minus(groups[0]):
            return False
        if "".join(groups) in self._joined:
            return True
        missing = [
            group for group in filter(None, map(_plain, groups)) if group not in self._groups
        ]
        if not missing or (not self._foreign and all(map(_is_digit, missing))):
            return True
        return self._has_afternoon(number)

    def _has_afternoon(self, number: str) -> bool:
        """True where the number is an hour after noon and the translation counts from noon."""
        time = _AFTERNOON.fullmatch(number)
        if time is None:
            return False
        minutes = time["minutes"] or "00"
        written = rf"[:.]{minutes}" if int(minutes) else "(?:[:.]00)?"
        twelve_hour = rf"(?<!\d){int(time['hour']) - _NOON}{written}\s?p\.?m"
        return re.search(twelve_hour, self._written, re.IGNORECASE) is not None

    def _has_minus(self, first_group: str) -> bool:
        return re.search(rf"[{_MINUS}]\s?{first_group}(?!\d)", self._written) is not None


def _plain(group: str) -> str:
    """A group of digits without zeros in front; empty for zero, as in "5.00" and "8:00"."""
    return group.lstrip("0")


def _is_digit(group: str) -> bool:
    return len(group) <= 1


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()


def _gaps(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between what is protected, empty ones too; the last one ends the text."""
    position = 0
    for item in find_protected(text):
        yield position, item.start
        position = item.end
    yield position, len(text)
