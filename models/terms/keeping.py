"""Translates so that terms come out as a glossary wants them.

A fluent translation that has the wanted term already, in whatever form, is left alone. Only where
it lacks one are other ways tried, those first that leave most of the model's own wording:

1. What the model makes of the term alone is looked for in its translation and replaced. Words that
   both have in common keep their endings (``rewording``).
2. The wanted term is put into the source, as models mostly copy what is in their own language.
3. A number is put into the source in its place, and the term where the number comes out.

Each result is looked through. Where every way loses a term, the translation that lacks fewest is
given, and it says which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock
from weakref import WeakKeyDictionary

from models.interfaces import Translator
from models.marian.protected import Kind, Protected, StandIns, put_back, with_stand_ins
from models.terms.lemmas import Lemmas
from models.terms.matching import Found, Line, Matcher, places, read_line, read_term
from models.terms.rewording import in_number, replaced
from models.types import NO_TERMS, LanguagePair, Term, TermList, TranslatedText


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A text to be translated, and the terms that its translation must keep to."""

    text: str
    terms: TermList = NO_TERMS


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    """What one list of terms needs."""

    sources: Matcher
    targets: dict[Term, Line]
    alone: dict[Term, Line] = field(default_factory=dict)
    """What the model makes of a term by itself, once that was asked for."""


@dataclass(slots=True, kw_only=True, eq=False)
class _Work:
    """One text on its way."""

    text: str
    prepared: _Prepared
    found: tuple[Found, ...]
    """Terms in the text."""
    best: TranslatedText
    """Of the translations so far the one that lacks fewest terms."""
    wanted: list[str] = field(default_factory=list)
    """What is wanted in place of each term, once that is asked."""


class TermKeeper:
    """Translates with one translator; may be used from any thread."""

    def __init__(self, translator: Translator, lemmas: Lemmas) -> None:
        self._translator = translator
        self._lemmas = lemmas
        self._prepared: WeakKeyDictionary[TermList, _Prepared] = WeakKeyDictionary()
        self._preparing = Lock()

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
        for one in _unfinished(work):
            one.wanted = [self._as_said(place, one, pair) for place in one.found]
        self._again(work, pair, _with_targets)
        self._again(work, pair, _with_numbers)
        return [one.best for one in work]

    def _begin(self, wanted: Wanted, made: TranslatedText, pair: LanguagePair) -> _Work:
        prepared = self._prepare(wanted.terms, pair)
        work = _Work(
            text=wanted.text, prepared=prepared, found=prepared.sources.find(wanted.text), best=made
        )
        work.best = replace(made, terms_missing=self._missing(work, made.text, pair))
        return work

    def _prepare(self, terms: TermList, pair: LanguagePair) -> _Prepared:
        with self._preparing:
            prepared = self._prepared.get(terms)
            if prepared is None:
                prepared = self._prepared[terms] = _Prepared(
                    sources=Matcher(terms.terms, pair.source, self._lemmas),
                    targets={
                        term: read_term(term.target, pair.target, self._lemmas)
                        for term in terms.terms
                    },
                )
            return prepared

    def _missing(self, work: _Work, translation: str, pair: LanguagePair) -> tuple[Term, ...]:
        """The terms of a text that a translation of it lacks."""
        if not work.found:
            return ()
        line = self._read(translation, pair)
        terms = dict.fromkeys(one.term for one in work.found)
        return tuple(term for term in terms if not places(work.prepared.targets[term], line))

    def _as_said(self, place: Found, work: _Work, pair: LanguagePair) -> str:
        """The target of a term, in the plural where the source has it."""
        said = read_line(work.text[place.start : place.end], pair.source, self._lemmas)
        base = read_line(place.term.source, pair.source, self._lemmas)
        return in_number(work.prepared.targets[place.term], said, base, self._lemmas)

    def _read(self, translation: str, pair: LanguagePair) -> Line:
        return read_line(translation, pair.target, self._lemmas)

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
        missing = self._missing(work, translation.text, pair)
        if len(missing) < len(work.best.terms_missing):
            work.best = replace(translation, terms_missing=missing)

    def _swapped(self, work: _Work, pair: LanguagePair) -> TranslatedText:
        """The translation with what the model says for a term replaced by what it should say.

        Only where that is there as often as the term is in the source: it may mean something else.
        """
        text = work.best.text
        for term in work.best.terms_missing:
            said, line = self._alone(term, work.prepared, pair), self._read(text, pair)
            there = places(said, line)
            if len(there) == sum(one.term == term for one in work.found):
                for position in reversed(there):
                    target = work.prepared.targets[term]
                    text = replaced(line, position, said, target, self._lemmas)
                    line = self._read(text, pair)
        return replace(work.best, text=text)

    def _alone(self, term: Term, prepared: _Prepared, pair: LanguagePair) -> Line:
        if term not in prepared.alone:
            (made,) = self._translator.translate([term.source], pair)
            prepared.alone[term] = self._read(made.text, pair)
        return prepared.alone[term]


def _unfinished(work: Iterable[_Work]) -> list[_Work]:
    return [one for one in work if one.best.terms_missing]


def _with_targets(work: _Work) -> StandIns:
    """The source with the target of each lacking term in its place."""
    text = work.text
    for one, target in reversed(list(zip(work.found, work.wanted, strict=True))):
        if one.term in work.best.terms_missing:
            text = text[: one.start] + target + text[one.end :]
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
    return replace(stand_ins, originals=tuple(zip(numbers, work.wanted, strict=True)))
