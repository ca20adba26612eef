"""Flips that cannot be, that fail, or that come to nothing."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import count

import pytest
from flipping_desk import ANNA, JOAO, SMALL, VIEW, Answerer, Desk, Speaker

from models.types import LanguagePair
from service.conversation.abilities import Abilities
from service.conversation.captions import Captions
from service.conversation.config import ConversationConfig
from service.conversation.context import Context
from service.conversation.events import (
    Corrected,
    ParticipantJoined,
    RequestFailed,
    Said,
    WindowRecognized,
)
from service.conversation.flipping import Flipping
from service.conversation.kept_audio import KeptAudio


@pytest.fixture
def desk(abilities: Abilities, answer: Answerer, speak: Speaker) -> Desk:
    return Desk(abilities, answer, speak)


def test_audio_that_is_not_kept_any_more_is_gone(desk: Desk) -> None:
    for number in range(4):
        desk.say(f"hello there {number} <0.8>")
    assert desk.flip("c1") == ["audio_gone"]
    assert desk.flip("c4") == []
    assert desk.caption("c1").language == "en"


def test_a_typed_turn_never_had_audio(desk: Desk) -> None:
    desk.do(Said(participant="anna", text="Hello", language="en"))
    assert desk.flip() == ["audio_gone"]


def test_only_staff_flip(desk: Desk) -> None:
    desk.do(ParticipantJoined(participant=JOAO))
    desk.do(ParticipantJoined(participant=VIEW))
    desk.say("hello there you")
    for who in ("joão", "view"):
        assert desk.flip("c1", who) == ["not_allowed"]
    assert desk.flip("c1", "nobody") == ["not_allowed"]
    assert desk.flip("c9") == ["unknown_caption"]


def test_a_language_outside_the_pair_has_no_other(desk: Desk) -> None:
    desk.do(ParticipantJoined(participant=replace(ANNA, speaks="fi")))
    desk.say("hello@fi there@fi you@fi")
    assert desk.caption().language == "fi"
    assert desk.flip() == ["unsupported_language"]


def test_words_of_a_person_are_not_overwritten_by_what_comes_late(desk: Desk) -> None:
    desk.say("hello there you")
    desk.slow = True
    desk.flip()
    desk.do(Corrected(participant="anna", caption="c1", text="Hello there"))
    desk.come_back()
    assert (desk.caption().language, desk.caption().committed) == ("en", "Hello there")


def test_a_flip_that_waits_is_dropped_when_a_person_writes_over_the_caption(desk: Desk) -> None:
    desk.say("hello there you")
    desk.say("one two three")
    desk.slow = True
    desk.flip("c1")
    desk.flip("c2")
    desk.do(Corrected(participant="anna", caption="c2", text="One two"))
    desk.come_back()
    assert desk.waiting == []
    assert (desk.caption("c1").language, desk.caption("c2").language) == ("pt", "en")


def test_a_flip_that_keeps_failing_is_said_to_who_asked(desk: Desk) -> None:
    desk.say("hello there you")
    before = desk.caption()
    desk.slow = True
    desk.flip()
    for _ in range(SMALL.retry.attempts):
        desk.fail()
    assert desk.waiting == []
    assert desk.refused == ["flip_failed"]
    assert desk.caption() is before


def test_a_flip_that_gives_no_words_leaves_the_caption_as_it_is(desk: Desk) -> None:
    desk.say("hello there you")
    before = desk.caption()
    desk.slow = True
    desk.flip()
    request = desk.waiting.pop(0)
    heard = desk.answer(request)
    assert isinstance(heard, WindowRecognized)
    nothing = replace(heard.hypothesis, words=())
    desk.do(WindowRecognized(request=request.request, hypothesis=nothing))
    assert desk.refused == ["flip_failed"]
    assert desk.caption() is before


def test_answers_without_a_flip_are_an_error_of_the_caller(abilities: Abilities) -> None:
    context = Context(
        pair=LanguagePair("en", "pt"),
        abilities=abilities,
        config=ConversationConfig(),
        captions=Captions(kept=5),
        new_request=partial(next, count(1)),
    )
    flipping = Flipping(context, KeptAudio(capacity_samples=0))
    with pytest.raises(RuntimeError, match="no caption is under way"):
        flipping.answered(RequestFailed(request=1, code="busy"))
