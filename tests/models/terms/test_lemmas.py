"""Which words are forms of one word."""

from __future__ import annotations

import pytest

from models.terms.lemmas import Lemmas


@pytest.mark.parametrize(
    ("language", "word", "form"),
    [
        ("fi", "matkakortti", "matkakorttini"),
        ("fi", "matkakortti", "Matkakortilla"),
        ("fi", "Kela", "Kelasta"),
        ("fi", "HSL", "HSL:n"),
        ("sv", "resekort", "resekortet"),
        ("en", "permit", "PERMITS"),
        ("pt", "autorização", "autorizações"),
        ("so", "kaadh", "KAADH"),
    ],
)
def test_forms_share_a_key_when_they_are_of_one_word(language: str, word: str, form: str) -> None:
    lemmas = Lemmas()

    assert lemmas.keys(word, language) & lemmas.keys(form, language)


@pytest.mark.parametrize(
    ("language", "word", "other"),
    [
        ("fi", "matkakortti", "matka"),
        ("fi", "kortti", "korkea"),
        ("en", "permit", "permission"),
        ("so", "kaadh", "kaadhka"),
    ],
)
def test_words_share_no_key_when_they_are_different(language: str, word: str, other: str) -> None:
    lemmas = Lemmas()

    assert not lemmas.keys(word, language) & lemmas.keys(other, language)


@pytest.mark.parametrize(
    ("language", "term", "form"),
    [
        ("fi", "työmarkkinatuki", "työmarkkinatuella"),
        ("fi", "työllisyyspalvelut", "työllisyyspalveluissa"),
        ("pt", "pedido", "pedidos"),
        ("en", "employment", "Employment"),
    ],
)
def test_form_is_one_of_a_term_when_it_comes_from_it(language: str, term: str, form: str) -> None:
    lemmas = Lemmas()

    assert lemmas.term_keys(term, language) & lemmas.keys(form, language)


@pytest.mark.parametrize(
    ("language", "term", "other"),
    [("pt", "pedido", "pedir"), ("pt", "visto", "vejo"), ("fi", "oleskelulupa", "oleskelu")],
)
def test_verb_is_no_form_of_a_term_when_the_term_is_a_noun(
    language: str, term: str, other: str
) -> None:
    lemmas = Lemmas()

    assert not lemmas.term_keys(term, language) & lemmas.keys(other, language)
