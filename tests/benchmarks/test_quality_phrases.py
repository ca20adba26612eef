"""The desk phrases, and what is said of sets that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.quality.facts import FactKind, facts_of
from benchmarks.quality.phrases import Phrase, PhrasesUnusable, load_phrases

DESK = load_phrases()

HEAD = """
title = "Two"
languages = ["en", "fi"]
topics = ["one"]
reviewed_by_native = false
"""


def test_desk_phrases_are_a_hundred_in_eleven_topics_and_four_languages() -> None:
    assert len(DESK.phrases) == 100
    assert len(DESK.topics) == 11
    assert DESK.languages == ("en", "fi", "sv", "pt")
    assert not DESK.reviewed_by_native


@pytest.mark.parametrize("phrase", DESK.phrases, ids=lambda phrase: phrase.id)
def test_every_language_states_the_same_facts(phrase: Phrase) -> None:
    """Half of the day is left out: English alone may leave it unsaid."""
    stated = {
        language: {
            kind: values
            for kind, values in facts_of(text, language, phrase.names).items()
            if kind is not FactKind.HALF_DAY
        }
        for language, text in phrase.texts.items()
    }
    assert all(facts == stated["en"] for facts in stated.values()), stated
    assert stated["en"][FactKind.NAME] == tuple(sorted(phrase.names))


@pytest.mark.parametrize("phrase", DESK.phrases, ids=lambda phrase: phrase.id)
def test_every_text_is_a_caption_as_expected(phrase: Phrase) -> None:
    for text in phrase.texts.values():
        assert text == text.strip()
        assert text[-1] in ".?"
        assert not text[0].islower()


def test_negations_are_all_negated() -> None:
    for phrase in DESK.phrases:
        if phrase.topic == "negations":
            assert facts_of(phrase.texts["en"], "en")[FactKind.NEGATION], phrase.id


def test_an_unknown_set_is_told_with_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(PhrasesUnusable, match=r"no set 'nope'.*there is none"):
        load_phrases("nope", root=tmp_path)


@pytest.mark.parametrize(
    ("topic", "told"),
    [
        ('[[phrases]]\nid = "a"\nen = "Hello."', "a must be said in en, fi"),
        ('[[phrases]]\nid = "a"\nen = "Hello."\nfi = ""', "a must be said in en, fi"),
        ('[[phrases]]\nid = "a"\nen = "x"\nfi = "x"\nsv = "x"', "and no other"),
        ('[[phrases]]\nid = "a"\nen = "x"\nfi = "x"\n' * 2, "the same id"),
        ('[[phrases]]\nen = "x"\nfi = "x"', "id"),
        ('[[phrases]]\nid = "a"\nen = 3\nfi = "x"', "one.toml"),
        ("phrases = ", "one.toml"),
    ],
)
def test_a_wrong_set_is_refused(tmp_path: Path, topic: str, told: str) -> None:
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "set.toml").write_text(HEAD, encoding="utf-8")
    (tmp_path / "two" / "one.toml").write_text(topic, encoding="utf-8")
    with pytest.raises(PhrasesUnusable, match=told):
        load_phrases("two", root=tmp_path)


def test_a_missing_topic_is_told(tmp_path: Path) -> None:
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "set.toml").write_text(HEAD, encoding="utf-8")
    with pytest.raises(PhrasesUnusable, match=r"one\.toml"):
        load_phrases("two", root=tmp_path)
