"""Translates so that terms come out as a glossary wants them.

A fluent translation that has the wanted term already, in whatever form, is left alone. Only where
it lacks one are other ways tried, those first that leave most of the model's own wording:

1. What the model makes of the term alone is looked for in its translation and replaced. Words that
   both have in common keep their endings: "cartões de viagem" becomes "cartões de transporte".
2. The wanted term is put into the source, as models mostly copy what is in their own language.
3. A number is put into the source in its place, and the term where the number comes out.

Each result is looked through. Where every way loses a term, the translation that lacks fewest is
given, and it says which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from models.interfaces import Translator
from models.marian.protected import Kind, Protected, StandIns, put_back, with_stand_ins
from models.terms.lemmas import Lemmas
from models.terms.matching import Found, Line, Matcher, places, read_line
from models.types import LanguagePair, Term, TranslatedText

_MATCHERS = 64
"""Lists of terms whose words are kept ready: one or two for each conversation."""
_ALONE = 4_096
"""Terms of which it is remembered what a model makes of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A text to be translated, and the terms that its translation must keep to."""

    text: str
    terms: tuple[Term, ...] = ()


@dataclass(slots=True, kw_only=True, eq=False)
class _Work:
    """One text on its way."""

    text: str
    found: tuple[Found, ...]
    """Terms in the text."""
    best: TranslatedText
    """Of the translations so far the one that lacks fewest terms."""


class TermKeeper:
    """Translates with one translator; may be used from any thread."""

    def __init__(self, translator: Translator, lemmas: Lemmas) -> None:
        self._translator = translator
        self._lemmas = lemmas
        self._matcher = lru_cache(_MATCHERS)(self._new_matcher)
        self._alone = lru_cache(_ALONE)(self._translate_alone)

    def translate(
        self, wanted: Sequence[Wanted], pair: LanguagePair, *, alternatives: int = 0
    ) -> list[TranslatedText]:
        """Translate each text by itself; see ``Translator``."""
        texts = [one.text for one in wanted]
        made = self._translator.translate(texts, pair, alternatives=alternatives)
        work = [
            self._begin(one, translation, pair)
            for one, translation in zip(wanted, made, strict=True)
        ]
        for one in _unfinished(work):
            self._improve(one, self._swapped(one, pair), pair)
        self._again(work, pair, _with_targets)
        self._again(work, pair, _with_numbers)
        return [one.best for one in work]

    def _begin(self, wanted: Wanted, made: TranslatedText, pair: LanguagePair) -> _Work:
        found: tuple[Found, ...] = ()
        if wanted.terms:
            found = self._matcher(wanted.terms, pair.source).find(wanted.text)
        missing = self._missing(found, made.text, pair.target)
        return _Work(text=wanted.text, found=found, best=replace(made, terms_missing=missing))

    def _new_matcher(self, terms: tuple[Term, ...], language: str) -> Matcher:
        return Matcher(terms, language, self._lemmas)

    def _missing(self, found: Iterable[Found], translation: str, language: str) -> tuple[Term, ...]:
        """The terms that a translation lacks."""
        terms = dict.fromkeys(one.term for one in found)
        if not terms:
            return ()
        line = self._read(translation, language)
        return tuple(term for term in terms if not places(self._read(term.target, language), line))

    def _read(self, text: str, language: str) -> Line:
        return read_line(text, language, self._lemmas)

    # --- other ways ------------------------------------------------------------------------------

    def _again(
        self, work: Sequence[_Work], pair: LanguagePair, write: Callable[[_Work], StandIns | None]
    ) -> None:
        """Translate once more what lacks terms, with something else in their place."""
        asked = [
            (one, stand_ins) for one in _unfinished(work) if (stand_ins := write(one)) is not None
        ]
        if not asked:
            return
        made = self._translator.translate([stand_ins.text for _, stand_ins in asked], pair)
        for (one, stand_ins), translation in zip(asked, made, strict=True):
            text = put_back(translation.text, stand_ins)
            if text is not None:
                self._improve(one, replace(translation, text=text), pair)

    def _improve(self, work: _Work, translation: TranslatedText, pair: LanguagePair) -> None:
        missing = self._missing(work.found, translation.text, pair.target)
        if len(missing) < len(work.best.terms_missing):
            work.best = replace(translation, terms_missing=missing)

    def _swapped(self, work: _Work, pair: LanguagePair) -> TranslatedText:
        """The translation with what the model says for a term replaced by what it should say.

        Only where that is there as often as the term is in the source: it may mean something else.
        """
        text = work.best.text
        for term in work.best.terms_missing:
            said = self._read(self._alone(term.source, pair), pair.target)
            line = self._read(text, pair.target)
            there = places(said, line)
            if len(there) == sum(one.term == term for one in work.found):
                target = self._read(term.target, pair.target)
                for position in reversed(there):
                    text = _replaced(line, position, len(said.words), target)
        return replace(work.best, text=text)

    def _translate_alone(self, source: str, pair: LanguagePair) -> str:
        return self._translator.translate([source], pair)[0].text


def _unfinished(work: Iterable[_Work]) -> list[_Work]:
    return [one for one in work if one.best.terms_missing]


def _with_targets(work: _Work) -> StandIns:
    """The source with the target of each lacking term in its place."""
    text = work.text
    for one in reversed(work.found):
        if one.term in work.best.terms_missing:
            text = text[: one.start] + one.term.target + text[one.end :]
    return StandIns(text=text, originals=())


def _with_numbers(work: _Work) -> StandIns | None:
    """The source with a number in place of every term; None where there are too many."""
    items = [
        Protected(start=one.start, text=work.text[one.start : one.end], kind=Kind.EXACT)
        for one in work.found
    ]
    stand_ins = with_stand_ins(work.text, items)
    if stand_ins is None:
        return None
    numbers = [number for number, _ in stand_ins.originals]
    targets = [one.term.target for one in work.found]
    return replace(stand_ins, originals=tuple(zip(numbers, targets, strict=True)))


def _replaced(line: Line, position: int, length: int, target: Line) -> str:
    """A text with some words replaced; those of which ``target`` has another form stay."""
    there = range(position, position + length)
    forms = [
        next((line.words[i].text for i in there if line.keys[i] & keys), word.text)
        for word, keys in zip(target.words, target.keys, strict=True)
    ]
    written = target.text
    for word, form in reversed(list(zip(target.words, forms, strict=True))):
        written = written[: word.start] + form + written[word.end :]
    if position == 0 and line.words[0].text[:1].isupper():
        written = written[:1].upper() + written[1:]
    return (
        line.text[: line.words[position].start] + written + line.text[line.words[there[-1]].end :]
    )
