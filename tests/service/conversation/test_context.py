from __future__ import annotations

from models.types import LanguagePair
from service.conversation.abilities import Abilities
from service.conversation.captions import Captions
from service.conversation.config import ConversationConfig
from service.conversation.context import Context
from service.conversation.events import PAIR


def context(abilities: Abilities, pair: LanguagePair) -> Context:
    return Context(
        pair=pair,
        abilities=abilities,
        config=ConversationConfig(),
        captions=Captions(kept=500),
        new_request=int,
    )


def test_a_track_speaks_one_language_or_both_of_the_pair(abilities: Abilities) -> None:
    here = context(abilities, LanguagePair("en", "pt"))
    assert here.spoken("fi") == ("fi",)
    assert here.spoken(PAIR) == ("en", "pt")


def test_a_track_is_understood_when_the_recognizer_knows_all_it_may_speak(
    abilities: Abilities,
) -> None:
    here = context(abilities, LanguagePair("en", "sv"))
    assert here.understands("en")
    assert not here.understands("sv")
    assert not here.understands(PAIR)


def test_there_can_be_text_in_all_that_is_understood_translated_or_of_the_pair(
    abilities: Abilities,
) -> None:
    here = context(abilities, LanguagePair("en", "sv"))
    assert here.languages == {"en", "pt", "fi", "sv"}


def test_the_other_language_is_that_of_the_pair_that_can_be_recognized(
    abilities: Abilities,
) -> None:
    here = context(abilities, LanguagePair("en", "pt"))
    assert (here.other_than("en"), here.other_than("pt")) == ("pt", "en")
    assert here.other_than("fi") is None
    assert context(abilities, LanguagePair("en", "sv")).other_than("en") is None
