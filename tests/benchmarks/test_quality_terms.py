"""What becomes of terms is counted right."""

from __future__ import annotations

import tomllib
from contextlib import closing

import pytest

from benchmarks.corpus import SETS_DIR
from benchmarks.quality.terms import FormLists, Sentences, flicker, kept, recognized
from models.catalog import Catalog
from models.fakes import ScriptedTranslator
from models.loading import load_translator
from models.terms.keeping import TermKeeper
from models.terms.lemmas import Lemmas
from models.types import NO_TERMS, LanguagePair, Term, TermList
from service.glossary.concepts import term_lists
from service.glossary.shipped import SHIPPED, shipped_glossary
from service.settings import Settings

LEMMAS = Lemmas()
EN_PT = LanguagePair("en", "pt")


def read(name: str) -> dict[str, object]:
    return tomllib.loads((SETS_DIR / "glossary" / name).read_text(encoding="utf-8"))


def test_forms_are_counted_when_they_are_of_a_term() -> None:
    found = recognized({"kortti": ("kortin", "kortille", "matka")}, "fi", LEMMAS)

    assert (found.hits, found.of, found.missed) == (2, 3, ("matka",))


def test_finnish_forms_are_found_when_they_are_said_at_a_desk() -> None:
    lists = FormLists.model_validate(read("forms.toml"))

    forms, others = recognized(lists.fi, "fi", LEMMAS), recognized(lists.other["fi"], "fi", LEMMAS)

    assert forms.hits / forms.of > 0.98
    assert others.hits == 0


def test_terms_are_counted_when_a_translation_has_them() -> None:
    book = {"card and pass": "cartão e passe", "card": "cartão"}
    keeper = TermKeeper(
        ScriptedTranslator(lambda text, _pair: book.get(text, "?"), pairs=[EN_PT]), LEMMAS
    )
    wanted = TermList((Term(source="card", target="bilhete"), Term(source="pass", target="passe")))

    before, after = (
        kept(keeper, [("card and pass", "bilhete e passe")], EN_PT, wanted=wanted, told=told)
        for told in (NO_TERMS, wanted)
    )

    assert (before.kept, before.of) == (1, 2)
    assert (after.kept, after.of, after.chrf) == (2, 2, 100.0)


def test_flicker_is_counted_when_translations_turn_around() -> None:
    def turn(text: str, _pair: LanguagePair) -> str:
        early = len(text.split()) <= 3
        return f"{'maybe' if early else 'never'} {text}"

    calm, restless = (
        flicker(
            ["one two three four five six"],
            TermKeeper(ScriptedTranslator(script, pairs=[EN_PT]), LEMMAS),
            EN_PT,
            NO_TERMS,
        )
        for script in (lambda text, _pair: text, turn)
    )

    assert calm == 0.0
    assert restless > 0.0


@pytest.mark.weights
def test_terms_are_kept_and_the_rest_stays_good_when_real_models_translate() -> None:
    found = Sentences.model_validate(read("sentences.toml"))
    concepts = [one for name in SHIPPED for one in shipped_glossary(name).concepts]
    lists = term_lists(concepts, found.languages)
    catalog = Catalog.load(Settings().data_dir)
    with closing(load_translator(catalog, ["firefox-en-pt", "firefox-pt-en"])) as translator:
        keeper = TermKeeper(translator, LEMMAS)
        for pair, wanted in lists.items():
            columns = [found.languages.index(code) for code in (pair.source, pair.target)]
            sentences = [(one[columns[0]], one[columns[1]]) for one in found.sentences[:20]]
            before, after = (
                kept(keeper, sentences, pair, wanted=wanted, told=told)
                for told in (NO_TERMS, wanted)
            )
            assert before.kept < after.kept == after.of - after.told_missing
            assert after.chrf > before.chrf
