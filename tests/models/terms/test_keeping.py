"""Terms come out as wanted, and what is lost is said."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from models.fakes import ScriptedTranslator
from models.routing import RoutedTranslator
from models.terms.keeping import TermKeeper, Wanted
from models.terms.lemmas import Lemmas
from models.types import LanguagePair, Term, TermList, TranslatedText

EN_PT = LanguagePair("en", "pt")
LEMMAS = Lemmas()
for _language in ("en", "fi", "pt"):
    LEMMAS.keys("tulkki", _language)  # reads the dictionaries, which no property should wait for
CARD = Term(source="travel card", target="passe de transporte")


class Phrasebook(ScriptedTranslator):
    """Says what a book says, and every other text as it is; remembers what it was asked."""

    def __init__(self, book: Mapping[str, str]) -> None:
        super().__init__(lambda text, _pair: book.get(text, text), pairs=[EN_PT])
        self.asked: list[Sequence[str]] = []

    def translate(
        self, texts: Sequence[str], pair: LanguagePair, *, alternatives: int = 0
    ) -> list[TranslatedText]:
        self.asked.append(texts)
        return super().translate(texts, pair, alternatives=alternatives)


def translate(
    book: Mapping[str, str], text: str, *terms: Term
) -> tuple[TranslatedText, list[Sequence[str]]]:
    translator = Phrasebook(book)
    (made,) = TermKeeper(translator, LEMMAS).translate(
        [Wanted(text=text, terms=TermList(terms))], EN_PT
    )
    return made, translator.asked


def test_fluent_text_is_left_alone_when_it_has_the_term_in_another_form() -> None:
    book = {"Travel cards here.": "Passes de transporte aqui."}

    made, asked = translate(book, "Travel cards here.", CARD)

    assert made.text == "Passes de transporte aqui."
    assert made.terms_missing == ()
    assert len(asked) == 1


def test_nothing_is_looked_for_when_the_text_has_no_term() -> None:
    made, asked = translate({"Good day.": "Bom dia."}, "Good day.", CARD)

    assert (made.text, made.terms_missing, len(asked)) == ("Bom dia.", (), 1)


def test_only_the_term_changes_when_the_model_says_it_otherwise() -> None:
    book = {
        "My travel card.": "O meu cartão de viagem.",
        "travel card": "cartão de viagem",
    }

    made, _ = translate(book, "My travel card.", CARD)

    assert made.text == "O meu passe de transporte."
    assert made.terms_missing == ()


def test_target_goes_into_the_source_when_the_models_word_is_not_found() -> None:
    book = {
        "My travel card.": "O meu bilhete.",
        "travel card": "cartão de viagem",
        "My passe de transporte.": "O meu passe de transporte.",
    }

    made, _ = translate(book, "My travel card.", CARD)

    assert made.text == "O meu passe de transporte."


def test_word_is_not_replaced_when_it_stands_more_often_than_the_term() -> None:
    book = {
        "My card is a card.": "O meu cartão é um cartão ou um cartão.",
        "card": "cartão",
        "My passe is a passe.": "O meu passe é um passe.",
    }

    made, _ = translate(book, "My card is a card.", Term(source="card", target="passe"))

    assert made.text == "O meu passe é um passe."


def test_number_stands_in_when_the_model_rewrites_the_target() -> None:
    book = {
        "My travel card.": "O meu bilhete.",
        "My passe de transporte.": "O meu bilhete.",
        "My 431.": "O meu 431.",
    }

    made, _ = translate(book, "My travel card.", CARD)

    assert made.text == "O meu passe de transporte."
    assert made.terms_missing == ()


def test_loss_is_told_when_no_way_keeps_the_term() -> None:
    book = {
        "My travel card.": "O meu bilhete.",
        "travel card": "",
        "My passe de transporte.": "O bilhete.",
        "My 431.": "O meu.",
    }

    made, _ = translate(book, "My travel card.", CARD)

    assert made.text == "O meu bilhete."
    assert made.terms_missing == (CARD,)


def test_least_lossy_translation_is_given_when_one_of_two_terms_is_kept() -> None:
    kela = Term(source="Kela", target="Kela")
    book = {
        "Kela, my travel card.": "A caixa, o meu bilhete.",
        "Kela": "caixa",
        "Kela, my passe de transporte.": "Kela.",
        "431, my 444.": "431.",
    }

    made, _ = translate(book, "Kela, my travel card.", kela, CARD)

    assert made.text == "A Kela, o meu bilhete."
    assert made.terms_missing == (CARD,)


def test_terms_of_one_text_do_not_touch_another_when_they_share_a_batch() -> None:
    translator = Phrasebook({"card": "cartão"})
    keeper = TermKeeper(translator, LEMMAS)
    terms = TermList((Term(source="card", target="passe"),))

    made = keeper.translate(
        [
            Wanted(text="card", terms=terms),
            Wanted(text="card"),
        ],
        EN_PT,
        alternatives=2,
    )

    assert [one.text for one in made] == ["passe", "cartão"]


WORDS = st.lists(st.sampled_from("o meu cartão está aqui, não 12 ali.".split()), max_size=8)


@given(before=WORDS, after=WORDS)
def test_all_other_text_stays_when_a_term_is_replaced(before: list[str], after: list[str]) -> None:
    def around(middle: str) -> str:
        return " ".join([*before, middle, *after])

    book = {around("ticket"): around("bilhete"), "ticket": "bilhete"}

    made, _ = translate(book, around("ticket"), Term(source="ticket", target="passe"))

    assert made.text == around("passe")
    assert made.terms_missing == ()


def test_nothing_is_kept_of_a_list_when_it_is_gone() -> None:
    """Terms may have been said in a conversation, and that is forgotten when it ends."""
    keeper = TermKeeper(Phrasebook({"travel card": "bilhete"}), LEMMAS)
    terms = TermList((CARD,))
    keeper.translate([Wanted(text="travel card", terms=terms)], EN_PT)
    left = weakref.ref(terms)
    del terms
    gc.collect()

    assert left() is None


def test_term_is_kept_when_a_route_goes_by_way_of_another_language() -> None:
    into = ScriptedTranslator(
        lambda text, _pair: {"Matkakorttini on kotona.": "My ticket is at home."}.get(text, text),
        pairs=[LanguagePair("fi", "en")],
    )
    onward = ScriptedTranslator(
        lambda text, _pair: text.replace("My ticket is", "O meu bilhete está"), pairs=[EN_PT]
    )
    term = Term(source="matkakortti", target="passe")
    keeper = TermKeeper(RoutedTranslator([into, onward]), LEMMAS)

    (made,) = keeper.translate(
        [Wanted(text="Matkakorttini on kotona.", terms=TermList((term,)))], LanguagePair("fi", "pt")
    )

    assert "passe" in made.text
    assert made.terms_missing == ()
    assert made.route.label == "pivot:en"
