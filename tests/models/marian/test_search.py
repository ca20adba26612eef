"""Searches around a search: what a model loses is searched for again until it is there."""

from __future__ import annotations

import string
from collections.abc import Callable, Sequence

from hypothesis import given
from hypothesis import strategies as st

from models.marian.protected import lost_from
from models.marian.search import Candidate, CarefulSearch, NBest, SpelledSearch
from models.marian.spelling import Spelling


class ScriptedSearch:
    """Says what a function makes of each passage, and remembers what it was asked."""

    def __init__(self, say: Callable[[str], str | Candidate]) -> None:
        self.asked: list[list[str]] = []
        self._say = say

    def __call__(self, passages: Sequence[str], alternatives: int) -> list[NBest]:
        self.asked.append(list(passages))
        said = [self._say(passage) for passage in passages]
        return [(Candidate(text=one) if isinstance(one, str) else one,) for one in said]


def best(search: CarefulSearch | SpelledSearch, passage: str) -> str:
    ((candidate, *_),) = search([passage], 0)
    return candidate.text


def test_model_is_asked_once_when_it_loses_nothing() -> None:
    model = ScriptedSearch(str.upper)

    assert CarefulSearch(model)(["take bus 550", "now"], 0) == [
        (Candidate(text="TAKE BUS 550"),),
        (Candidate(text="NOW"),),
    ]
    assert model.asked == [["take bus 550", "now"]]


def test_only_what_lost_something_is_asked_again_with_a_stand_in() -> None:
    model = ScriptedSearch(lambda text: text.replace("@", " at ").upper())

    found = CarefulSearch(model)(["hello", "write to a@b.fi today"], 0)

    assert [n_best[0].text for n_best in found] == ["HELLO", "WRITE TO a@b.fi TODAY"]
    assert model.asked == [["hello", "write to a@b.fi today"], ["write to 431 today"]]


def test_passage_is_translated_in_pieces_when_the_stand_in_is_lost_too() -> None:
    model = ScriptedSearch(lambda text: "".join(c for c in text.upper() if not c.isdigit()))

    assert best(CarefulSearch(model), "pay 25 euros, 12 times") == "PAY 25 EUROS, 12 TIMES"


def test_passage_is_cut_in_two_when_its_search_was_cut_off() -> None:
    def circle(text: str) -> Candidate:
        return Candidate(text=text.upper(), log_probability=-1.0, finished=len(text.split()) < 3)

    found = CarefulSearch(ScriptedSearch(circle))(["one two three four, five"], 0)

    assert found == [(Candidate(text="ONE TWO THREE FOUR, FIVE", log_probability=-1.0),)]


def test_word_stays_when_the_model_makes_nothing_of_it() -> None:
    model = ScriptedSearch(lambda text: "..." if "kela" in text else text.upper())

    assert best(CarefulSearch(model), "go to kela now") == "GO TO kela NOW"


def test_alternatives_that_lost_something_are_not_offered() -> None:
    def search(passages: Sequence[str], alternatives: int) -> list[NBest]:
        texts = ("maksaa 25 euroa", "maksaa 52 euroa", "se on 25 euroa")
        return [tuple(Candidate(text=text) for text in texts) for _ in passages]

    ((first, *others),) = CarefulSearch(search)(["costs 25 euros"], 2)

    assert first.text == "maksaa 25 euroa"
    assert [other.text for other in others] == ["se on 25 euroa"]


MANGLED = st.lists(st.sampled_from(["word", "a@b.fi", "{name}", "%s", "12.50", "131052-308T"]))


@given(MANGLED.map(" ".join).filter(lambda text: any(map(str.isalpha, text))), st.integers(0, 9))
def test_nothing_is_lost_whatever_the_model_does(text: str, harm: int) -> None:
    """The model drops a digit, "@", "{" and sometimes everything."""
    dropped = str.maketrans("", "", f"{harm}@{{%")
    model = ScriptedSearch(lambda asked: "" if len(asked) % 7 == harm else asked.translate(dropped))

    assert lost_from(best(CarefulSearch(model), text), text) == ()


def test_model_sees_only_letters_that_it_knows_and_originals_come_back() -> None:
    model = ScriptedSearch(str.upper)
    spelled = SpelledSearch(
        ScriptedSearch(lambda text: model([text], 0)[0][0].text.replace("TOOLO", "Toolo")),
        Spelling(frozenset(string.ascii_letters)),
    )

    assert best(spelled, "in Töölö") == "IN Töölö"
    assert model.asked == [["in Toolo"]]
    assert best(spelled, "Привет") == "Привет"
    assert len(model.asked) == 1
