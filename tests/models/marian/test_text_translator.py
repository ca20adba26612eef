"""Texts: cut, searched for at once, joined as they were; other wordings by what they lose."""

from __future__ import annotations

import string
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UnsupportedLanguagePair
from models.marian.passages import PassageLimit
from models.marian.scores import confidence_of
from models.marian.search import Candidate, NBest
from models.marian.spelling import Spelling
from models.marian.text_translator import (
    PairTranslators,
    TextTranslator,
    TranslatingModel,
    other_wordings,
)
from models.sentences import SentencexSplitter
from models.types import LanguagePair

EN_FI = LanguagePair("en", "fi")
SPELLING = Spelling(frozenset(string.printable) - set(string.whitespace))


def shout(passages: Sequence[str], alternatives: int) -> list[NBest]:
    """Says everything in capitals, the longer the less sure."""
    assert all(len(passage) <= 40 and passage == passage.strip() for passage in passages)
    others = tuple(
        Candidate(text="other", log_probability=-9.0 - rank) for rank in range(alternatives)
    )
    return [
        (Candidate(text=text.upper(), log_probability=-len(text) / 100), *others)
        for text in passages
    ]


translator = TextTranslator(
    shout,
    model=TranslatingModel(key="shout", pair=EN_FI),
    spelling=SPELLING,
    limit=PassageLimit(longest=40, measure=len),
    split_sentences=SentencexSplitter(),
)


def text_of(text: str) -> str:
    (translated,) = translator.translate([text], 0)
    return translated.text


@pytest.mark.parametrize(
    ("text", "translation"),
    [
        (" Hi there.  \n\n- one \n", " HI THERE.  \n\n- ONE \n"),
        ("Hello 😊 you", "HELLO 😊 YOU"),
        ("12.50\n😀", "12.50\n😀"),
        ("Привет, friend", "Привет, FRIEND"),
        ("a@b.fi", "a@b.fi"),
        ("{name}: 131052-308T", "{name}: 131052-308T"),
        ("word " * 30, "WORD " * 30),
        ("", ""),
    ],
)
def test_text_is_translated_and_everything_else_is_where_it_was(
    text: str, translation: str
) -> None:
    assert text_of(text) == translation


@given(st.text(st.characters(codec="ascii")))
def test_no_character_is_lost_when_the_model_loses_none(text: str) -> None:
    def copy(passages: Sequence[str], alternatives: int) -> list[NBest]:
        return [(Candidate(text=passage),) for passage in passages]

    copier = TextTranslator(
        copy,
        model=TranslatingModel(key="copy", pair=EN_FI),
        spelling=SPELLING,
        limit=PassageLimit(longest=9, measure=len),
        split_sentences=SentencexSplitter(),
    )

    assert copier.translate([text], 0)[0].text == text


def test_text_is_as_certain_as_its_least_certain_sentence() -> None:
    long, short, none = translator.translate(["Yes. Of course.", "Yes.", "12"], 0)

    assert long.confidence == confidence_of(-len("Of course.") / 100)
    assert short.confidence == confidence_of(-len("Yes.") / 100)
    assert none.confidence is None


def test_alternatives_are_given_only_when_they_are_asked_for() -> None:
    (asked,) = translator.translate(["Yes."], 1)
    (unasked,) = translator.translate(["Yes."], 0)

    assert asked.alternatives == ("other",)
    assert unasked.alternatives == ()


def test_other_wordings_change_one_passage_each_and_come_by_what_they_lose() -> None:
    def said(*scored: tuple[str, float]) -> NBest:
        return tuple(Candidate(text=text, log_probability=score) for text, score in scored)

    parts = [
        said(("Hei.", -0.1), ("Moi.", -0.5), ("Terve.", -3.0)),
        (Candidate(text=" "),),
        said(("Kiitos.", -0.1), ("Kiitti.", -0.2), ("Kiitos.", -0.3)),
    ]

    assert other_wordings(parts, 2) == ("Hei. Kiitti.", "Moi. Kiitos.")
    assert other_wordings(parts, 9)[2:] == ("Terve. Kiitos.",)


def test_pair_is_refused_when_no_model_translates_it() -> None:
    translators = PairTranslators({EN_FI: translator})

    assert translators.pairs == {EN_FI}
    assert translators.translate(["yes"], EN_FI, 0)[0].text == "YES"
    with pytest.raises(UnsupportedLanguagePair, match="from fi into en"):
        translators.translate(["yes"], LanguagePair("fi", "en"), 0)
