"""``python -m benchmarks.quality.terms``: how well terms are found, and what keeping them does.

Found: of inflected forms of terms, how many are known for what they are, and of other words that
look like them, how many are taken for them. Kept: the sentences of ``benchmarks/sets/glossary`` are
translated with the shipped glossaries and without them. A term is kept where its wanted translation
stands in the translation, in whatever form; chrF2 says whether the rest is still as good. Flicker
is the normalised erasure of what a reader sees while each sentence is spoken, a word at a time.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Annotated, Final

import typer
from pydantic import BaseModel, ConfigDict, Field
from rich import box
from rich.table import Table
from sacrebleu.metrics.chrf import CHRF

from benchmarks.cli import telling_errors, wide_console
from benchmarks.corpus import SETS_DIR
from benchmarks.erasure import as_written, erasure
from benchmarks.interpretation import Interpreter
from benchmarks.simulation import Shown
from models.catalog import Catalog
from models.loading import load_translator
from models.terms.keeping import TermKeeper, Wanted
from models.terms.lemmas import Lemmas
from models.terms.matching import Matcher, places, read_line, read_term
from models.types import NO_TERMS, LanguagePair, TermList
from service.conversation.events import CaptionChanged
from service.conversation.stability import StabilityConfig
from service.glossary.concepts import term_lists
from service.glossary.shipped import SHIPPED, shipped_glossary
from service.settings import Settings

_SET: Final = SETS_DIR / "glossary"
_WORD_S: Final = 0.4


class Sentences(BaseModel):
    """The sentences, each in all languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    reviewed_by_native: bool
    languages: tuple[str, ...]
    sentences: tuple[tuple[str, ...], ...]


Forms = dict[str, tuple[str, ...]]


class FormLists(BaseModel):
    """Forms of terms by language, and words that are none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    reviewed_by_native: bool
    fi: Forms
    sv: Forms
    en: Forms
    pt: Forms
    other: Mapping[str, Forms] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognized:
    """How many words were taken for forms of a term."""

    hits: int
    of: int
    missed: tuple[str, ...]
    """Those that were not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of the terms of some sentences."""

    kept: int
    of: int
    told_missing: int
    """Terms that the translation itself says it lacks."""
    chrf: float
    flicker: float
    """Words taken back for each word that stayed, while the sentences grow."""
    translations: tuple[str, ...]


def recognized(forms: Forms, language: str, lemmas: Lemmas) -> Recognized:
    """Look for each term in each of its forms."""
    missed: list[str] = []
    of = 0
    for term, those in forms.items():
        wanted = read_term(term, language, lemmas)
        of += len(those)
        missed += [form for form in those if not places(wanted, read_line(form, language, lemmas))]
    return Recognized(hits=of - len(missed), of=of, missed=tuple(missed))


def kept(
    keeper: TermKeeper,
    sentences: Sequence[tuple[str, str]],
    pair: LanguagePair,
    *,
    wanted: TermList,
    told: TermList,
) -> Kept:
    """Translate sentences.

    Args:
        keeper: Translates.
        sentences: Source and reference.
        pair: The languages of the two.
        wanted: The terms that count.
        told: Those that the translator is told.
    """
    lemmas = Lemmas()
    matcher = Matcher(wanted.terms, pair.source, lemmas)
    made = keeper.translate([Wanted(text=text, terms=told) for text, _ in sentences], pair)
    hits = of = 0
    for (source, _), translated in zip(sentences, made, strict=True):
        line = read_line(translated.text, pair.target, lemmas)
        for term in dict.fromkeys(found.term for found in matcher.find(source)):
            of += 1
            hits += bool(places(read_term(term.target, pair.target, lemmas), line))
    translations = tuple(one.text for one in made)
    references = [[reference for _, reference in sentences]]
    return Kept(
        kept=hits,
        of=of,
        told_missing=sum(len(one.terms_missing) for one in made),
        chrf=CHRF().corpus_score(list(translations), references).score,
        flicker=flicker([source for source, _ in sentences], keeper, pair, told),
        translations=translations,
    )


def flicker(
    sentences: Sequence[str], keeper: TermKeeper, pair: LanguagePair, terms: TermList
) -> float:
    """How unsteady translations are while their sentences are spoken; 0.0 where nothing is."""

    def translate(text: str) -> str:
        return keeper.translate([Wanted(text=text, terms=terms)], pair)[0].text

    interpreter = Interpreter(
        pair,
        translate,
        stability=StabilityConfig(),
        split_sentences=lambda text, _language: [text],
    )
    return erasure(interpreter.interpret(_growing(sentences, pair)), as_written).normalized or 0.0


def _growing(sentences: Sequence[str], pair: LanguagePair) -> Iterator[Shown]:
    """Captions of sentences that come a word at a time."""
    at_s = 0.0
    for number, sentence in enumerate(sentences):
        words = sentence.split()
        for revision in range(1, len(words) + 1):
            final = revision == len(words)
            text = " ".join(words[:revision])
            at_s += _WORD_S
            yield Shown(
                at_s=at_s,
                caption=CaptionChanged(
                    caption=f"c{number}",
                    revision=revision,
                    participant="anna",
                    language=pair.source,
                    committed=text if final else "",
                    tentative="" if final else text,
                    final=final,
                ),
            )


@telling_errors
def terms(
    show: Annotated[bool, typer.Option(help="Print each translation that changes.")] = False,
) -> None:
    """Print both tables."""
    console = wide_console()
    lemmas = Lemmas()
    lists = FormLists.model_validate(tomllib.loads((_SET / "forms.toml").read_text("utf-8")))
    console.print(_forms_table(lists, lemmas))
    found = Sentences.model_validate(tomllib.loads((_SET / "sentences.toml").read_text("utf-8")))
    concepts = [one for name in SHIPPED for one in shipped_glossary(name).concepts]
    by_pair = term_lists(concepts, found.languages)
    catalog = Catalog.load(Settings().data_dir)
    table = Table(
        "pair", "glossary", "terms kept", "told missing", "chrF2", "flicker", box=box.SIMPLE
    )
    with closing(load_translator(catalog, ["firefox-en-pt", "firefox-pt-en"])) as translator:
        keeper = TermKeeper(translator, lemmas)
        for pair, wanted in by_pair.items():
            source, target = map(found.languages.index, (pair.source, pair.target))
            sentences = [(one[source], one[target]) for one in found.sentences]
            results = [
                kept(keeper, sentences, pair, wanted=wanted, told=told)
                for told in (NO_TERMS, wanted)
            ]
            for name, one in zip(("without", "with"), results, strict=True):
                table.add_row(
                    f"{pair.source}-{pair.target}",
                    name,
                    f"{one.kept} of {one.of} ({100 * one.kept / one.of:.0f} %)",
                    str(one.told_missing),
                    f"{one.chrf:.1f}",
                    f"{one.flicker:.2f}",
                )
            if show:
                for before, after in zip(*(one.translations for one in results), strict=True):
                    if before != after:
                        console.print(f"- {before}\n+ {after}", markup=False, highlight=False)
    console.print(table)


def _forms_table(lists: FormLists, lemmas: Lemmas) -> Table:
    table = Table("language", "words", "taken for the term", "not", box=box.SIMPLE)
    by_language = {"fi": lists.fi, "sv": lists.sv, "en": lists.en, "pt": lists.pt}
    rows = [(language, "forms", forms) for language, forms in by_language.items()]
    rows += [(language, "other words", forms) for language, forms in lists.other.items()]
    for language, what, forms in rows:
        found = recognized(forms, language, lemmas)
        others = ", ".join(found.missed) if what == "forms" else ""
        table.add_row(language, what, f"{found.hits} of {found.of}", others)
    return table


if __name__ == "__main__":
    typer.run(terms)
